package org.weightbalancing.train;

/**
 * Computes the mean of the parameters at the end of each epoch from one on, all with equal weight; the stage ends with
 * that mean.
 *
 * <p>Batch-norm statistics do not belong to averaged weights: at the end they are estimated anew by one pass in training
 * mode, without steps, over the batches of a further epoch. Layers that move their statistics only in the backward pass,
 * as DL4J's own do, keep the mean of theirs. Validation sees the network of each epoch, not the mean, so there is nothing
 * to select by: the checkpoint policy must be {@link CheckpointPolicy#LAST}.
 *
 * <p>Source: Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018, algorithm 1.
 *
 * @param fromEpoch zero-based epoch of the stage whose end is the first in the mean
 */
public record StochasticWeightAverage(int fromEpoch) implements WeightAveraging {

    /**
     * Makes an average.
     *
     * @throws IllegalArgumentException if the epoch is negative
     */
    public StochasticWeightAverage {
        if (fromEpoch < 0) {
            throw new IllegalArgumentException("first averaged epoch is " + fromEpoch + ", allowed is 0 or more");
        }
    }

    void require(String stage, int epochs, CheckpointPolicy checkpoint) {
        if (fromEpoch >= epochs) {
            throw new IllegalArgumentException("first averaged epoch of stage \"" + stage + "\" is " + fromEpoch
                    + ", allowed is 0 to " + (epochs - 1));
        }
        if (checkpoint.selects()) {
            throw new IllegalArgumentException("stage \"" + stage + "\" averages weights over epochs, which "
                    + checkpoint + " cannot select among, allowed is " + CheckpointPolicy.LAST);
        }
    }
}
