package org.weightbalancing.train;

import java.util.List;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes a rate that is multiplied by a factor at each milestone: rate(e) = base * factor^k, where k is the number of
 * milestones at or before zero-based epoch e.
 *
 * <p>LDAM-DRW's recipe of 200 epochs is {@code new MultiStepSchedule(0.1, List.of(160, 180), 0.01)}.
 *
 * @param base rate before the first milestone, finite and at least 0
 * @param milestones zero-based epochs from which on another factor counts, strictly increasing, each at least 1
 * @param factor finite and at least 0, usually 0.1
 */
public record MultiStepSchedule(
        @JsonProperty("base") double base,
        @JsonProperty("milestones") List<Integer> milestones,
        @JsonProperty("factor") double factor)
        implements ISchedule {

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if a number is outside its range or the milestones do not increase
     */
    public MultiStepSchedule {
        Rates.require("base", base);
        Rates.require("factor", factor);
        milestones = List.copyOf(milestones);
        int last = 0;
        for (int milestone : milestones) {
            if (milestone <= last) {
                throw new IllegalArgumentException(
                        "milestones are " + milestones + ", each must be above the one before, from 1");
            }
            last = milestone;
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        int passed = (int)
                milestones.stream().filter(milestone -> milestone <= epoch).count();
        return base * Math.pow(factor, passed);
    }

    @Override
    public MultiStepSchedule clone() {
        return new MultiStepSchedule(base, milestones, factor);
    }
}
