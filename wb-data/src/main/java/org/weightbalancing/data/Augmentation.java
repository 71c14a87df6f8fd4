package org.weightbalancing.data;

import java.util.random.RandomGenerator;

/**
 * Alters, at random, how one image is read; the image itself stays as it is.
 *
 * <p>Augmentations work in list order: each acts on the result of those before it.
 */
@FunctionalInterface
public interface Augmentation {
    /**
     * Changes the placement of one image.
     *
     * @param placement how the image is read so far; changed
     * @param random the image's own stream of random numbers; the only source of chance to use
     */
    void place(Placement placement, RandomGenerator random);
}
