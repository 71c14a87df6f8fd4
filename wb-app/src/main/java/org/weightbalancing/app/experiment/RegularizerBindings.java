package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.regularizers.DecoupledWeightDecay;
import org.weightbalancing.regularizers.L2Normalization;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Norm;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.TauNormalization;
import org.weightbalancing.regularizers.WeightDecay;

/** The regularizers that are built in. */
final class RegularizerBindings {

    private RegularizerBindings() {}

    static void bind(MapBinder<String, Component<Regularizer>> regularizers) {
        regularizers
                .addBinding("weight-decay")
                .toInstance(Component.<Regularizer, RegularizerSettings.WeightDecay>of(
                                RegularizerSettings.WeightDecay.class,
                                "Adds a multiple of the weights to their gradient, as an L2 penalty does.",
                                settings -> new WeightDecay(settings.decay()))
                        .formula("g + lambda w, before momentum")
                        .source("Krogh and Hertz, NIPS 1991; Alshammari et al., CVPR 2022, section 4"));
        regularizers
                .addBinding("decoupled-weight-decay")
                .toInstance(Component.<Regularizer, RegularizerSettings.DecoupledWeightDecay>of(
                                RegularizerSettings.DecoupledWeightDecay.class,
                                "Shrinks the weights beside their gradient, in proportion to the learning rate.",
                                settings -> new DecoupledWeightDecay(settings.decay()))
                        .formula("w - rate lambda w, before the gradient step")
                        .source("Loshchilov and Hutter, ICLR 2019"));
        regularizers
                .addBinding("max-norm")
                .toInstance(Component.<Regularizer, RegularizerSettings.MaxNorm>of(
                                RegularizerSettings.MaxNorm.class,
                                "Scales each unit's weights back onto a ball whenever they leave it.",
                                RegularizerBindings::maxNorm)
                        .formula("w_c min(1, radius / |w_c|_p)")
                        .source("Hinton et al., 2012, arXiv 1207.0580; Alshammari et al., CVPR 2022, section 4"));
        regularizers
                .addBinding("l2-normalization")
                .toInstance(Component.<Regularizer, RegularizerSettings.L2Normalization>of(
                                RegularizerSettings.L2Normalization.class,
                                "Divides each unit's weights by their Euclidean norm.",
                                settings -> new L2Normalization(settings.bias()))
                        .formula("w_c / |w_c|")
                        .source("Alshammari et al., CVPR 2022, section 4"));
        regularizers
                .addBinding("tau-normalization")
                .toInstance(Component.<Regularizer, RegularizerSettings.TauNormalization>of(
                                RegularizerSettings.TauNormalization.class,
                                "Divides each unit's weights by a power of their norm.",
                                settings -> new TauNormalization(settings.tau(), settings.bias(), Norm.L2))
                        .formula("w_c / |w_c|^tau")
                        .source("Kang et al., ICLR 2020"));
    }

    private static MaxNorm maxNorm(RegularizerSettings.MaxNorm settings) {
        boolean relative = Double.isNaN(settings.radius());
        MaxNorm ball = relative ? MaxNorm.fraction(settings.fraction()) : MaxNorm.radius(settings.radius());
        return ball.withNorm(Norm.of(settings.p())).withBias(settings.bias());
    }
}
