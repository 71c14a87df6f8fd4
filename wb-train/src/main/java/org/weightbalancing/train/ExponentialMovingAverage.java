package org.weightbalancing.train;

/**
 * Computes the exponential moving average of the parameters: average = d average + (1 - d) parameters after each step,
 * listeners included, starting at the parameters that the stage finds.
 *
 * <p>d is the decay; with a warm-up it is min(decay, (1 + t) / (10 + t)) in the zero-based step t of the stage, so that
 * the first parameters are soon forgotten. All entries are averaged, batch-norm statistics included; what does not move,
 * as in frozen layers, is its own average bit for bit. Validation and selection see the averaged network, and a stage
 * ends with the average, of the selected epoch under a BEST policy. Costs one copy of the parameters and two passes over
 * it a step.
 *
 * <p>Source: Polyak and Juditsky, "Acceleration of Stochastic Approximation by Averaging", SIAM J. Control and
 * Optimization 30, 1992, with exponential weights.
 *
 * @param decay above 0 and below 1, usually 0.99 to 0.9999
 * @param warmUp whether the decay grows from 0.1
 */
public record ExponentialMovingAverage(double decay, boolean warmUp) implements WeightAveraging {

    /**
     * Makes an average.
     *
     * @throws IllegalArgumentException if the decay is outside its range
     */
    public ExponentialMovingAverage {
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("decay is " + decay + ", allowed is above 0 and below 1");
        }
    }

    /**
     * Makes an average without warm-up.
     *
     * @param decay above 0 and below 1
     * @throws IllegalArgumentException if the decay is outside its range
     */
    public ExponentialMovingAverage(double decay) {
        this(decay, false);
    }

    double decay(long step) {
        return warmUp ? Math.min(decay, (1.0 + step) / (10 + step)) : decay;
    }
}
