package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.train.loss.ClassBalancedFocal;
import org.weightbalancing.train.loss.ClassBalancedSigmoid;
import org.weightbalancing.train.loss.EqualizationLoss;
import org.weightbalancing.train.loss.FocalLoss;
import org.weightbalancing.train.loss.InfluenceBalancedLoss;
import org.weightbalancing.train.loss.Reduction;
import org.weightbalancing.train.loss.SeesawLoss;
import org.weightbalancing.train.loss.SigmoidFocalLoss;

/** Settings of the losses that weigh examples or the logits of other classes. */
public final class ReweightingLosses {

    private ReweightingLosses() {}

    /**
     * Weighted cross-entropy.
     *
     * @param weighting of the classes
     * @param reduction of a batch to one number
     */
    public record WeightedCrossEntropy(
            @Setting(doc = "How heavily the classes count.", byDefault = "effective-number", example = "inverse-power")
            WeightingSettings weighting,

            @Setting(
                    doc =
                            "What a batch is divided by: its examples (mean), the sum of their weights (weighted-mean, PyTorch's mean), or nothing (sum).",
                    byDefault = "mean",
                    example = "weighted-mean")
            Reduction reduction)
            implements LossSettings {}

    /**
     * Class-balanced sigmoid loss.
     *
     * @param beta of the effective number
     */
    public record Sigmoid(
            @Setting(
                    doc = "Beta of the effective number of images (1 - beta^n) / (1 - beta).",
                    byDefault = "0.9999",
                    min = 0,
                    max = 1,
                    example = "0.9999")
            double beta)
            implements LossSettings {}

    /**
     * Class-balanced focal loss.
     *
     * @param beta of the effective number
     * @param gamma of the focus
     */
    public record BalancedFocal(
            @Setting(
                    doc = "Beta of the effective number of images (1 - beta^n) / (1 - beta).",
                    byDefault = "0.9999",
                    min = 0,
                    max = 1,
                    example = "0.9999")
            double beta,

            @Setting(doc = "How strongly well-classified examples are ignored.", byDefault = "2", min = 0)
            double gamma)
            implements LossSettings {}

    /**
     * Softmax focal loss.
     *
     * @param gamma of the focus
     * @param weighting of the classes
     */
    public record Focal(
            @Setting(
                    doc = "How strongly well-classified examples are ignored; 0 is cross-entropy.",
                    byDefault = "2",
                    min = 0,
                    example = "1")
            double gamma,

            @Setting(doc = "How heavily the classes count.", byDefault = "uniform")
            WeightingSettings weighting)
            implements LossSettings {}

    /**
     * Sigmoid focal loss.
     *
     * @param gamma of the focus
     */
    public record SigmoidFocal(
            @Setting(
                    doc = "How strongly well-classified examples are ignored.",
                    byDefault = "2",
                    min = 0,
                    example = "2")
            double gamma)
            implements LossSettings {}

    /**
     * Softmax equalization loss.
     *
     * @param gamma probability with which the gradient of a rare class is ignored
     * @param threshold frequency below which a class is rare
     * @param seed of the draws
     */
    public record Equalization(
            @Setting(
                    doc = "Probability with which a rare class is left out of another example's sum.",
                    byDefault = "0.9",
                    min = 0,
                    max = 1,
                    example = "0.9")
            double gamma,

            @Setting(
                    doc = "Share of the training images below which a class is rare.",
                    byDefault = "3e-3",
                    min = 0,
                    max = 1)
            double threshold,

            @Setting(doc = "Seed of the draws.", byDefault = "0")
            long seed)
            implements LossSettings {}

    /**
     * Influence-balanced loss.
     *
     * @param weighting of the classes
     * @param alpha factor of the weights
     * @param epsilon that keeps the weights finite
     */
    public record InfluenceBalanced(
            @Setting(doc = "How heavily the classes count.", byDefault = "inverse-power", example = "inverse-power")
            WeightingSettings weighting,

            @Setting(doc = "Factor of all weights.", byDefault = "1000", min = 0, aboveMin = true)
            double alpha,

            @Setting(
                    doc = "Added to the influence, so that weights stay finite.",
                    byDefault = "1e-3",
                    min = 0,
                    aboveMin = true)
            double epsilon)
            implements LossSettings {}

    /**
     * Seesaw loss.
     *
     * @param p exponent of the mitigation
     * @param q exponent of the compensation
     */
    public record Seesaw(
            @Setting(
                    doc = "Exponent of the mitigation factor; 0 switches it off.",
                    byDefault = "0.8",
                    min = 0,
                    example = "0.8")
            double p,

            @Setting(doc = "Exponent of the compensation factor; 0 switches it off.", byDefault = "2", min = 0)
            double q)
            implements LossSettings {}

    static void bind(MapBinder<String, Component<LossSettings.Factory>> losses) {
        bindWeighted(losses);
        bindFocal(losses);
        losses.addBinding("equalization")
                .toInstance(Component.<LossSettings.Factory, Equalization>of(
                                Equalization.class,
                                "Cross-entropy that spares rare classes the discouraging gradients of other classes.",
                                s -> counts -> new EqualizationLoss(counts, s.gamma(), s.threshold(), s.seed()))
                        .formula("-log(exp(z_y) / sum_k w_k exp(z_k)), w_k = 1 - beta_k [pi_k < threshold] [t_k = 0],"
                                + " beta_k ~ Bernoulli(gamma)")
                        .source("Tan et al., CVPR 2020"));
        losses.addBinding("seesaw")
                .toInstance(Component.<LossSettings.Factory, Seesaw>of(
                                Seesaw.class,
                                "Cross-entropy that weakens the push of frequent on rare classes, except where they are confused.",
                                s -> counts -> new SeesawLoss(counts, s.p(), s.q()))
                        .formula(
                                "CE(z_k + log(M_yk S_yk)), M = min(1, (n_k / n_y)^p), S = max(1, p_k / max(p_y, 0.01))^q, M and S held"
                                        + " constant, n of the whole training set")
                        .source("Wang et al., CVPR 2021")
                        .needs(Need.CLASS_IDS));
    }

    private static void bindWeighted(MapBinder<String, Component<LossSettings.Factory>> losses) {
        losses.addBinding("weighted-cross-entropy")
                .toInstance(Component.<LossSettings.Factory, WeightedCrossEntropy>composed(
                                WeightedCrossEntropy.class,
                                "Cross-entropy weighted per class, with the reduction of a batch said.",
                                (s, catalog) -> counts -> new org.weightbalancing.train.loss.WeightedCrossEntropy(
                                        catalog.create(s.weighting()).weights(counts), s.reduction()))
                        .formula("weight_y (-log p_y), reduced over the batch"));
        losses.addBinding("class-balanced-sigmoid")
                .toInstance(Component.<LossSettings.Factory, Sigmoid>of(
                                Sigmoid.class,
                                "Binary cross-entropy of every logit, weighted by the effective number of images; biases start as the"
                                        + " head's do, not at the paper's -log(C - 1).",
                                s -> counts -> new ClassBalancedSigmoid(counts, s.beta()))
                        .formula("weight_y mean_c BCE(sigmoid(z_c), t_c)")
                        .source("Cui et al., CVPR 2019"));
        losses.addBinding("influence-balanced")
                .toInstance(Component.<LossSettings.Factory, InfluenceBalanced>composed(
                                InfluenceBalanced.class,
                                "Cross-entropy divided by each example's influence on the weights; usually deferred.",
                                (s, catalog) -> counts -> new InfluenceBalancedLoss(
                                        catalog.create(s.weighting()).weights(counts), s.alpha(), s.epsilon()))
                        .formula("weight_y alpha CE / (|p - e_y|_1 |f|_1 + epsilon)")
                        .source("Park et al., ICCV 2021"));
    }

    private static void bindFocal(MapBinder<String, Component<LossSettings.Factory>> losses) {
        losses.addBinding("focal")
                .toInstance(Component.<LossSettings.Factory, Focal>composed(
                                Focal.class,
                                "Cross-entropy that fades out for well-classified examples.",
                                (s, catalog) -> counts -> new FocalLoss(
                                        s.gamma(), catalog.create(s.weighting()).weights(counts)))
                        .formula("(1 - q)^gamma (-log q), q = p_y^weight_y")
                        .source("Lin et al., ICCV 2017, on the softmax; weights as Cao et al., NeurIPS 2019"));
        losses.addBinding("sigmoid-focal")
                .toInstance(Component.<LossSettings.Factory, SigmoidFocal>of(
                                SigmoidFocal.class,
                                "Binary cross-entropy of every logit that fades out for well-classified examples.",
                                s -> counts -> new SigmoidFocalLoss(s.gamma()))
                        .formula("sum_c (1 - pt_c)^gamma (-log pt_c), pt_c = sigmoid(+-z_c)")
                        .source("Lin et al., ICCV 2017"));
        losses.addBinding("class-balanced-focal")
                .toInstance(Component.<LossSettings.Factory, BalancedFocal>of(
                                BalancedFocal.class,
                                "Sigmoid focal loss weighted by the effective number of images; biases start as the head's do, not at"
                                        + " the paper's -log(C - 1).",
                                s -> counts -> new ClassBalancedFocal(counts, s.beta(), s.gamma()))
                        .formula("weight_y sum_c (1 - pt_c)^gamma (-log pt_c), pt_c = sigmoid(+-z_c)")
                        .source("Cui et al., CVPR 2019"));
    }
}
