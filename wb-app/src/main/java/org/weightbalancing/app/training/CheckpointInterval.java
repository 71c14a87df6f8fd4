package org.weightbalancing.app.training;

import java.time.Duration;

/**
 * How often the state of a stage is saved: at the end of every so many epochs, and between two steps when so much time
 * has passed.
 *
 * @param epochs 1 or more
 * @param time 0 or more; 0 saves after every step
 */
public record CheckpointInterval(int epochs, Duration time) {

    /** Every ten minutes. */
    public static final CheckpointInterval BY_DEFAULT =
            new CheckpointInterval(Integer.MAX_VALUE, Duration.ofMinutes(10));
}
