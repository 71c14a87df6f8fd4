package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.preset.PresetFile;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.training.StageProgress;

/** Presets and the ablation are carried out in small. */
final class PresetRunTest {

    @TempDir
    private Path folder;

    private Results run(String name, String text) {
        List<String> sets = new ArrayList<>(List.of(
                "data.source={name: drawn, largest: 12, validation-per-class: 0, test-per-class: 2}",
                "data.long-tail.imbalance=6",
                "model={architecture: resnet-8, width: 2}"));
        Yaml.FILES
                .parse(name, text, List.of())
                .stages()
                .forEach(stage -> sets.add("stages." + stage.name() + ".epochs=1"));
        Experiment experiment = Yaml.FILES.parse(name, text, sets);
        return Run.prepare(Yaml.CATALOG, experiment, folder)
                .execute(RunDirectory.create(folder.resolve("run")), Backend.start(), StageProgress.silent());
    }

    @ParameterizedTest
    @EnumSource(value = Preset.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyPresetRunsAndStampsWhatIsSelectedOnTestImages(Preset preset) {
        PresetFile file = new PresetFile(preset, PresetFile.Data.CIFAR_100, 100, PresetFile.Network.RESNET_32);
        assertThat(run(file.name(), file.text()).methods())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(method -> assertThat(method.stamp().isPresent()).isEqualTo(preset == Preset.SEED));
    }

    @Test
    void theAblationRuns() throws IOException {
        Path file = Path.of("experiments", "ablation_cifar100lt-100_resnet32.yaml");
        assertThat(run(file.toString(), Files.readString(file)).methods()).hasSize(20);
    }
}
