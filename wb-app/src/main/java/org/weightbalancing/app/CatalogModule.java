package org.weightbalancing.app;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.data.Augmentation;
import org.weightbalancing.data.CifarBinary;
import org.weightbalancing.data.ClassBalancedSampler;
import org.weightbalancing.data.HorizontalFlip;
import org.weightbalancing.data.InstanceSampler;
import org.weightbalancing.data.PadCrop;
import org.weightbalancing.data.Sampler;
import org.weightbalancing.regularizers.L2Normalization;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Norm;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.TauNormalization;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.ConstantSchedule;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.MultiStepSchedule;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;
import org.weightbalancing.train.loss.ClassBalancedSoftmaxBce;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * Binds the names of experiment files to the parts of the other modules.
 *
 * <p>A plug-in adds to them in a Guice module of its own:
 *
 * <pre>{@code
 * CatalogModule.losses(binder()).addBinding("focal")
 *         .toInstance(Component.of(FocalSettings.class, "Focal loss.", s -> counts -> new FocalLoss(s.gamma())));
 * }</pre>
 */
public final class CatalogModule extends AbstractModule {

    /** Makes the module. */
    public CatalogModule() {}

    /** The map binder of sources of images. */
    public static MapBinder<String, Component<SourceSettings.Factory>> sources(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of augmentations. */
    public static MapBinder<String, Component<Augmentation>> augmentations(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of samplers. */
    public static MapBinder<String, Component<Sampler>> samplers(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of losses. */
    public static MapBinder<String, Component<LossSettings.Factory>> losses(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of learning-rate schedules. */
    public static MapBinder<String, Component<ScheduleSettings.Factory>> schedules(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of regularizers. */
    public static MapBinder<String, Component<Regularizer>> regularizers(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    @Override
    protected void configure() {
        bindSources(sources(binder()));
        bindAugmentations(augmentations(binder()));
        bindSamplers(samplers(binder()));
        bindLosses(losses(binder()));
        bindSchedules(schedules(binder()));
        bindRegularizers(regularizers(binder()));
    }

    private static void bindSources(MapBinder<String, Component<SourceSettings.Factory>> sources) {
        sources.addBinding("cifar-10")
                .toInstance(Component.of(
                        SourceSettings.Cifar10.class,
                        "CIFAR-10: 50,000 training and 10,000 test images of 32x32 pixels in 10 classes.",
                        settings -> folder -> new CifarSplits(CifarBinary.CIFAR_10, folder)));
        sources.addBinding("cifar-100")
                .toInstance(Component.of(
                        SourceSettings.Cifar100.class,
                        "CIFAR-100: 50,000 training and 10,000 test images of 32x32 pixels in 100 classes.",
                        settings -> folder -> new CifarSplits(CifarBinary.CIFAR_100, folder)));
        sources.addBinding("drawn")
                .toInstance(Component.of(
                        SourceSettings.Drawn.class,
                        "Drawn images of 32x32 pixels in 20 classes of shape and texture; needs no download.",
                        settings -> folder -> new DrawnSplits(settings)));
    }

    private static void bindAugmentations(MapBinder<String, Component<Augmentation>> augmentations) {
        augmentations
                .addBinding("pad-crop")
                .toInstance(Component.of(
                        AugmentationSettings.PadCrop.class,
                        "Pads the image on all sides and crops its size at a random place.",
                        settings -> new PadCrop(settings.pad())));
        augmentations
                .addBinding("horizontal-flip")
                .toInstance(Component.of(
                        AugmentationSettings.HorizontalFlip.class,
                        "Exchanges left and right at random.",
                        settings -> new HorizontalFlip(settings.probability())));
    }

    private static void bindSamplers(MapBinder<String, Component<Sampler>> samplers) {
        samplers.addBinding("instance")
                .toInstance(Component.of(
                        SamplerSettings.Instance.class,
                        "Shows every image once per epoch, in random order.",
                        settings -> new InstanceSampler()));
        samplers.addBinding("class-balanced")
                .toInstance(Component.of(
                        SamplerSettings.ClassBalanced.class,
                        "Draws a class, then one of its images, uniformly and with replacement.",
                        settings -> new ClassBalancedSampler()));
    }

    private static void bindLosses(MapBinder<String, Component<LossSettings.Factory>> losses) {
        losses.addBinding("cross-entropy")
                .toInstance(Component.of(
                        LossSettings.CrossEntropy.class,
                        "Softmax cross-entropy.",
                        settings -> counts -> new CrossEntropy()));
        losses.addBinding("class-balanced-cross-entropy")
                .toInstance(Component.of(
                        LossSettings.ClassBalancedCrossEntropy.class,
                        "Cross-entropy weighted by the effective number of images (Cui et al., CVPR 2019).",
                        settings -> counts -> new ClassBalancedCrossEntropy(counts, settings.beta())));
        losses.addBinding("class-balanced-softmax-bce")
                .toInstance(Component.of(
                        LossSettings.ClassBalancedSoftmaxBce.class,
                        "Class-weighted binary cross-entropy on softmax probabilities: the loss of the published code.",
                        settings -> counts -> new ClassBalancedSoftmaxBce(counts, settings.beta())));
    }

    private static void bindSchedules(MapBinder<String, Component<ScheduleSettings.Factory>> schedules) {
        schedules
                .addBinding("constant")
                .toInstance(Component.of(
                        ScheduleSettings.Constant.class,
                        "The same learning rate in every epoch.",
                        settings -> (rate, epochs) -> new ConstantSchedule(rate)));
        schedules
                .addBinding("cosine")
                .toInstance(Component.of(
                        ScheduleSettings.Cosine.class,
                        "Half a cosine from the learning rate down to a minimum over the stage.",
                        settings -> (rate, epochs) ->
                                new CosineSchedule(rate, epochs, settings.minimum(), settings.timing())));
        schedules
                .addBinding("multi-step")
                .toInstance(Component.of(
                        ScheduleSettings.MultiStep.class,
                        "The learning rate multiplied by a factor at some epochs.",
                        settings ->
                                (rate, epochs) -> new MultiStepSchedule(rate, settings.epochs(), settings.factor())));
    }

    private static void bindRegularizers(MapBinder<String, Component<Regularizer>> regularizers) {
        regularizers
                .addBinding("weight-decay")
                .toInstance(Component.of(
                        RegularizerSettings.WeightDecay.class,
                        "Adds a multiple of the weights to their gradient, as an L2 penalty does.",
                        settings -> new WeightDecay(settings.decay())));
        regularizers
                .addBinding("max-norm")
                .toInstance(Component.of(
                        RegularizerSettings.MaxNorm.class,
                        "Scales each unit's weights back onto a ball whenever they leave it.",
                        CatalogModule::maxNorm));
        regularizers
                .addBinding("l2-normalization")
                .toInstance(Component.of(
                        RegularizerSettings.L2Normalization.class,
                        "Divides each unit's weights by their Euclidean norm.",
                        settings -> new L2Normalization(settings.bias())));
        regularizers
                .addBinding("tau-normalization")
                .toInstance(Component.of(
                        RegularizerSettings.TauNormalization.class,
                        "Divides each unit's weights by a power of their norm (Kang et al., ICLR 2020).",
                        settings -> new TauNormalization(settings.tau(), settings.bias(), Norm.L2)));
    }

    private static MaxNorm maxNorm(RegularizerSettings.MaxNorm settings) {
        boolean relative = Double.isNaN(settings.radius());
        MaxNorm ball = relative ? MaxNorm.fraction(settings.fraction()) : MaxNorm.radius(settings.radius());
        return ball.withNorm(Norm.of(settings.p()));
    }
}
