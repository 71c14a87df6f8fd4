package org.weightbalancing.app.experiment;

import java.util.Optional;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.data.mixing.Mixing;

/** Names how training images are mixed with one another. */
public interface MixingSettings extends ComponentSettings<MixingSettings.Factory> {

    /** Makes a mixing for a stage. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the mixing.
         *
         * @param trainCounts training images of each class [classes]
         * @param epochs of the stage
         * @return what is done to batches; empty for nothing
         */
        Optional<Mixing> create(int[] trainCounts, int epochs);
    }

    /** Images as they are. */
    record None() implements MixingSettings {}

    /**
     * Convex combinations of two images and their labels.
     *
     * @param alpha of the beta distribution
     */
    record Mixup(
            @Setting(doc = ALPHA, byDefault = "1", min = 0, aboveMin = true, example = "1")
            double alpha) implements MixingSettings {}

    /**
     * Mixup whose labels favour the rarer class.
     *
     * @param alpha of the beta distribution
     * @param kappa ratio of the counts from which labels are not mixed
     * @param tau share below which the image of the more frequent class does not count
     */
    record Remix(
            @Setting(doc = ALPHA, byDefault = "1", min = 0, aboveMin = true, example = "1")
            double alpha,

            @Setting(
                    doc = "Ratio of the counts of two classes from which the label is the rarer class alone.",
                    byDefault = "3",
                    min = 1)
            double kappa,

            @Setting(
                    doc = "Share of the image of the more frequent class below which that happens.",
                    byDefault = "0.5",
                    min = 0,
                    max = 1)
            double tau)
            implements MixingSettings {}

    /**
     * A rectangle of another image pasted in.
     *
     * @param alpha of the beta distribution
     * @param probability that a batch is mixed
     */
    record CutMix(
            @Setting(doc = ALPHA, byDefault = "1", min = 0, aboveMin = true, example = "1")
            double alpha,

            @Setting(doc = PROBABILITY, byDefault = "0.5", min = 0, max = 1)
            double probability)
            implements MixingSettings {}

    /**
     * A rectangle of an image of a rare class pasted in.
     *
     * @param rarity power of the inverse frequency by which classes of pasted images are drawn
     * @param alpha of the beta distribution
     * @param probability that a batch is mixed
     * @param skipFirst epochs at the start without mixing
     * @param skipLast epochs at the end without mixing
     */
    record Cmo(
            @Setting(
                    doc =
                            "Power of the inverse frequency by which classes of pasted images are drawn; 0 draws them alike.",
                    byDefault = "1",
                    min = 0,
                    example = "1")
            double rarity,

            @Setting(doc = ALPHA, byDefault = "1", min = 0, aboveMin = true)
            double alpha,

            @Setting(doc = PROBABILITY, byDefault = "0.5", min = 0, max = 1)
            double probability,

            @Setting(doc = "Epochs at the start without mixing.", byDefault = "4", min = 0)
            int skipFirst,

            @Setting(doc = "Epochs at the end without mixing.", byDefault = "3", min = 0)
            int skipLast)
            implements MixingSettings {}

    /** What files are told about alpha. */
    String ALPHA = "Both parameters of the beta distribution of the shares: 1 is uniform, small values mix little.";

    /** What files are told about the probability. */
    String PROBABILITY = "Probability that a batch is mixed.";
}
