package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.data.LongTail;
import org.weightbalancing.data.LongTail.Profile;
import org.weightbalancing.data.LongTail.Subset;

/**
 * How long-tailed the training images are made.
 *
 * @param profile how class counts fall from the first class to the last
 * @param imbalance images of the largest class per image of the smallest
 * @param subset which images of each class are kept
 * @param subsetSeed of a shuffled subset
 */
public record LongTailSettings(
        @Setting(
                doc = "How class counts fall from the first class to the last.",
                byDefault = "exponential",
                example = "exponential")
        Profile profile,

        @Setting(doc = "Images of the largest class for each image of the smallest.", min = 1, example = "100")
        double imbalance,

        @Setting(
                doc =
                        "Which images of each class are kept: the first ones in the files, as the code of weight balancing"
                                + " does, or the first ones after NumPy's shuffle, as that of LDAM-DRW does.",
                byDefault = "first")
        Subset subset,

        @Setting(
                doc = "Seed of a numpy-shuffled subset; apart from the seed of the experiment.",
                byDefault = "0",
                min = 0,
                max = 4294967295.0)
        long subsetSeed) {

    /** Checks that a balanced set is not called imbalanced, and that nothing is set which has no effect. */
    public LongTailSettings {
        if (profile == Profile.NONE && imbalance != 1) {
            throw new InvalidSetting(
                    "imbalance",
                    "is " + YamlNumber.text(imbalance) + ", but profile none leaves the set balanced; write 1");
        }
        if (profile == Profile.NONE && subset != Subset.FIRST) {
            throw new InvalidSetting(
                    "subset", "is " + KebabCase.of(subset) + ", but profile none keeps every image; write first");
        }
        if (subset == Subset.FIRST && subsetSeed != 0) {
            throw new InvalidSetting(
                    "subset-seed", "is " + subsetSeed + ", but subset first leaves nothing to chance; write 0");
        }
    }

    /** What draws the training images that are kept. */
    public LongTail longTail() {
        return new LongTail(profile, imbalance, subset, subsetSeed);
    }
}
