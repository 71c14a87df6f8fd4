package org.weightbalancing.train;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds what a stage did, epoch by epoch, and which epoch's parameters the network was left with.
 *
 * @param stage the stage's name
 * @param epochs in order
 * @param selectedEpoch zero-based index into epochs
 * @param checkpoint the policy that selected it
 */
public record TrainingHistory(String stage, List<EpochRecord> epochs, int selectedEpoch, CheckpointPolicy checkpoint) {

    /**
     * Makes a history; the list is copied.
     *
     * @throws IndexOutOfBoundsException if the selected epoch is none of the epochs
     */
    public TrainingHistory {
        epochs = List.copyOf(epochs);
        Objects.checkIndex(selectedEpoch, epochs.size());
    }

    /**
     * Gives the record of the selected epoch.
     *
     * @return one of the epochs
     */
    public EpochRecord selected() {
        return epochs.get(selectedEpoch);
    }

    /**
     * Gives the warning that results of this history must carry.
     *
     * @return "selected-on-test" if the epoch was selected on the test split, else nothing
     */
    public Optional<String> stamp() {
        return checkpoint.stamp();
    }
}
