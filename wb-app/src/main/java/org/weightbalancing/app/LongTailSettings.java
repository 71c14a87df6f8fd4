package org.weightbalancing.app;

import org.weightbalancing.data.LongTail.Profile;

/**
 * How long-tailed the training images are made.
 *
 * @param profile how class counts fall from the first class to the last
 * @param imbalance images of the largest class per image of the smallest
 */
public record LongTailSettings(
        @Setting(
                doc = "How class counts fall from the first class to the last.",
                byDefault = "exponential",
                example = "exponential")
        Profile profile,

        @Setting(doc = "Images of the largest class for each image of the smallest.", min = 1, example = "100")
        double imbalance) {

    /** Checks that a balanced set is not called imbalanced. */
    public LongTailSettings {
        if (profile == Profile.NONE && imbalance != 1) {
            throw new InvalidSetting(
                    "imbalance",
                    "is " + YamlNumber.text(imbalance) + ", but profile none leaves the set balanced; write 1");
        }
    }
}
