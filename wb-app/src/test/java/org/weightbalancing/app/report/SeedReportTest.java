package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.preset.PresetFile;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.training.StageProgress;

/** What the published settings hide, the report says in words. */
final class SeedReportTest {

    @TempDir
    private Path folder;

    // As many steps an epoch as the published run has: 10,847 images in batches of 64 are 170, here 880 in batches of 5
    // are 176.
    @Test
    void theReportTellsOfAProjectionThatNeverActsAndOfUniformProbabilities() {
        PresetFile file = new PresetFile(Preset.SEED, PresetFile.Data.CIFAR_100, 100, PresetFile.Network.RESNET_32);
        Experiment experiment = Yaml.FILES.parse(
                file.name(),
                file.text(),
                List.of(
                        "data.source={name: drawn, largest: 100, validation-per-class: 0, test-per-class: 5}",
                        "data.long-tail.imbalance=10",
                        "model={architecture: resnet-8, width: 4}",
                        "stages.features.epochs=2",
                        "stages.balance.batch=5",
                        "stages.balance.epochs=3"));
        RunDirectory directory = RunDirectory.create(folder.resolve("run"));
        Run.prepare(Yaml.CATALOG, experiment, folder).execute(directory, Backend.start(), StageProgress.silent());
        String html = new Report(List.of(directory.path())).html();
        assertThat(html.replaceAll("<[^>]*>", "").replace('\u00a0', ' '))
                .contains("MaxNorm projected no row in 3 epochs of stage balance: its radius was never reached.")
                .containsPattern(
                        "The probabilities of balance \\(selected-on-test\\) are nearly uniform: mean confidence \\d+\\.\\d %, where 1/C is"
                                + " 5 %; ECE \\d+\\.\\d % before and \\d+\\.\\d % after a temperature of [0-9.]+ fitted on the other"
                                + " half of the test images\\.");
    }
}
