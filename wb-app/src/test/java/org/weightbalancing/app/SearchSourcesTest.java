package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.Search;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** Searches for the stage that a method goes on from or learns from: all that can be chosen are trained. */
class SearchSourcesTest {

    private static final String SEARCH = """
            name: sources
            experiment:
              name: small
              data:
                source: {name: drawn, largest: 8, validation-per-class: 3, test-per-class: 1}
                long-tail: {profile: exponential, imbalance: 4}
              model: {architecture: resnet-8, width: 4}
              stages:
                - {name: unused, epochs: 1, learning-rate: 0.05}
                - {name: a, from: scratch, epochs: 1, learning-rate: 0.05}
                - {name: b, from: scratch, epochs: 2, learning-rate: 0.05}
                - {name: c, from: a, trains: classifier, epochs: 1, learning-rate: 0.5}
                - {name: taught, from: c, trains: classifier, teacher: a, loss: distillation, input: images, epochs: 1, learning-rate: 0.05}
              post-hoc:
                - {name: tau, from: a, regularizers: [{name: tau-normalization, tau: 1, on: classifier}]}
            objective: {method: METHOD}
            space: {SPACE}
            generator: grid
            budget: {trials: 8}
            """;

    @TempDir
    private Path folder;

    private Search search(String method, String space) {
        return new SearchFile(Catalog.load()).parse("s.yaml", text(method, space), folder);
    }

    private static String text(String method, String space) {
        return SEARCH.replace("METHOD", method).replace("SPACE", space);
    }

    private List<TrialRecord> trials(String method, String space) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), text(method, space));
        StringWriter messages = new StringWriter();
        PrintWriter all = new PrintWriter(messages, true);
        int code = Main.execute(
                all,
                all,
                "search",
                file.toString(),
                "-o",
                folder.resolve("study").toString(),
                "--quiet",
                "--no-test");
        assertThat(code).as(messages.toString()).isZero();
        return StudyFolder.open(folder.resolve("study")).trials();
    }

    private List<String> stem() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("study/stem"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zip"))
                    .toList();
        }
    }

    @Test
    void classifiersAreTrainedOnTheFeaturesOfEitherStage() throws IOException {
        assertThat(trials("c", "stages.c.from: {choice: [a, b]}"))
                .hasSize(2)
                .allSatisfy(
                        trial -> assertThat(trial.status()).as(trial.toString()).isEqualTo(TrialStatus.COMPLETE));
        assertThat(stem()).containsExactlyInAnyOrder("a.zip", "b.zip");
    }

    @Test
    void networksAreTaughtByEitherStage() throws IOException {
        assertThat(trials("taught", "stages.taught.teacher: {choice: [a, b]}"))
                .hasSize(2)
                .allSatisfy(
                        trial -> assertThat(trial.status()).as(trial.toString()).isEqualTo(TrialStatus.COMPLETE));
        assertThat(stem()).containsExactlyInAnyOrder("a.zip", "b.zip", "c.zip");
    }

    @Test
    void changesAreMadeOfTheNetworkOfEitherStage() throws IOException {
        assertThat(trials("tau", "post-hoc.tau.from: {choice: [a, c]}, stages.c.learning-rate: {choice: [0, 9]}"))
                .hasSize(4)
                .allSatisfy(
                        trial -> assertThat(trial.status()).as(trial.toString()).isEqualTo(TrialStatus.COMPLETE));
        assertThat(stem()).containsExactly("a.zip");
    }

    @Test
    void sourcesThatTwoDimensionsReachTogetherAreNeeded() {
        Catalog catalog = Catalog.load();
        assertThat(search("tau", "post-hoc.tau.from: {choice: [a, c]}, stages.c.from: {choice: [a, b]}")
                        .needed(catalog))
                .containsExactlyInAnyOrder("tau", "a", "b", "c");
        assertThat(search("taught", "stages.taught.batch: {choice: [2, 4]}").needed(catalog))
                .containsExactlyInAnyOrder("taught", "a", "c");
        assertThat(search("c", "stages.c.from: {choice: [a, scratch]}").needed(catalog))
                .containsExactlyInAnyOrder("a", "c");
    }
}
