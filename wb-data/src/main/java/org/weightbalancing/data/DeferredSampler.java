package org.weightbalancing.data;

/**
 * Shows images by one sampler first and by another from a given epoch on: deferred re-sampling, when the second is {@link
 * ClassBalancedSampler}.
 *
 * <p>Both are asked for the epoch as it is counted from the beginning of training.
 *
 * @param before for the epochs below {@code epoch}
 * @param after for the others
 * @param epoch the first epoch of {@code after}, zero-based; at 0 there is no other
 * @see <a href="https://arxiv.org/abs/1906.07413">Cao et al., Learning Imbalanced Datasets with Label-Distribution-Aware
 *     Margin Loss, NeurIPS 2019, DRS</a>
 */
public record DeferredSampler(Sampler before, Sampler after, int epoch) implements Sampler {

    /**
     * Checks the epoch.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public DeferredSampler {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch is " + epoch + "; epochs are counted from 0");
        }
    }

    @Override
    public int[] order(int[] labels, int classes, long seed, int epoch) {
        return (epoch < this.epoch ? before : after).order(labels, classes, seed, epoch);
    }
}
