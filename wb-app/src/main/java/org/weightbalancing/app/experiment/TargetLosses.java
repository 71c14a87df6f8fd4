package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.train.loss.DeferredLoss;
import org.weightbalancing.train.loss.DistillationLoss;
import org.weightbalancing.train.loss.DotRegressionLoss;
import org.weightbalancing.train.loss.LabelAwareSmoothingLoss;
import org.weightbalancing.train.loss.LabelSmoothingLoss;
import org.weightbalancing.train.loss.Shape;

/** Settings of the losses that change their target, and of the one that changes over time. */
public final class TargetLosses {

    private TargetLosses() {}

    /**
     * Label smoothing.
     *
     * @param epsilon share of the uniform target
     */
    public record LabelSmoothing(
            @Setting(
                    doc = "Share of the target that is spread over all classes.",
                    byDefault = "0.1",
                    min = 0,
                    max = 1,
                    belowMax = true,
                    example = "0.1")
            double epsilon)
            implements LossSettings {}

    /**
     * Label-aware smoothing.
     *
     * @param head share spread for the most frequent class
     * @param tail share spread for the rarest class
     * @param shape of the way between them
     */
    public record LabelAwareSmoothing(
            @Setting(
                    doc = "Share of the target that is spread for the most frequent class.",
                    byDefault = "0.4",
                    min = 0,
                    max = 1,
                    belowMax = true,
                    example = "0.4")
            double head,

            @Setting(
                    doc = "Share of the target that is spread for the rarest class.",
                    byDefault = "0.1",
                    min = 0,
                    max = 1,
                    belowMax = true,
                    example = "0.1")
            double tail,

            @Setting(doc = "How the share goes from tail to head with the count.", byDefault = "concave")
            Shape shape)
            implements LossSettings {}

    /**
     * Distillation.
     *
     * @param temperature that softens teacher and student
     * @param power of the teacher's probabilities
     */
    public record Distillation(
            @Setting(
                    doc = "Temperature that softens teacher and student.",
                    byDefault = "2",
                    min = 0,
                    aboveMin = true,
                    example = "2")
            double temperature,

            @Setting(
                    doc = "Power of the teacher's probabilities; below 1 it flattens them further.",
                    byDefault = "1",
                    min = 0,
                    aboveMin = true)
            double power)
            implements LossSettings {}

    /**
     * Dot regression.
     *
     * @param target of the logit of the own class
     */
    public record DotRegression(
            @Setting(
                    doc = "Value that the logit of the own class is pulled to: the root of E_W E_H.",
                    byDefault = "1",
                    min = 0,
                    aboveMin = true,
                    example = "1")
            double target)
            implements LossSettings {}

    /**
     * One loss, then another.
     *
     * @param before the first epochs
     * @param after the others
     * @param fromEpoch first epoch of the second loss
     */
    public record Deferred(
            @Setting(doc = "Loss of the epochs before.", byDefault = "cross-entropy")
            LossSettings before,

            @Setting(doc = "Loss from that epoch on.", example = "class-balanced-cross-entropy")
            LossSettings after,

            @Setting(doc = "Epoch, counted from 0, from which the second loss is minimised.", min = 0, example = "160")
            int fromEpoch)
            implements LossSettings {}

    static void bind(MapBinder<String, Component<LossSettings.Factory>> losses) {
        bindSmoothing(losses);
        losses.addBinding("distillation")
                .toInstance(Component.<LossSettings.Factory, Distillation>of(
                                Distillation.class,
                                "Divergence from a teacher's softened probabilities.",
                                s -> counts -> new DistillationLoss(s.temperature(), s.power()))
                        .formula("T^2 KL(q' || softmax(z / T)), q' ~ q^(power / T)")
                        .source("Hinton et al., 2015, arXiv 1503.02531; power: He et al., ICCV 2021")
                        .needs(Need.TEACHER));
        losses.addBinding("dot-regression")
                .toInstance(Component.<LossSettings.Factory, DotRegression>of(
                                DotRegression.class,
                                "Squared distance of the own class's logit from its greatest possible value.",
                                s -> counts -> new DotRegressionLoss(s.target()))
                        .formula("(z_y - r)^2 / (2 r)")
                        .source("Yang et al., NeurIPS 2022")
                        .needs(Need.CLASS_IDS, Need.ETF));
        losses.addBinding("deferred")
                .toInstance(Component.<LossSettings.Factory, Deferred>composed(
                                Deferred.class,
                                "One loss in the first epochs, another in the rest, as in deferred re-weighting.",
                                (s, catalog) -> counts -> new DeferredLoss(
                                        catalog.create(s.before()).create(counts),
                                        catalog.create(s.after()).create(counts),
                                        s.fromEpoch()))
                        .formula("before in epochs below from-epoch, after from then on")
                        .source("Cao et al., NeurIPS 2019"));
    }

    private static void bindSmoothing(MapBinder<String, Component<LossSettings.Factory>> losses) {
        losses.addBinding("label-smoothing")
                .toInstance(Component.<LossSettings.Factory, LabelSmoothing>of(
                                LabelSmoothing.class,
                                "Cross-entropy with a target that gives a share to all classes.",
                                s -> counts -> new LabelSmoothingLoss(s.epsilon()))
                        .formula("(1 - epsilon) CE + epsilon mean_c(-log p_c)")
                        .source("Szegedy et al., CVPR 2016"));
        losses.addBinding("label-aware-smoothing")
                .toInstance(Component.<LossSettings.Factory, LabelAwareSmoothing>of(
                                LabelAwareSmoothing.class,
                                "Label smoothing that is stronger for more frequent classes.",
                                s -> counts -> new LabelAwareSmoothingLoss(counts, s.head(), s.tail(), s.shape()))
                        .formula("label smoothing with epsilon_y = tail + (head - tail) sin(pi/2 (n_y - n_min) /"
                                + " (n_max - n_min)) (concave)")
                        .source("Zhong et al., CVPR 2021"));
    }
}
