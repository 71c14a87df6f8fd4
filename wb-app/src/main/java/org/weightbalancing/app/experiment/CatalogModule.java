package org.weightbalancing.app.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.app.search.Pruner;
import org.weightbalancing.data.Augmentation;
import org.weightbalancing.data.CifarBinary;
import org.weightbalancing.data.HorizontalFlip;
import org.weightbalancing.data.PadCrop;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.train.ConstantSchedule;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.MultiStepSchedule;
import org.weightbalancing.train.WeightAveraging;

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

    /** The map binder of mixings. */
    public static MapBinder<String, Component<MixingSettings.Factory>> mixings(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of samplers. */
    public static MapBinder<String, Component<SamplerSettings.Factory>> samplers(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of heads. */
    public static MapBinder<String, Component<HeadSettings.Factory>> heads(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of weightings of classes. */
    public static MapBinder<String, Component<WeightingSettings.Factory>> weightings(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of adjustments of logits. */
    public static MapBinder<String, Component<AdjustmentSettings.Factory>> adjustments(Binder binder) {
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

    /** The map binder of averages of weights. */
    public static MapBinder<String, Component<WeightAveraging>> averagings(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of regularizers. */
    public static MapBinder<String, Component<Regularizer>> regularizers(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of generators of searches. */
    public static MapBinder<String, Component<GeneratorSettings.Factory>> generators(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    /** The map binder of ways to give up trials of searches. */
    public static MapBinder<String, Component<Pruner>> prunings(Binder binder) {
        return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
    }

    @Override
    protected void configure() {
        bindSources(sources(binder()));
        bindAugmentations(augmentations(binder()));
        MixingBindings.bind(mixings(binder()));
        SamplerBindings.bind(samplers(binder()));
        HeadBindings.bind(heads(binder()));
        LossSettings.bind(losses(binder()));
        ReweightingLosses.bind(losses(binder()));
        LogitAdjustingLosses.bind(losses(binder()));
        TargetLosses.bind(losses(binder()));
        WeightingSettings.bind(weightings(binder()));
        bindSchedules(schedules(binder()));
        AveragingSettings.bind(averagings(binder()));
        RegularizerBindings.bind(regularizers(binder()));
        AdjustmentSettings.bind(adjustments(binder()));
        GeneratorBindings.bind(generators(binder()));
        PruningSettings.bind(prunings(binder()));
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
        sources.addBinding("features")
                .toInstance(Component.of(
                        SourceSettings.Features.class,
                        "Features of images that any network has computed, in a folder that 'wb features' made; needs model"
                                + " architecture features.",
                        settings -> folder -> FeatureSplits.open(settings, folder)));
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
}
