package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.data.DataException;

/** A whole experiment in small: every kind of stage, a post-hoc change, and what is found in the run directory. */
class RunTest {

    private static final String EXPERIMENT =
            """
            name: small
            data:
              source: {name: drawn, largest: 12, validation-per-class: 2, test-per-class: 3}
              long-tail: {profile: exponential, imbalance: 6}
              augmentation: [{name: pad-crop, pad: 2}, horizontal-flip]
            model: {architecture: resnet-8, width: 4}
            stages:
              - name: features
                epochs: 2
                learning-rate: 0.05
                keep: best-on-validation
                regularizers: [{name: weight-decay, decay: 1e-3, on: all}]
              - name: balance
                trains: classifier
                epochs: 3
                views: 2
                loss: class-balanced-cross-entropy
                learning-rate: 0.05
                regularizers:
                  - {name: weight-decay, decay: 5e-3, on: classifier}
                  - {name: max-norm, fraction: 0.1}
              - name: published
                from: features
                trains: classifier
                input: images
                batch-norm: update
                epochs: 2
                loss: class-balanced-softmax-bce
                learning-rate: 0.01
                keep: best-on-test
                restart-classifier: true
            post-hoc:
              - name: l2
                from: features
                regularizers: [l2-normalization]
            evaluation: {flip-averaging: true, shot-groups: {many-above: 8, few-below: 3}}
            """;

    @TempDir
    private static Path folder;

    private static final Catalog CATALOG = Catalog.load();
    private static RunDirectory directory;
    private static Results results;

    @BeforeAll
    static void run() {
        directory = RunDirectory.create(folder.resolve("run"));
        results = new Run(CATALOG, experiment(), folder, directory).execute(Backend.start(), StageProgress.silent());
    }

    private static Experiment experiment(String... sets) {
        return new ExperimentFile(CATALOG).parse("small.yaml", EXPERIMENT, List.of(sets));
    }

    @Test
    void everyStageAndChangeIsAMethod() {
        assertThat(results.methods())
                .extracting(MethodResult::name)
                .containsExactly("features", "balance", "published", "l2");
        assertThat(results.truth()).hasSize(60);
        assertThat(results.methods()).allSatisfy(method -> {
            assertThat(method.predicted()).hasSize(60);
            assertThat(method.flipped()).isPresent();
            assertThat(method.plain().accuracy()).isBetween(0.0, 1.0);
        });
    }

    @Test
    void onlyWhatWasSelectedOnTestIsStamped() {
        assertThat(results.methods())
                .extracting(method -> method.stamp().orElse(""))
                .containsExactly("", "", "selected-on-test", "");
        assertThat(ResultTable.text(results).lines().filter(line -> line.contains("selected-on-test")))
                .singleElement()
                .asString()
                .startsWith("published");
    }

    @Test
    void changesAfterTrainingLeaveTheirOriginAlone() {
        MethodResult features = results.methods().get(0);
        MethodResult l2 = results.methods().get(3);
        assertThat(l2.norms()).allSatisfy(norm -> assertThat(norm).isCloseTo(1, within()));
        assertThat(features.norms()).anySatisfy(norm -> assertThat(norm).isNotCloseTo(1, within()));
    }

    @Test
    void aStageThatTrainsTheClassifierKeepsTheFeatures() {
        List<Trained> networks = Trained.read(experiment(), directory);
        assertThat(networks.get(1).sharesFeaturesWith(networks.get(0))).isTrue();
        assertThat(networks.get(3).sharesFeaturesWith(networks.get(0))).isTrue();
        // Running statistics followed the images, as in the published code.
        assertThat(networks.get(2).sharesFeaturesWith(networks.get(0))).isFalse();
        assertThat(networks.get(1).network().getParam("classifier_W"))
                .isNotEqualTo(networks.get(0).network().getParam("classifier_W"));
    }

    @Test
    void theRunDirectoryHoldsEverythingWhole() throws IOException {
        try (Stream<Path> files = Files.walk(directory.path())) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> directory.path().relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "experiment.yaml",
                            "provenance.json",
                            "epochs.csv",
                            "report.txt",
                            "report.json",
                            "report.csv",
                            "classes.csv",
                            "predictions.csv",
                            "plots/accuracy.png",
                            "plots/norms.png",
                            "models/features.zip",
                            "models/balance.zip",
                            "models/published.zip",
                            "models/l2.zip");
        }
        assertThat(new ExperimentFile(CATALOG).read(directory.file("experiment.yaml"), List.of()))
                .isEqualTo(experiment());
        JsonNode report = new ObjectMapper().readTree(directory.file("report.json").toFile());
        assertThat(report.get("methods").get(1).get("plain").get("accuracy").asDouble())
                .isEqualTo(results.methods().get(1).plain().accuracy());
        JsonNode provenance =
                new ObjectMapper().readTree(directory.file("provenance.json").toFile());
        assertThat(provenance.get("experiment-sha256").asText())
                .isEqualTo(new ExperimentFile(CATALOG).sha256(experiment()));
        assertThat(provenance.get("data-fingerprints").get("train").asText()).hasSize(64);
        assertThat(provenance.get("times").get("seconds").asDouble()).isPositive();
    }

    @Test
    void epochsShowWhatTheProjectionDid() throws IOException {
        List<String> lines = Files.readAllLines(directory.file("epochs.csv"));
        assertThat(lines).hasSize(1 + 2 + 3 + 2);
        String[] first = lines.get(1).split(",", -1);
        assertThat(first[0]).isEqualTo("features");
        assertThat(first[4]).as("validation").isNotEmpty();
        assertThat(first[7]).as("rows projected without MaxNorm").isEmpty();
        String[] balanced = lines.get(3).split(",", -1);
        assertThat(balanced[0]).isEqualTo("balance");
        assertThat(Integer.parseInt(balanced[7])).as("rows projected").isPositive();
        assertThat(Double.parseDouble(balanced[8])).as("mean shrink").isBetween(0.0, 1.0);
    }

    @Test
    void testingAnewGivesTheSameNumbers() {
        Images images = Images.open(CATALOG, experiment(), folder);
        Results again =
                Results.of(Trained.read(experiment(), directory), images, experiment().evaluation());
        assertThat(ResultTable.text(again)).isEqualTo(ResultTable.text(results));
        assertThat(ResultFiles.predictions(again)).isEqualTo(ResultFiles.predictions(results));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        RunDirectory other = RunDirectory.create(folder.resolve("again"));
        Results again = new Run(CATALOG, experiment(), folder, other).execute(Backend.start(), StageProgress.silent());
        assertThat(ResultFiles.classes(again)).isEqualTo(ResultFiles.classes(results));
        RunDirectory third = RunDirectory.create(folder.resolve("third"));
        Results differs = new Run(CATALOG, experiment("seed=1"), folder, third)
                .execute(Backend.start(), StageProgress.silent());
        assertThat(ResultFiles.classes(differs)).isNotEqualTo(ResultFiles.classes(results));
    }

    @Test
    void aLayerThatIsNotThereIsRefusedBeforeTraining() {
        Experiment experiment = experiment("stages.balance.regularizers[0].on=clasifier");
        RunDirectory other = RunDirectory.create(folder.resolve("unknown-layer"));
        Run run = new Run(CATALOG, experiment, folder, other);
        assertThatThrownBy(() -> run.execute(Backend.start(), StageProgress.silent()))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("stage balance")
                .hasMessageContaining("classifier");
        assertThat(other.file("epochs.csv")).doesNotExist();
    }

    @Test
    void missingDataIsTold() {
        Experiment experiment = experiment("data.source=cifar-100", "data.validation=0.1");
        RunDirectory other = RunDirectory.create(folder.resolve("no-data"));
        Run run = new Run(CATALOG, experiment, folder.resolve("absent"), other);
        assertThatThrownBy(() -> run.execute(Backend.start(), StageProgress.silent()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("absent");
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-5);
    }
}
