package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.MixingSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.experiment.TargetLosses;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.result.LogitFiles;
import org.weightbalancing.app.result.MethodResult;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.result.Testing;
import org.weightbalancing.app.training.StageProgress;
import org.weightbalancing.app.training.Trained;

/** Every recipe of the folder experiments/methods is carried out in small. */
final class MethodRecipesTest {

    private static final Path FOLDER = Path.of("experiments", "methods");

    @TempDir
    private Path folder;

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theRecipesAreThere() throws IOException {
        assertThat(recipes())
                .extracting(file -> file.getFileName().toString().replace(".yaml", ""))
                .contains(
                        "cross-entropy",
                        "class-balanced",
                        "focal",
                        "ldam-drw",
                        "balanced-softmax",
                        "logit-adjustment",
                        "crt",
                        "lws",
                        "tau-normalization",
                        "ncm",
                        "mislas",
                        "weight-balancing",
                        "etf-mla");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeRunsAndItsNetworksReadBack(Path recipe) {
        Experiment experiment = small(recipe);
        assertThat(recipe.getFileName()).hasToString(experiment.name() + ".yaml");
        RunDirectory directory = RunDirectory.create(folder.resolve("run"));
        Results results = Run.prepare(Yaml.CATALOG, experiment, folder)
                .execute(directory, Backend.start(), StageProgress.silent());
        assertThat(results.methods())
                .hasSize(experiment.stages().size() + experiment.postHoc().size())
                .allSatisfy(method -> assertThat(method.plain().accuracy()).isBetween(0.0, 1.0));
        Images images = Images.open(Yaml.CATALOG, experiment, folder);
        Testing testing = new Testing(experiment, Map.of(), images, LogitFiles.none());
        Results again = Results.of(Trained.read(Yaml.CATALOG, experiment, directory), testing, images);
        assertThat(again.methods())
                .extracting(MethodResult::predicted)
                .isEqualTo(
                        results.methods().stream().map(MethodResult::predicted).toList());
    }

    private static Experiment small(Path recipe) {
        List<String> sets = new ArrayList<>(List.of(
                "data.source={name: drawn, largest: 12, validation-per-class: 2, test-per-class: 3}",
                "data.long-tail.imbalance=6",
                "model.width=8"));
        for (StageSettings stage : Yaml.FILES.read(recipe, List.of()).stages()) {
            String path = "stages." + stage.name() + ".";
            if (stage.mixing() instanceof MixingSettings.Cmo) {
                sets.add(path + "mixing.skip-first=0");
                sets.add(path + "mixing.skip-last=0");
            }
            if (stage.loss() instanceof TargetLosses.Deferred) {
                sets.add(path + "loss.from-epoch=1");
            }
            sets.add(path + "epochs=2");
        }
        return Yaml.FILES.read(recipe, sets);
    }
}
