package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.SamplerSettings;
import org.weightbalancing.app.experiment.ScheduleSettings;
import org.weightbalancing.app.experiment.ShotGroupSettings;
import org.weightbalancing.app.experiment.ShotScope;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.experiment.StageRegularizer;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.data.LongTail.Profile;
import org.weightbalancing.data.LongTail.Subset;
import org.weightbalancing.model.Initialization;
import org.weightbalancing.regularizers.BiasPolicy;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.Timing;

final class ExperimentFileTest {

    /** As docs/experiment-files.md tells. */
    @Test
    void theLargestFileHas256KiB() {
        assertThat(ExperimentText.LARGEST).isEqualTo(256 * 1024);
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Experiment experiment = Yaml.read(Yaml.SMALLEST);
        assertThat(experiment.seed()).isZero();
        assertThat(experiment.data())
                .isEqualTo(new DataSettings(
                        new SourceSettings.Cifar100(),
                        new LongTailSettings(Profile.EXPONENTIAL, 100, Subset.FIRST, 0),
                        0,
                        List.of(),
                        new NormalizationSettings(List.of(0.4914, 0.4822, 0.4465), List.of(0.2023, 0.1994, 0.2010))));
        assertThat(experiment.stages())
                .containsExactly(new StageSettings(
                        "features",
                        "scratch",
                        StageSettings.TrainedPart.EVERYTHING,
                        StageSettings.Input.IMAGES,
                        1,
                        200,
                        64,
                        new SamplerSettings.Instance(false),
                        new LossSettings.CrossEntropy(),
                        0.1,
                        0.9,
                        new ScheduleSettings.Cosine(0, Timing.AFTER_EPOCH),
                        List.of(),
                        CheckpointPolicy.LAST,
                        false,
                        StageSettings.BatchNorm.UPDATE,
                        new HeadSettings.Keep(),
                        0,
                        new MixingSettings.None(),
                        "none",
                        new AveragingSettings.None()));
        assertThat(experiment.postHoc()).isEmpty();
        assertThat(experiment.evaluation())
                .isEqualTo(new EvaluationSettings(false, new ShotGroupSettings(100, 20), 256, true));
    }

    @Test
    void defaultsOfTheNetworkDependOnTheArchitecture() {
        assertThat(Yaml.read(Yaml.SMALLEST).model())
                .isEqualTo(new ModelSettings(
                        ModelSettings.Architecture.RESNET_32,
                        16,
                        ModelSettings.ShortcutOption.A,
                        Initialization.KAIMING_NORMAL));
        assertThat(Yaml.read(Yaml.SMALLEST, "model.architecture=resnet-34").model())
                .isEqualTo(new ModelSettings(
                        ModelSettings.Architecture.RESNET_34,
                        64,
                        ModelSettings.ShortcutOption.B,
                        Initialization.KAIMING_NORMAL));
        assertThat(Yaml.read(Yaml.SMALLEST, "model={architecture: resnet-34, width: 8}")
                        .model()
                        .width())
                .isEqualTo(8);
    }

    @Test
    void defaultsOfAStageDependOnWhatItTrains() {
        StageSettings stage = Yaml.read(Yaml.SMALLEST, "stages.features.trains=classifier")
                .stages()
                .get(0);
        assertThat(stage.input()).isEqualTo(StageSettings.Input.CACHED_FEATURES);
        assertThat(stage.batchNorm()).isEqualTo(StageSettings.BatchNorm.FREEZE);
    }

    @Test
    void aStageGoesOnFromTheOneBeforeUnlessItSaysOtherwise() {
        String text = Yaml.SMALLEST + """
                  - {name: second, epochs: 1, learning-rate: 1}
                  - {name: third, from: scratch, epochs: 1, learning-rate: 1}
                  - {name: fourth, from: features, epochs: 1, learning-rate: 1}
                """;
        assertThat(Yaml.read(text).stages())
                .extracting(StageSettings::from)
                .containsExactly("scratch", "features", "scratch", "features");
    }

    @Test
    void regularizersKeepTheirOrderAndTheirCadence() {
        String text = Yaml.SMALLEST + """
                    regularizers:
                      - {name: max-norm, radius: 2, p: .inf, on: weights, cadence: every-epoch}
                      - {cadence: once, name: tau-normalization, tau: 1.9, bias: zero}
                      - l2-normalization
                      - {name: weight-decay, decay: 5e-4}
                """;
        assertThat(Yaml.read(text).stages().get(0).regularizers())
                .containsExactly(
                        new StageRegularizer(
                                new RegularizerSettings.MaxNorm(
                                        2,
                                        Double.NaN,
                                        Double.POSITIVE_INFINITY,
                                        BiasPolicy.KEEP,
                                        "weights",
                                        ShotScope.ALL),
                                Cadence.EVERY_EPOCH),
                        new StageRegularizer(
                                new RegularizerSettings.TauNormalization(1.9, BiasPolicy.ZERO, "classifier/weights"),
                                Cadence.ONCE),
                        new StageRegularizer(
                                new RegularizerSettings.L2Normalization(BiasPolicy.KEEP, "classifier/weights"),
                                Cadence.EVERY_STEP),
                        new StageRegularizer(
                                new RegularizerSettings.WeightDecay(5e-4, "all", ShotScope.ALL), Cadence.EVERY_STEP));
    }

    @Test
    void setReplacesAValueByKeyIndexOrName() {
        assertThat(Yaml.read(Yaml.SMALLEST, "seed=-7").seed()).isEqualTo(-7);
        assertThat(Yaml.read(Yaml.SMALLEST, "stages[0].epochs=3")
                        .stages()
                        .get(0)
                        .epochs())
                .isEqualTo(3);
        assertThat(Yaml.read(Yaml.SMALLEST, "stages.features.epochs=3")
                        .stages()
                        .get(0)
                        .epochs())
                .isEqualTo(3);
        assertThat(Yaml.read(Yaml.SMALLEST, "evaluation.shot-groups.many-above=50")
                        .evaluation()
                        .shotGroups())
                .isEqualTo(new ShotGroupSettings(50, 20));
    }

    @Test
    void setTakesAnyYaml() {
        assertThat(Yaml.read(Yaml.SMALLEST, "data.augmentation=[pad-crop, {name: horizontal-flip}]")
                        .data()
                        .augmentation())
                .containsExactly(new AugmentationSettings.PadCrop(4), new AugmentationSettings.HorizontalFlip(0.5));
        assertThat(Yaml.read(Yaml.SMALLEST, "stages.features.sampler=class-balanced")
                        .stages()
                        .get(0)
                        .sampler())
                .isEqualTo(new SamplerSettings.ClassBalanced(true));
    }

    @Test
    void setReachesIntoTheShortFormOfAComponent() {
        assertThat(Yaml.read(
                                Yaml.SMALLEST,
                                "stages.features.regularizers=[{name: weight-decay, decay: 1}]",
                                "stages.features.regularizers.weight-decay.decay=2",
                                "stages.features.schedule=cosine",
                                "stages.features.schedule.timing=before-epoch")
                        .stages())
                .first()
                .satisfies(stage -> {
                    assertThat(stage.schedule()).isEqualTo(new ScheduleSettings.Cosine(0, Timing.BEFORE_EPOCH));
                    assertThat(stage.regularizers().get(0).method())
                            .isEqualTo(new RegularizerSettings.WeightDecay(2, "all", ShotScope.ALL));
                });
    }

    @Test
    void theLastOfSeveralSetsWins() {
        assertThat(Yaml.read(Yaml.SMALLEST, "seed=1", "seed=2").seed()).isEqualTo(2);
    }

    @Test
    void theSameExperimentHasTheSameIdentityHoweverItIsWritten() {
        String other = Yaml.SMALLEST.replace("learning-rate: 0.1", "learning-rate: 1.0e-1 # a comment");
        assertThat(Yaml.FILES.sha256(Yaml.read(other)))
                .isEqualTo(Yaml.FILES.sha256(Yaml.read(Yaml.SMALLEST)))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(Yaml.FILES.sha256(Yaml.read(Yaml.SMALLEST, "seed=1")));
    }

    @Test
    void theResolvedTextHasEveryKey() throws IOException {
        try (var golden = getClass().getResourceAsStream("/golden/smallest.yaml")) {
            assertThat(Yaml.FILES.write(Yaml.read(Yaml.SMALLEST)))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void filesAreReadByTheirPath(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), Yaml.SMALLEST);
        assertThat(Yaml.FILES.read(file, List.of("seed=3")).seed()).isEqualTo(3);

        Files.writeString(file, Yaml.SMALLEST + "sed: 3\n");
        assertThatThrownBy(() -> Yaml.FILES.read(file, List.of()))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith(file + ":8:1: unknown key 'sed'");
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), "\uFEFF" + Yaml.SMALLEST.replace("\n", "\r\n"));
        assertThat(Yaml.FILES.read(file, List.of())).isEqualTo(Yaml.read(Yaml.SMALLEST));
    }

    @Test
    void unreadableFilesAreNamed(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("none.yaml");
        assertThatThrownBy(() -> Yaml.FILES.read(missing, List.of()))
                .isInstanceOf(ExperimentException.class)
                .hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> Yaml.FILES.read(folder, List.of()))
                .isInstanceOf(ExperimentException.class)
                .hasMessage(folder + ": is a folder");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff, 'b'});
        assertThatThrownBy(() -> Yaml.FILES.read(binary, List.of()))
                .isInstanceOf(ExperimentException.class)
                .hasMessage(binary + ":1:2: is not a text in UTF-8: byte 0xFF; save it as UTF-8");
    }
}
