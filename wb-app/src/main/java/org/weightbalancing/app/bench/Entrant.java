package org.weightbalancing.app.bench;

import java.util.List;

/**
 * A contestant with the steps it is to make.
 *
 * @param label its name in tables
 */
public record Entrant(String label, Contestant contestant, Schedule schedule) {

    /** Makes the steps that do not count. */
    public void warmUp(Task task) {
        contestant.imagesPerSecond(task, schedule.warmup());
    }

    /** Makes the steps of one round and gives the images/s of each. */
    List<Double> round(Task task) {
        return contestant.imagesPerSecond(task, schedule.steps());
    }
}
