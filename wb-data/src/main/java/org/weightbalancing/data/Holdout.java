package org.weightbalancing.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.weightbalancing.data.random.RandomStream;

/**
 * Sets part of the training images aside for validation, class by class.
 *
 * <p>Of a class with n images, min(round(fraction * n), n - 1) go to validation: every class keeps at least one
 * training image, so a class with a single image is not validated. Which ones is a random choice that depends on the
 * seed, the class and n only. Both parts keep the order of the set and share its pixels.
 *
 * @param fraction share of each class that goes to validation, 0 (none) up to but not including 1
 * @param seed where the random choice starts
 */
public record Holdout(double fraction, long seed) {

    /**
     * Checks the fraction.
     *
     * @throws IllegalArgumentException if the fraction is negative, 1 or more, or not a number
     */
    public Holdout {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("fraction is " + fraction + "; allowed are 0 up to, not including, 1");
        }
    }

    /**
     * Holds the two parts of a set; each image is in exactly one.
     *
     * @param train the images to learn from
     * @param validation the images set aside; empty for fraction 0
     */
    public record Parts(ImageSet train, ImageSet validation) {}

    /**
     * Divides the set.
     *
     * @param set the images to divide
     * @return both parts
     */
    public Parts split(ImageSet set) {
        boolean[] aside = new boolean[set.size()];
        for (int c = 0; c < set.classes(); c++) {
            int label = c;
            int[] members = IntStream.range(0, set.size())
                    .filter(i -> set.label(i) == label)
                    .toArray();
            RandomStream.of(seed, c).shuffle(members);
            Arrays.stream(members, 0, asideOf(members.length)).forEach(i -> aside[i] = true);
        }
        return new Parts(pick(set, aside, false), pick(set, aside, true));
    }

    private int asideOf(int images) {
        return images == 0 ? 0 : (int) Math.min(Math.round(fraction * images), images - 1);
    }

    private static ImageSet pick(ImageSet set, boolean[] aside, boolean wanted) {
        return set.select(
                IntStream.range(0, set.size()).filter(i -> aside[i] == wanted).toArray());
    }
}
