package org.weightbalancing.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes a half cosine from a base rate down to a minimum over a number of epochs.
 *
 * <p>rate(t) = minimum + (base - minimum) (1 + cos(pi t / epochs)) / 2, where t is e + 1 or e in zero-based epoch e as
 * the timing says. From t = epochs on the rate stays at the minimum. All steps of an epoch share its rate. Source:
 * Loshchilov and Hutter, "SGDR", ICLR 2017, equation 5, without restarts.
 *
 * @param base rate at t = 0, finite and at least 0
 * @param epochs length of the half period, 1 or more; usually the epochs of the stage
 * @param minimum rate at t = epochs, finite and at least 0
 * @param timing whether the schedule is stepped before or after each epoch
 */
public record CosineSchedule(
        @JsonProperty("base") double base,
        @JsonProperty("epochs") int epochs,
        @JsonProperty("minimum") double minimum,
        @JsonProperty("timing") Timing timing)
        implements ISchedule {

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if a rate is negative or not finite, or there is no epoch
     */
    public CosineSchedule {
        Rates.require("base", base);
        Rates.requireEpochs("epochs", epochs);
        Rates.require("minimum", minimum);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        int t = Math.min(timing.steps(epoch), epochs);
        // The end is stated, so that rounding in base - minimum cannot leave it a little off.
        return t == epochs ? minimum : minimum + (base - minimum) * (1 + Math.cos(Math.PI * t / epochs)) / 2;
    }

    @Override
    public CosineSchedule clone() {
        return new CosineSchedule(base, epochs, minimum, timing);
    }
}
