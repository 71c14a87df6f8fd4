package org.weightbalancing.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes a linear warm-up in front of another schedule: in zero-based epoch e the rate of that schedule at e is
 * multiplied by min(1, (e + 1) / epochs).
 *
 * <p>The other schedule is not shifted, so a cosine over the whole stage stays as long as the stage. The rule is that of
 * the published code of Cao et al., "Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss", NeurIPS
 * 2019, which warms up over 5 epochs.
 *
 * @param after the schedule to follow
 * @param epochs number of epochs until the full rate is reached, 1 or more
 */
public record Warmup(
        @JsonProperty("after") ISchedule after,
        @JsonProperty("epochs") int epochs) implements ISchedule {

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public Warmup {
        Rates.requireEpochs("epochs", epochs);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double rate = after.valueAt(iteration, epoch);
        return epoch + 1 >= epochs ? rate : rate * (epoch + 1) / epochs;
    }

    @Override
    public Warmup clone() {
        return new Warmup(after.clone(), epochs);
    }
}
