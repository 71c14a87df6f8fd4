package org.weightbalancing.data;

/**
 * Decides which images an epoch shows, in which order.
 *
 * <p>Implementations are pure functions: equal arguments give equal orders, whatever was asked before. That makes a run
 * repeatable and lets it start at any epoch.
 */
@FunctionalInterface
public interface Sampler {
    /**
     * Computes the order of one epoch.
     *
     * @param labels class index of each image [n]; not changed
     * @param classes number of classes, larger than every label
     * @param seed where the random choice starts
     * @param epoch zero-based number of the epoch
     * @return positions of images, 0 to n - 1, in the order of showing; images may repeat or be left out
     */
    int[] order(int[] labels, int classes, long seed, int epoch);
}
