package org.weightbalancing.data;

import java.util.random.RandomGenerator;

/**
 * Exchanges left and right with a given probability.
 *
 * @param probability 0 (never) to 1 (always)
 */
public record HorizontalFlip(double probability) implements Augmentation {

    /**
     * Checks the probability.
     *
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public HorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is " + probability + "; allowed are 0 to 1");
        }
    }

    /** Flips every second image on average. */
    public HorizontalFlip() {
        this(0.5);
    }

    @Override
    public void place(Placement placement, RandomGenerator random) {
        if (random.nextDouble() < probability) {
            placement.mirror();
        }
    }
}
