package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.eval.adjustment.AdditiveAdjustment;
import org.weightbalancing.eval.adjustment.ClassWiseTemperature;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.eval.adjustment.MultiplicativeAdjustment;
import org.weightbalancing.eval.adjustment.PriorCorrection;
import org.weightbalancing.eval.adjustment.Temperature;
import org.weightbalancing.eval.adjustment.VectorScaling;

/** Names a change of logits after training. */
public interface AdjustmentSettings extends ComponentSettings<AdjustmentSettings.Factory> {

    /** Makes an adjustment for a trained network. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the adjustment.
         *
         * @param trainCounts training images of each class [classes]
         * @param validation logits of the validation images, computed when asked for
         * @return a factor and a summand for the logit of each class
         */
        LogitAdjustment create(int[] trainCounts, Supplier<ValidationLogits> validation);
    }

    /**
     * Prior-based shifts.
     *
     * @param tau strength
     */
    record Additive(
            @Setting(doc = "Strength of the adjustment; 0 changes nothing.", byDefault = "1", min = 0, example = "1")
            double tau)
            implements AdjustmentSettings {}

    /**
     * Prior-based factors.
     *
     * @param tau strength
     */
    record Multiplicative(
            @Setting(
                    doc = "Strength of the adjustment; 0 changes nothing.",
                    byDefault = "0.65",
                    min = 0,
                    example = "0.65")
            double tau)
            implements AdjustmentSettings {}

    /**
     * Correction to the class frequencies expected in use.
     *
     * @param prior relative frequency of each class; empty for a uniform one
     */
    record Prior(
            @Setting(
                    doc = "Frequencies of the classes where the network is used, in any unit; [] for all alike.",
                    byDefault = "[]")
            List<Double> prior)
            implements AdjustmentSettings {

        /** Copies the list and checks that every class can occur. */
        public Prior {
            prior = List.copyOf(prior);
            for (int c = 0; c < prior.size(); c++) {
                if (!(prior.get(c) > 0)) {
                    throw new InvalidSetting(
                            "prior[" + c + "]", "is " + YamlNumber.text(prior.get(c)) + "; allowed: above 0");
                }
            }
        }
    }

    /** One temperature. */
    record Global() implements AdjustmentSettings {}

    /** One temperature for each class. */
    record ClassWise() implements AdjustmentSettings {}

    /** One factor and one summand for each class. */
    record Vector() implements AdjustmentSettings {}

    static void bind(MapBinder<String, Component<Factory>> adjustments) {
        adjustments
                .addBinding("additive")
                .toInstance(Component.<Factory, Additive>of(
                                Additive.class,
                                "Subtracts the log of the class priors from the logits; not after a loss that has adjusted them, such as"
                                        + " balanced-softmax.",
                                s -> (counts, validation) -> AdditiveAdjustment.of(counts, s.tau()))
                        .formula("z_c - tau log pi_c")
                        .source("Menon et al., ICLR 2021"));
        adjustments
                .addBinding("multiplicative")
                .toInstance(Component.<Factory, Multiplicative>of(
                                Multiplicative.class,
                                "Divides logits by a power of the class priors.",
                                s -> (counts, validation) -> MultiplicativeAdjustment.of(counts, s.tau()))
                        .formula("z_c pi_c^-tau; it favours rare classes only where logits are positive")
                        .source("Hasegawa and Sato, ICLR 2024"));
        adjustments
                .addBinding("prior-correction")
                .toInstance(Component.<Factory, Prior>of(
                                Prior.class,
                                "Replaces the class priors of training by those of the place of use.",
                                s -> (counts, validation) -> PriorCorrection.of(counts, priors(s, counts.length)))
                        .formula("z_c + log q_c - log pi_c")
                        .source("Saerens et al., Neural Computation 2002"));
        bindFitted(adjustments);
    }

    private static void bindFitted(MapBinder<String, Component<Factory>> adjustments) {
        adjustments
                .addBinding("temperature")
                .toInstance(Component.<Factory, Global>of(
                                Global.class,
                                "Divides logits by the temperature that suits the validation images best.",
                                s -> (counts, validation) -> Temperature.fit(
                                        validation.get().logits(),
                                        validation.get().labels()))
                        .formula("z_c / T, T minimises the negative log-likelihood of the validation images")
                        .source("Guo et al., ICML 2017")
                        .needs(Need.VALIDATION));
        adjustments
                .addBinding("class-wise-temperature")
                .toInstance(Component.<Factory, ClassWise>of(
                                ClassWise.class,
                                "Divides the logit of each class by a temperature of its own, fitted on validation images.",
                                s -> (counts, validation) -> ClassWiseTemperature.fit(
                                        validation.get().logits(),
                                        validation.get().labels()))
                        .formula("z_c / T_c")
                        .source("Guo et al., ICML 2017, vector scaling without bias")
                        .needs(Need.VALIDATION));
        adjustments
                .addBinding("vector-scaling")
                .toInstance(Component.<Factory, Vector>of(
                                Vector.class,
                                "Scales and shifts the logit of each class, fitted on validation images.",
                                s -> (counts, validation) -> VectorScaling.fit(
                                        validation.get().logits(),
                                        validation.get().labels()))
                        .formula("a_c z_c + b_c")
                        .source("Guo et al., ICML 2017")
                        .needs(Need.VALIDATION));
    }

    private static double[] priors(Prior settings, int classes) {
        double[] prior = new double[classes];
        if (settings.prior().isEmpty()) {
            Arrays.fill(prior, 1.0 / classes);
            return prior;
        }
        if (settings.prior().size() != classes) {
            throw new ExperimentException("prior-correction: prior has "
                    + settings.prior().size() + " frequencies, but there are " + classes + " classes");
        }
        double sum = settings.prior().stream().mapToDouble(Double::doubleValue).sum();
        Arrays.setAll(prior, c -> settings.prior().get(c) / sum);
        return prior;
    }
}
