package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.train.loss.BalancedSoftmaxLoss;
import org.weightbalancing.train.loss.ClassDependentTemperatureLoss;
import org.weightbalancing.train.loss.LadeLoss;
import org.weightbalancing.train.loss.LdamLoss;
import org.weightbalancing.train.loss.LogitAdjustedLoss;
import org.weightbalancing.train.loss.Reduction;
import org.weightbalancing.train.loss.VectorScalingLoss;

/** Settings of the losses that are cross-entropy on logits changed by class. */
public final class LogitAdjustingLosses {

    private LogitAdjustingLosses() {}

    /**
     * Label-distribution-aware margins.
     *
     * @param maxMargin margin of the rarest class
     * @param scale of the cosines
     * @param weighting of the classes
     * @param reduction of a batch to one number
     */
    public record Ldam(
            @Setting(doc = "Margin of the rarest class.", byDefault = "0.5", min = 0, example = "0.5")
            double maxMargin,

            @Setting(doc = "Factor of the cosines.", byDefault = "30", min = 0, aboveMin = true)
            double scale,

            @Setting(doc = "How heavily the classes count.", byDefault = "uniform")
            WeightingSettings weighting,

            @Setting(
                    doc =
                            "What a batch is divided by: its examples (mean), the sum of their weights (weighted-mean), or nothing (sum).",
                    byDefault = "weighted-mean")
            Reduction reduction)
            implements LossSettings {}

    /** Balanced softmax. */
    public record BalancedSoftmax() implements LossSettings {}

    /**
     * Logit-adjusted cross-entropy.
     *
     * @param tau strength of the adjustment
     */
    public record LogitAdjusted(
            @Setting(
                    doc = "Strength of the adjustment; 0 is cross-entropy, 1 balanced softmax.",
                    byDefault = "1",
                    min = 0,
                    example = "1")
            double tau)
            implements LossSettings {}

    /**
     * Vector-scaling loss.
     *
     * @param gamma exponent of the factors
     * @param tau strength of the shifts
     */
    public record VectorScaling(
            @Setting(
                    doc = "Exponent of the multiplicative part (n_c / n_max)^gamma.",
                    byDefault = "0.25",
                    min = 0,
                    example = "0.25")
            double gamma,

            @Setting(doc = "Strength of the additive part tau log pi_c.", byDefault = "1", min = 0)
            double tau)
            implements LossSettings {}

    /**
     * Class-dependent temperatures.
     *
     * @param gamma exponent of the temperatures
     */
    public record ClassDependentTemperature(
            @Setting(
                    doc = "Exponent of the temperatures (n_max / n_c)^gamma; the paper tries 0 to 0.4.",
                    byDefault = "0.2",
                    min = 0,
                    example = "0.2")
            double gamma)
            implements LossSettings {}

    /**
     * Label distribution disentangling.
     *
     * @param alpha factor of the regularizer
     * @param lambda factor of its square
     */
    public record Lade(
            @Setting(
                    doc = "Factor of the regularizer; 0 is balanced softmax.",
                    byDefault = "0.1",
                    min = 0,
                    example = "0.1")
            double alpha,

            @Setting(doc = "Factor of the square inside the regularizer.", byDefault = "0.1", min = 0)
            double lambda)
            implements LossSettings {}

    static void bind(MapBinder<String, Component<LossSettings.Factory>> losses) {
        bindPriors(losses);
        losses.addBinding("ldam")
                .toInstance(Component.<LossSettings.Factory, Ldam>composed(
                                Ldam.class,
                                "Cross-entropy with a margin that is wider for rarer classes.",
                                (s, catalog) -> counts -> new LdamLoss(
                                        LdamLoss.margins(counts, s.maxMargin()),
                                        s.scale(),
                                        catalog.create(s.weighting()).weights(counts),
                                        s.reduction()))
                        .formula("CE(scale (z - margin_y e_y)), margin_c = max-margin (n_min / n_c)^(1/4)")
                        .source("Cao et al., NeurIPS 2019")
                        .needs(Need.CLASS_IDS, Need.COSINES));
        losses.addBinding("vector-scaling")
                .toInstance(Component.<LossSettings.Factory, VectorScaling>of(
                                VectorScaling.class,
                                "Cross-entropy on logits scaled and shifted by class frequency.",
                                s -> counts -> new VectorScalingLoss(counts, s.gamma(), s.tau()))
                        .formula("CE((n_c / n_max)^gamma z_c + tau log pi_c)")
                        .source("Kini et al., NeurIPS 2021"));
        losses.addBinding("class-dependent-temperature")
                .toInstance(Component.<LossSettings.Factory, ClassDependentTemperature>of(
                                ClassDependentTemperature.class,
                                "Cross-entropy on logits divided by a temperature that grows with rarity.",
                                s -> counts -> new ClassDependentTemperatureLoss(counts, s.gamma()))
                        .formula("CE(z_c / (n_max / n_c)^gamma)")
                        .source("Ye et al., 2020, arXiv 2001.01385"));
    }

    private static void bindPriors(MapBinder<String, Component<LossSettings.Factory>> losses) {
        losses.addBinding("balanced-softmax")
                .toInstance(Component.<LossSettings.Factory, BalancedSoftmax>of(
                                BalancedSoftmax.class,
                                "Cross-entropy on logits shifted by the log of the class counts.",
                                s -> BalancedSoftmaxLoss::new)
                        .formula("CE(z_c + log n_c)")
                        .source("Ren et al., NeurIPS 2020"));
        losses.addBinding("logit-adjusted")
                .toInstance(Component.<LossSettings.Factory, LogitAdjusted>of(
                                LogitAdjusted.class,
                                "Cross-entropy on logits shifted by the log of the class priors.",
                                s -> counts -> new LogitAdjustedLoss(counts, s.tau()))
                        .formula("CE(z_c + tau log pi_c)")
                        .source("Menon et al., ICLR 2021"));
        losses.addBinding("lade")
                .toInstance(Component.<LossSettings.Factory, Lade>of(
                                Lade.class,
                                "Balanced softmax with a regularizer that disentangles logits from the label distribution.",
                                s -> counts -> new LadeLoss(counts, s.alpha(), s.lambda()))
                        .formula("CE(z + log pi) + alpha sum_c pi_c (-(mean_{i in c} z_ic - L_c - lambda L_c^2)),"
                                + " L_c = log mean_i exp(z_ic - log pi_c + log(1/C))")
                        .source("Hong et al., CVPR 2021"));
    }
}
