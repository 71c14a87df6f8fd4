package org.weightbalancing.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.app.file.Describe;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.data.ClassBalancedSampler;
import org.weightbalancing.data.HorizontalFlip;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.InstanceSampler;
import org.weightbalancing.data.LongTail;
import org.weightbalancing.data.LongTail.Profile;
import org.weightbalancing.data.PadCrop;
import org.weightbalancing.model.Initialization;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.Shortcut;
import org.weightbalancing.regularizers.BiasPolicy;
import org.weightbalancing.regularizers.L2Normalization;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Norm;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.TauNormalization;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.ConstantSchedule;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.MultiStepSchedule;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;
import org.weightbalancing.train.loss.ClassBalancedSoftmaxBce;
import org.weightbalancing.train.loss.CrossEntropy;

final class CatalogTest {

    private static final int[] COUNTS = {9, 3, 1};

    private final Catalog catalog = Catalog.load();

    @Test
    void samplersAndAugmentationsAreMade() {
        assertThat(catalog.create(new SamplerSettings.Instance(false)).create(3))
                .isEqualTo(new InstanceSampler());
        assertThat(catalog.create(new SamplerSettings.ClassBalanced(true)).create(3))
                .isEqualTo(new ClassBalancedSampler());
        assertThat(catalog.create(new AugmentationSettings.PadCrop(3))).isEqualTo(new PadCrop(3));
        assertThat(catalog.create(new AugmentationSettings.HorizontalFlip(0.3))).isEqualTo(new HorizontalFlip(0.3));
    }

    @Test
    void lossesAreMadeForTheTrainingCounts() {
        assertThat(catalog.create(new LossSettings.CrossEntropy()).create(COUNTS))
                .isEqualTo(new CrossEntropy());
        assertThat(catalog.create(new LossSettings.ClassBalancedCrossEntropy(0.9))
                        .create(COUNTS))
                .isEqualTo(new ClassBalancedCrossEntropy(COUNTS, 0.9));
        assertThat(catalog.create(new LossSettings.ClassBalancedSoftmaxBce(0.9)).create(COUNTS))
                .isEqualTo(new ClassBalancedSoftmaxBce(COUNTS, 0.9));
    }

    @Test
    void schedulesAreMadeForTheRateAndTheEpochs() {
        assertThat(catalog.create(new ScheduleSettings.Constant()).create(0.1, 20))
                .isEqualTo(new ConstantSchedule(0.1));
        assertThat(catalog.create(new ScheduleSettings.Cosine(0.01, Timing.BEFORE_EPOCH))
                        .create(0.1, 20))
                .isEqualTo(new CosineSchedule(0.1, 20, 0.01, Timing.BEFORE_EPOCH));
        assertThat(catalog.create(new ScheduleSettings.MultiStep(List.of(5, 9), 0.2))
                        .create(0.1, 20))
                .isEqualTo(new MultiStepSchedule(0.1, List.of(5, 9), 0.2));
    }

    @Test
    void regularizersAreMade() {
        assertThat(catalog.create(new RegularizerSettings.WeightDecay(0.1, "all", ShotScope.ALL)))
                .isEqualTo(new WeightDecay(0.1));
        assertThat(catalog.create(new RegularizerSettings.L2Normalization(BiasPolicy.ZERO, "all")))
                .isEqualTo(new L2Normalization(BiasPolicy.ZERO));
        assertThat(catalog.create(new RegularizerSettings.TauNormalization(1.9, BiasPolicy.SCALE, "all")))
                .isEqualTo(new TauNormalization(1.9, BiasPolicy.SCALE, Norm.L2));
        assertThat(catalog.create(
                        new RegularizerSettings.MaxNorm(2, Double.NaN, 2, BiasPolicy.KEEP, "all", ShotScope.ALL)))
                .hasToString(MaxNorm.radius(2).toString());
        assertThat(catalog.create(
                        new RegularizerSettings.MaxNorm(Double.NaN, 0.1, 1, BiasPolicy.KEEP, "all", ShotScope.ALL)))
                .hasToString(MaxNorm.fraction(0.1).withNorm(Norm.L1).toString());
    }

    @Test
    void filtersAreThoseOfTheScope() {
        assertThat(catalog.filter(new RegularizerSettings.WeightDecay(1, "all", ShotScope.ALL)))
                .hasToString(ParameterFilter.all().toString());
        assertThat(catalog.filter(new RegularizerSettings.WeightDecay(1, "biases", ShotScope.ALL)))
                .hasToString(ParameterFilter.biases().toString());
        assertThat(catalog.filter(new RegularizerSettings.WeightDecay(1, "classifier/weights", ShotScope.ALL)))
                .hasToString(ParameterFilter.layer("classifier")
                        .and(ParameterFilter.weights())
                        .toString());
    }

    @Test
    void networksHaveTheirWidthAndShortcut() {
        ModelSettings wide = new ModelSettings(
                ModelSettings.Architecture.RESNET_34,
                64,
                ModelSettings.ShortcutOption.B,
                Initialization.KAIMING_NORMAL);
        assertThat(catalog.network(wide, 100, 7))
                .isEqualTo(ResNetSpec.resnet34(100).seed(7));
        ModelSettings cifar = new ModelSettings(
                ModelSettings.Architecture.RESNET_20, 8, ModelSettings.ShortcutOption.B, Initialization.KAIMING_NORMAL);
        assertThat(catalog.network(cifar, 10, 7))
                .isEqualTo(ResNetSpec.resnet20(10)
                        .width(8)
                        .shortcut(Shortcut.PROJECTION)
                        .seed(7));
    }

    // 4 images in the largest class, halved by the last of 20 classes: ratio 0.5^(c / 19), times 4, rounded down, is
    // 4 for c = 0, 3 up to c = 7 (4 * 0.5^(7/19) = 3.098), 2 from c = 8 (2.987) on.
    @Test
    void drawnImagesAreLongTailed() {
        SourceSettings.Splits splits =
                catalog.create(new SourceSettings.Drawn(4, 1, 2, 5)).open(Path.of("no-such-folder"));
        ImageSet train = splits.train(new LongTail(Profile.EXPONENTIAL, 2));
        assertThat(train.classCounts()).containsExactly(4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        assertThat(splits.validation().classCounts()).containsOnly(1);
        assertThat(splits.test().classCounts()).containsOnly(2);
        assertThat(splits.train(new LongTail(Profile.NONE, 1)).classCounts()).containsOnly(4);
    }

    /** What a plug-in brings. */
    public record Doubled(
            @Setting(doc = "Factor.", min = 1, example = "3")
            double factor) implements LossSettings {}

    private static final class PlugIn extends AbstractModule {
        private final String name;

        PlugIn(String name) {
            this.name = name;
        }

        @Override
        protected void configure() {
            CatalogModule.losses(binder())
                    .addBinding(name)
                    .toInstance(Component.of(
                            Doubled.class, "A loss of a plug-in.", settings -> counts -> new CrossEntropy()));
        }
    }

    @Test
    void plugInsAddComponents() {
        Catalog extended = Catalog.of(List.of(new CatalogModule(), new PlugIn("doubled")));
        ExperimentFile files = new ExperimentFile(extended);
        Experiment experiment =
                files.parse("x.yaml", Yaml.SMALLEST, List.of("stages[0].loss={name: doubled, factor: 3}"));
        assertThat(experiment.stages().get(0).loss()).isEqualTo(new Doubled(3));
        ILossFunction loss = extended.create(experiment.stages().get(0).loss()).create(COUNTS);
        assertThat(loss).isEqualTo(new CrossEntropy());
        assertThat(files.write(experiment)).contains("name: doubled\n      factor: 3\n");
        assertThat(new Describe(extended).of("doubled")).contains("Example: {name: doubled, factor: 3}");
    }

    /** A plug-in as a jar provides it. */
    public static final class Provided extends AbstractModule {
        @Override
        protected void configure() {
            install(new PlugIn("provided"));
        }
    }

    @Test
    void providedModulesAreFound(@TempDir Path folder) throws IOException {
        withProvider(folder, Provided.class.getName(), () -> assertThat(
                        Catalog.load().components(LossSettings.class))
                .containsKey("provided"));
    }

    @Test
    void brokenProvidersAreRefused(@TempDir Path folder) throws IOException {
        withProvider(folder, "no.such.Bindings", () -> assertThatThrownBy(Catalog::load)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a plug-in cannot be loaded: ")
                .hasMessageContaining("no.such.Bindings"));
    }

    private static void withProvider(Path folder, String provider, Runnable check) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("com.google.inject.Module"), provider + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            check.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void duplicateNamesAreRefused() {
        assertThatThrownBy(() -> Catalog.of(List.of(new CatalogModule(), new PlugIn("cross-entropy"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the catalog cannot be made: ")
                .hasMessageContaining("cross-entropy");
    }

    @Test
    void settingsOfTwoComponentsAreRefused() {
        assertThatThrownBy(() -> Catalog.of(List.of(new CatalogModule(), new PlugIn("a"), new PlugIn("b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("components a and b have the same settings, " + Doubled.class.getName());
    }

    @Test
    void settingsOfNoComponentAreRefused() {
        assertThatThrownBy(() -> catalog.create(new Doubled(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no component of the catalog has the settings Doubled[factor=3.0]");
    }

    /** A record that lacks the annotation. */
    public record Bare(double factor) implements SamplerSettings {}

    /** A record whose key would hide the component's name. */
    public record Named(@Setting(doc = "Name.") String name) implements RegularizerSettings {
        @Override
        public String on() {
            return "all";
        }
    }

    @Test
    void componentsThatCannotBeReadAreRefused() {
        assertThatThrownBy(() -> Component.of(Bare.class, "Bare.", settings -> epochs -> new InstanceSampler()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no @Setting");
        Regularizer nothing = new Regularizer() {};
        assertThatThrownBy(() -> Component.of(Named.class, "Named.", settings -> nothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a setting 'name'");
    }
}
