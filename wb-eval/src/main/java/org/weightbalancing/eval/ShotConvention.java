package org.weightbalancing.eval;

/**
 * Assigns each class to many, medium or few shot by the numbers of training images of all classes.
 *
 * <p>Publications disagree on how, so a comparison must name the convention: {@link ShotGroups} goes by bounds on the
 * number of images, {@link ShotRanks} by the rank of a class. The same predictions give other group accuracies under
 * another one.
 */
@FunctionalInterface
public interface ShotConvention {

    /**
     * Returns the group of each class, [classes].
     *
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if a count is negative
     */
    Shot[] of(int[] trainCounts);
}
