package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.experiment.ModelSettings;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.ScheduleSettings;
import org.weightbalancing.app.experiment.ShotScope;
import org.weightbalancing.app.experiment.StageRegularizer;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.model.Initialization;
import org.weightbalancing.regularizers.BiasPolicy;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.Timing;

/** The experiment files in the folder experiments. */
final class ShippedExperimentsTest {

    private static final Path FOLDER = Path.of("experiments");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileReadsAndIsNamedAsItsExperiment(Path file) {
        Experiment experiment = Yaml.FILES.read(file, List.of());
        assertThat(file.getFileName()).hasToString(experiment.name() + ".yaml");
        assertThat(Yaml.read(Yaml.FILES.write(experiment))).isEqualTo(experiment);
    }

    @Test
    void theExpectedFilesAreThere() throws IOException {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .contains("cifar100lt-100_resnet20_small.yaml", "cifar100lt-100_resnet34_seed.yaml", "demo.yaml");
    }

    @Test
    void theSeedRecipeIsThePublishedOne() {
        Experiment experiment = Yaml.FILES.read(FOLDER.resolve("cifar100lt-100_resnet34_seed.yaml"), List.of());
        assertThat(experiment.model())
                .isEqualTo(new ModelSettings(
                        ModelSettings.Architecture.RESNET_34,
                        64,
                        ModelSettings.ShortcutOption.B,
                        Initialization.KAIMING_NORMAL_NEW_STEM));
        assertThat(experiment.stages()).allSatisfy(stage -> {
            assertThat(stage.learningRate()).isEqualTo(0.01);
            assertThat(stage.momentum()).isEqualTo(0.9);
            assertThat(stage.batch()).isEqualTo(64);
            assertThat(stage.schedule()).isEqualTo(new ScheduleSettings.Cosine(0, Timing.BEFORE_EPOCH));
            assertThat(stage.keep()).isEqualTo(CheckpointPolicy.BEST_ON_TEST);
            assertThat(stage.input()).isEqualTo(StageSettings.Input.IMAGES);
            assertThat(stage.batchNorm()).isEqualTo(StageSettings.BatchNorm.UPDATE);
        });
        assertThat(experiment.stages()).extracting(StageSettings::epochs).containsExactly(320, 10);
        assertThat(experiment.stages().get(0).regularizers())
                .containsExactly(new StageRegularizer(
                        new RegularizerSettings.WeightDecay(5e-3, "all", ShotScope.ALL), Cadence.EVERY_STEP));
        StageSettings balance = experiment.stages().get(1);
        assertThat(balance.trains()).isEqualTo(StageSettings.TrainedPart.CLASSIFIER);
        assertThat(balance.loss()).isEqualTo(new LossSettings.ClassBalancedSoftmaxBce(0.9999));
        assertThat(balance.regularizers())
                .containsExactly(
                        new StageRegularizer(
                                new RegularizerSettings.WeightDecay(0.1, "classifier", ShotScope.ALL),
                                Cadence.EVERY_STEP),
                        new StageRegularizer(
                                new RegularizerSettings.MaxNorm(
                                        Double.NaN, 0.1, 2, BiasPolicy.KEEP, "classifier/weights", ShotScope.ALL),
                                Cadence.EVERY_EPOCH));
    }
}
