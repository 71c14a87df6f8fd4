package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.weightbalancing.app.experiment.AdjustmentSettings;
import org.weightbalancing.app.experiment.AugmentationSettings;
import org.weightbalancing.app.experiment.AveragingSettings;
import org.weightbalancing.app.experiment.DataSettings;
import org.weightbalancing.app.experiment.EvaluationSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.LongTailSettings;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.experiment.MixingSettings;
import org.weightbalancing.app.experiment.ModelSettings;
import org.weightbalancing.app.experiment.NormalizationSettings;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.SamplerSettings;
import org.weightbalancing.app.experiment.ScheduleSettings;
import org.weightbalancing.app.experiment.ShotGroupSettings;
import org.weightbalancing.app.experiment.ShotScope;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.experiment.StageRegularizer;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.data.LongTail.Profile;
import org.weightbalancing.data.LongTail.Subset;
import org.weightbalancing.model.Initialization;
import org.weightbalancing.regularizers.BiasPolicy;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.Timing;

final class ExperimentFileLawsTest {

    @Property(seed = "1", tries = 100)
    void whatIsWrittenReadsBackEqual(@ForAll("experiments") Experiment experiment) {
        String text = Yaml.FILES.write(experiment);
        Experiment read = Yaml.read(text);
        assertThat(read).isEqualTo(experiment);
        assertThat(Yaml.FILES.write(read)).isEqualTo(text);
        assertThat(Yaml.FILES.sha256(read)).isEqualTo(Yaml.FILES.sha256(experiment));
    }

    @Property(seed = "1", tries = 100)
    void whatIsWrittenIsValidInItsSchema(@ForAll("experiments") Experiment experiment) {
        assertThat(Schemas.faults(Yaml.FILES.write(experiment))).isEmpty();
    }

    @Property(seed = "1", tries = 300)
    void numbersReadBackEqual(@ForAll double number) {
        assertThat(YamlNumber.real(YamlNumber.text(number))).contains(number);
    }

    @Provide
    Arbitrary<Experiment> experiments() {
        Arbitrary<String> names = Arbitraries.of(
                "a", "on", "null", "true", "1e3", "0x10", "1.5", "cifar100lt-100_resnet20", "2026-11-24", "007");
        return Combinators.combine(
                        names,
                        Arbitraries.of(Preset.class),
                        Arbitraries.longs(),
                        data(),
                        models(),
                        stages(),
                        regularizers().list().ofMaxSize(3))
                .flatAs((name, preset, seed, data, model, stage, list) -> evaluations()
                        .map(evaluation -> {
                            List<RegularizerSettings> projecting = list.stream()
                                    .filter(RegularizerSettings::projects)
                                    .toList();
                            List<PostHocSettings> postHoc = projecting.isEmpty()
                                    ? List.of()
                                    : List.of(new PostHocSettings(
                                            "rescaled",
                                            stage.name(),
                                            new HeadSettings.Keep(),
                                            projecting,
                                            List.of(new AdjustmentSettings.Additive(0.5))));
                            StageSettings second = stage.withFrom("previous");
                            return new Experiment(
                                    name,
                                    preset,
                                    seed,
                                    data,
                                    model,
                                    List.of(stage.withFrom("scratch"), renamed(second)),
                                    postHoc,
                                    evaluation);
                        }));
    }

    private static StageSettings renamed(StageSettings stage) {
        return new StageSettings(
                "second",
                stage.from(),
                StageSettings.TrainedPart.CLASSIFIER,
                StageSettings.Input.CACHED_FEATURES,
                7,
                stage.epochs(),
                stage.batch(),
                new SamplerSettings.ClassBalanced(true),
                stage.loss(),
                stage.learningRate(),
                stage.momentum(),
                stage.schedule(),
                stage.regularizers(),
                stage.keep(),
                true,
                StageSettings.BatchNorm.FREEZE,
                new HeadSettings.Linear(),
                0,
                new MixingSettings.None(),
                stage.name(),
                new AveragingSettings.Ema(0.99, false));
    }

    private static Arbitrary<Double> positive() {
        return Arbitraries.doubles().between(0, 1e9).ofScale(12);
    }

    private static Arbitrary<DataSettings> data() {
        Arbitrary<SourceSettings> sources = Arbitraries.of(
                new SourceSettings.Cifar10(), new SourceSettings.Cifar100(), new SourceSettings.Drawn(7, 0, 2, -3));
        Arbitrary<AugmentationSettings> augmentations =
                Arbitraries.of(new AugmentationSettings.PadCrop(3), new AugmentationSettings.HorizontalFlip(0.25));
        Arbitrary<Double> fractions =
                Arbitraries.doubles().between(0.001, 0.999).ofScale(6);
        return Combinators.combine(
                        sources, positive(), fractions, augmentations.list().ofMaxSize(3), fractions)
                .as((source, imbalance, validation, list, std) -> new DataSettings(
                        source,
                        new LongTailSettings(
                                Profile.STEP,
                                1 + imbalance,
                                Subset.NUMPY_SHUFFLED,
                                Math.round(validation * 0xffffffffL)),
                        validation,
                        list,
                        new NormalizationSettings(List.of(-std, 0.0, 1 / 3.0), List.of(std, 1e-300, 1e300))));
    }

    private static Arbitrary<ModelSettings> models() {
        return Combinators.combine(
                        Arbitraries.of(ModelSettings.Architecture.class)
                                .filter(architecture -> architecture != ModelSettings.Architecture.FEATURES),
                        Arbitraries.integers().between(1, 4096),
                        Arbitraries.of(ModelSettings.ShortcutOption.class),
                        Arbitraries.of(Initialization.class))
                .as(ModelSettings::new);
    }

    private static Arbitrary<RegularizerSettings> regularizers() {
        Arbitrary<String> scopes =
                Arbitraries.of("all", "weights", "biases", "classifier", "classifier/biases", "on", "1");
        return Combinators.combine(
                        scopes,
                        positive(),
                        Arbitraries.of(BiasPolicy.class),
                        Arbitraries.integers().between(0, 4))
                .as((on, number, bias, which) -> switch (which) {
                    case 0 -> new RegularizerSettings.WeightDecay(number, on, ShotScope.ALL);
                    case 1 ->
                        new RegularizerSettings.MaxNorm(
                                number + 1e-9,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                BiasPolicy.KEEP,
                                on,
                                ShotScope.ALL);
                    case 2 ->
                        new RegularizerSettings.MaxNorm(Double.NaN, number, 1, BiasPolicy.KEEP, on, ShotScope.ALL);
                    case 3 -> new RegularizerSettings.L2Normalization(bias, on);
                    default -> new RegularizerSettings.TauNormalization(number, bias, on);
                });
    }

    private static Arbitrary<StageSettings> stages() {
        Arbitrary<LossSettings> losses = Arbitraries.of(
                new LossSettings.CrossEntropy(),
                new LossSettings.ClassBalancedCrossEntropy(0.999),
                new LossSettings.ClassBalancedSoftmaxBce(1));
        Arbitrary<ScheduleSettings> schedules = Arbitraries.of(
                new ScheduleSettings.Constant(),
                new ScheduleSettings.Cosine(1e-5, Timing.BEFORE_EPOCH),
                new ScheduleSettings.MultiStep(List.of(160, 180), 0.01));
        Arbitrary<List<StageRegularizer>> list = Combinators.combine(regularizers(), Arbitraries.of(Cadence.class))
                .as((method, cadence) -> new StageRegularizer(method, method.projects() ? cadence : Cadence.EVERY_STEP))
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        losses,
                        schedules,
                        list,
                        positive(),
                        Arbitraries.of(CheckpointPolicy.class),
                        Arbitraries.of("a", "on", "no", "8"))
                .as((loss, schedule, regularizers, rate, keep, name) -> new StageSettings(
                        name,
                        "scratch",
                        StageSettings.TrainedPart.EVERYTHING,
                        StageSettings.Input.IMAGES,
                        1,
                        3,
                        5,
                        new SamplerSettings.Instance(false),
                        loss,
                        rate,
                        0.99,
                        schedule,
                        regularizers,
                        keep,
                        false,
                        StageSettings.BatchNorm.UPDATE,
                        new HeadSettings.Keep(),
                        0,
                        new MixingSettings.None(),
                        "none",
                        new AveragingSettings.None()));
    }

    private static Arbitrary<EvaluationSettings> evaluations() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 50),
                        Arbitraries.integers().between(51, Integer.MAX_VALUE))
                .as((flip, few, many) ->
                        new EvaluationSettings(flip, new ShotGroupSettings(many, few), 1 + few, few % 2 == 0));
    }
}
