package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.data.Sampler;

/** Names which training images an epoch shows, and in which order. */
public interface SamplerSettings extends ComponentSettings<SamplerSettings.Factory> {

    /** Makes a sampler for a stage. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the sampler.
         *
         * @param epochs of the stage
         * @return the order of each epoch
         */
        Sampler create(int epochs);
    }

    /**
     * Every image equally often.
     *
     * @param replacement whether an image may come again before all have been shown
     */
    record Instance(@Setting(doc = DOC, byDefault = "false") boolean replacement) implements SamplerSettings {}

    /**
     * Every class equally often.
     *
     * @param replacement whether an image may come again before all of its class have been shown
     */
    record ClassBalanced(
            @Setting(doc = DOC, byDefault = "true") boolean replacement) implements SamplerSettings {}

    /**
     * Every class by the root of its images.
     *
     * @param replacement whether an image may come again before all of its class have been shown
     */
    record SquareRoot(
            @Setting(doc = DOC, byDefault = "true") boolean replacement) implements SamplerSettings {}

    /**
     * Every class by a power of its images.
     *
     * @param q the power
     * @param replacement whether an image may come again before all of its class have been shown
     */
    record Power(
            @Setting(
                    doc =
                            "Power of the count by which a class is drawn: 1 as they are, 0.5 by the root, 0 class-balanced, -1 reversed.",
                    example = "-1")
            double q,

            @Setting(doc = DOC, byDefault = "true") boolean replacement)
            implements SamplerSettings {}

    /**
     * From instances to class-balanced over the stage.
     *
     * @param replacement whether an image may come again before all of its class have been shown
     */
    record Progressive(
            @Setting(doc = DOC, byDefault = "true") boolean replacement) implements SamplerSettings {}

    /**
     * Some images of each class in turn.
     *
     * @param perClass images of a class in a row
     */
    record ClassAware(
            @Setting(doc = "Images of a class in a row.", byDefault = "4", min = 1, max = 1000, example = "4")
            int perClass)
            implements SamplerSettings {}

    /**
     * Images of rare classes repeated.
     *
     * @param threshold share of the images below which a class is repeated
     */
    record RepeatFactor(
            @Setting(
                    doc = "Share of the training images below which a class is repeated.",
                    min = 0,
                    aboveMin = true,
                    max = 1,
                    example = "1e-2")
            double threshold)
            implements SamplerSettings {}

    /**
     * One sampler, then another.
     *
     * @param before the first epochs
     * @param after the others
     * @param fromEpoch first epoch of the second sampler
     */
    record Deferred(
            @Setting(doc = "Sampler of the epochs before.", byDefault = "instance")
            SamplerSettings before,

            @Setting(doc = "Sampler from that epoch on.", byDefault = "class-balanced")
            SamplerSettings after,

            @Setting(doc = "Epoch, counted from 0, from which the second sampler draws.", min = 0, example = "160")
            int fromEpoch)
            implements SamplerSettings {}

    /** What files are told about replacement. */
    String DOC = "Whether an image may come again before all of its class have been shown.";
}
