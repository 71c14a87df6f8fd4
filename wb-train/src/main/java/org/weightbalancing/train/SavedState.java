package org.weightbalancing.train;

import java.util.Map;

/**
 * Holds what a {@link StateFile} holds.
 *
 * @param state its arrays are copies of shape [n]
 * @param parts what the caller of {@link StateFile#write} added, by name
 */
public record SavedState(TrainingState state, Map<String, byte[]> parts) {

    /** Makes a saved state; the map is copied, the bytes are not. */
    public SavedState {
        parts = Map.copyOf(parts);
    }
}
