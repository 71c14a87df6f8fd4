package org.weightbalancing.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gives the same value at every step and epoch.
 *
 * @param value finite and at least 0
 */
public record ConstantSchedule(@JsonProperty("value") double value) implements ISchedule {

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if the value is negative or not finite
     */
    public ConstantSchedule {
        Rates.require("value", value);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return value;
    }

    @Override
    public ConstantSchedule clone() {
        return new ConstantSchedule(value);
    }
}
