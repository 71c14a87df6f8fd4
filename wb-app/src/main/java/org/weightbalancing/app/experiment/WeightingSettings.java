package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import java.util.Arrays;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.train.loss.ClassWeights;

/** Names how heavily the examples of each class count. */
public interface WeightingSettings extends ComponentSettings<WeightingSettings.Factory> {

    /** Computes weights for a training set. */
    @FunctionalInterface
    interface Factory {
        /**
         * Computes the weights.
         *
         * @param trainCounts training images of each class [classes]
         * @return one weight for each class [classes]
         */
        double[] weights(int[] trainCounts);
    }

    /** All classes alike. */
    record Uniform() implements WeightingSettings {}

    /**
     * By the effective number of images.
     *
     * @param beta of the effective number (1 - beta^n) / (1 - beta)
     */
    record EffectiveNumber(
            @Setting(
                    doc =
                            "Beta of the effective number of images (1 - beta^n) / (1 - beta); 0 weighs all classes alike, 1 by inverse frequency.",
                    byDefault = "0.9999",
                    min = 0,
                    max = 1,
                    example = "0.9999")
            double beta)
            implements WeightingSettings {}

    /**
     * By a power of the class frequency.
     *
     * @param exponent of the inverse frequency
     */
    record InversePower(
            @Setting(
                    doc =
                            "Exponent of the inverse frequency: 0 weighs all alike, 0.5 by the root, 1 by inverse frequency.",
                    byDefault = "1",
                    min = 0,
                    example = "0.5")
            double exponent)
            implements WeightingSettings {}

    /**
     * By a power of the frequency relative to the rarest class.
     *
     * @param exponent of the relative inverse frequency
     */
    record Smooth(
            @Setting(
                    doc = "Exponent of (smallest count / count): 1 is cost-sensitive weighting.",
                    byDefault = "1",
                    min = 0,
                    example = "0.5")
            double exponent)
            implements WeightingSettings {}

    /** Adds the weightings that are built in. */
    static void bind(MapBinder<String, Component<Factory>> weightings) {
        weightings
                .addBinding("uniform")
                .toInstance(Component.of(Uniform.class, "Weighs all classes alike.", settings -> counts -> {
                            double[] ones = new double[counts.length];
                            Arrays.fill(ones, 1);
                            return ones;
                        })
                        .formula("weight_c = 1"));
        weightings
                .addBinding("effective-number")
                .toInstance(Component.of(
                                EffectiveNumber.class,
                                "Weighs classes by the inverse of the effective number of their images.",
                                settings -> counts -> ClassWeights.effectiveNumber(counts, settings.beta()))
                        .formula("weight_c ~ (1 - beta) / (1 - beta^n_c), with mean 1")
                        .source("Cui et al., CVPR 2019, equation 9"));
        weightings
                .addBinding("inverse-power")
                .toInstance(Component.of(
                                InversePower.class,
                                "Weighs classes by a power of their inverse frequency.",
                                settings -> counts -> ClassWeights.inversePower(counts, settings.exponent()))
                        .formula("weight_c ~ n_c^-exponent, with mean 1")
                        .source("Zhang et al., Distribution Alignment, CVPR 2021, section 3.3"));
        weightings
                .addBinding("smooth")
                .toInstance(Component.of(
                                Smooth.class,
                                "Weighs classes by a power of their inverse frequency relative to the rarest class.",
                                settings -> counts -> ClassWeights.smooth(counts, settings.exponent()))
                        .formula("weight_c = (n_min / n_c)^exponent"));
    }
}
