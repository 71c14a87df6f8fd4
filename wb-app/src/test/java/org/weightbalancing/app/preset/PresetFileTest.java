package org.weightbalancing.app.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.LongTailSettings;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.experiment.ShotGroupSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.ExperimentDifference;
import org.weightbalancing.app.file.ExperimentDifference.Difference;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.data.LongTail;
import org.weightbalancing.train.CheckpointPolicy;

final class PresetFileTest {

    /** Every preset for every data set, imbalance and network of the literature. */
    static List<PresetFile> files() {
        List<PresetFile> files = new ArrayList<>();
        for (Preset preset : List.of(Preset.SEED, Preset.PAPER, Preset.WB)) {
            for (PresetFile.Data data : PresetFile.Data.values()) {
                for (double imbalance : new double[] {10, 50, 100, 200}) {
                    for (PresetFile.Network network : PresetFile.Network.values()) {
                        files.add(new PresetFile(preset, data, imbalance, network));
                    }
                }
            }
        }
        assertThat(files).hasSize(48);
        return files;
    }

    private static PresetFile of(Preset preset) {
        return new PresetFile(preset, PresetFile.Data.CIFAR_100, 100, PresetFile.Network.RESNET_34);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsAnExperimentOfItsName(PresetFile file) {
        Experiment experiment = file.experiment(Yaml.CATALOG);
        assertThat(experiment.name()).isEqualTo(file.name());
        assertThat(experiment.preset()).isEqualTo(file.preset());
        assertThat(experiment.data().longTail())
                .isEqualTo(
                        new LongTailSettings(LongTail.Profile.EXPONENTIAL, file.imbalance(), LongTail.Subset.FIRST, 0));
        assertThat(experiment.data().source().classes()).hasValue(file.data() == PresetFile.Data.CIFAR_10 ? 10 : 100);
        assertThat(KebabCase.of(experiment.model().architecture())).isEqualTo(KebabCase.of(file.network()));
        assertThat(file.text()).doesNotContain("${").contains(" # ");
        assertThat(PresetFile.nearest(file.preset(), experiment)).isEqualTo(file);
        int[] counts = new LongTail(LongTail.Profile.EXPONENTIAL, file.imbalance())
                .counts(experiment.data().source().classes().getAsInt(), 50_000);
        assertThat(counts[0]).isEqualTo(file.data().largest());
    }

    @Test
    void namesSayRecipeDataAndNetwork() {
        assertThat(of(Preset.SEED).name()).isEqualTo("seed_cifar100lt-100_resnet34");
        assertThat(new PresetFile(Preset.WB, PresetFile.Data.CIFAR_10, 12.5, PresetFile.Network.RESNET_32).name())
                .isEqualTo("wb_cifar10lt-12.5_resnet32");
    }

    @Test
    void theSeedPresetIsTheShippedExperimentOfThePublishedCode() {
        Experiment shipped = Yaml.FILES.read(Path.of("experiments", "cifar100lt-100_resnet34_seed.yaml"), List.of());
        assertThat(ExperimentDifference.between(Yaml.CATALOG, of(Preset.SEED).experiment(Yaml.CATALOG), shipped))
                .containsExactly(
                        new Difference("name", "seed_cifar100lt-100_resnet34", "cifar100lt-100_resnet34_seed"));
    }

    @Test
    void thePaperIsTheSeedWithoutItsQuirks() {
        assertThat(ExperimentDifference.between(
                        Yaml.CATALOG,
                        of(Preset.SEED).experiment(Yaml.CATALOG),
                        of(Preset.PAPER).experiment(Yaml.CATALOG)))
                .extracting(Difference::key)
                .containsExactly(
                        "name",
                        "preset",
                        "model.initialization",
                        "stages.features.epochs",
                        "stages.features.schedule.timing",
                        "stages.features.keep",
                        "stages.balance.loss",
                        "stages.balance.schedule.timing",
                        "stages.balance.regularizers.max-norm.cadence",
                        "stages.balance.keep",
                        "stages.balance.batch-norm",
                        "evaluation.flip-averaging");
    }

    @Test
    void wbSelectsNothingOnTestImages() {
        Experiment experiment = of(Preset.WB).experiment(Yaml.CATALOG);
        assertThat(experiment.data().hasValidation()).isTrue();
        assertThat(experiment.stages()).extracting(StageSettings::keep).containsOnly(CheckpointPolicy.LAST);
    }

    @ParameterizedTest
    @MethodSource("files")
    void shotGroupsAreThoseOfTheImagesBeforeAnyWereHeldOut(PresetFile file) {
        Experiment experiment = file.experiment(Yaml.CATALOG);
        ShotGroupSettings groups = experiment.evaluation().shotGroups();
        boolean ten = file.data() == PresetFile.Data.CIFAR_10;
        int[] counts = IntStream.rangeClosed(1, 5000).toArray();
        // As Holdout divides a class: min(round(fraction n), n - 1) images are held out.
        int[] left = Arrays.stream(counts)
                .map(n -> n - (int) Math.min(Math.round(experiment.data().validation() * n), n - 1))
                .toArray();
        for (int i = 0; i < counts.length; i++) {
            assertThat(left[i] > groups.manyAbove()).isEqualTo(counts[i] > (ten ? 1000 : 100));
            assertThat(left[i] < groups.fewBelow()).isEqualTo(counts[i] < (ten ? 200 : 20));
        }
    }

    @Test
    void whatNoPresetIsForHasTheNearestOne() {
        Experiment drawn = Yaml.read(
                Yaml.SMALLEST, "data.source=drawn", "data.long-tail.imbalance=50", "model.architecture=resnet-18");
        assertThat(PresetFile.nearest(Preset.SEED, Yaml.read(Yaml.SMALLEST, "model.shortcut=b"))
                        .network())
                .isEqualTo(PresetFile.Network.RESNET_32);
        assertThat(PresetFile.nearest(Preset.WB, drawn))
                .isEqualTo(new PresetFile(Preset.WB, PresetFile.Data.CIFAR_100, 50, PresetFile.Network.RESNET_34));
        Experiment step = Yaml.read(Yaml.SMALLEST, "data.source=cifar-10", "data.long-tail.profile=step");
        assertThat(PresetFile.nearest(Preset.SEED, step))
                .isEqualTo(new PresetFile(Preset.SEED, PresetFile.Data.CIFAR_10, 100, PresetFile.Network.RESNET_32));
    }

    @Test
    void refusesClassesWithoutImagesAndNoRecipe() {
        assertThatThrownBy(
                        () -> new PresetFile(Preset.WB, PresetFile.Data.CIFAR_100, 501, PresetFile.Network.RESNET_32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("imbalance is 501.0; allowed for cifar-100 are 1 to 500, the images of a class");
        assertThatThrownBy(() ->
                        new PresetFile(Preset.WB, PresetFile.Data.CIFAR_10, Double.NaN, PresetFile.Network.RESNET_32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("imbalance is NaN; allowed for cifar-10 are 1 to 5000");
        assertThatThrownBy(() -> of(Preset.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("preset is none; allowed are seed, paper and wb");
    }
}
