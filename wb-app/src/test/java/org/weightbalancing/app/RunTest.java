package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.data.DataException;
import org.weightbalancing.eval.ItemScores;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.Metric;

/** A whole experiment in small: every kind of stage, a post-hoc change, and what is found in the run directory. */
class RunTest {

    private static final String EXPERIMENT = """
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
    static void runOnce() {
        directory = RunDirectory.create(folder.resolve("run"));
        results = run(experiment(), directory);
        Plots.write(results, directory);
    }

    private static Results run(Experiment experiment, RunDirectory directory) {
        return Run.prepare(CATALOG, experiment, folder).execute(directory, Backend.start(), StageProgress.silent());
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
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("published"));
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
        List<Trained> networks = Trained.read(CATALOG, experiment(), directory);
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
                            .map(file -> directory.path().relativize(file).toString())
                            .filter(file -> !file.startsWith("samples/")))
                    .containsExactlyInAnyOrder(
                            "experiment.yaml",
                            "lock",
                            "run.log",
                            "provenance.json",
                            "epochs.csv",
                            "report.txt",
                            "report.json",
                            "report.csv",
                            "classes.csv",
                            "classes.json",
                            "predictions.csv",
                            "plots/accuracy.png",
                            "plots/norms.png",
                            "geometry/features/epochs.csv",
                            "geometry/features/classifier-norms.csv",
                            "geometry/features/feature-norms.csv",
                            "geometry/features/layers.csv",
                            "geometry/features/rows.csv",
                            "geometry/features/filters.csv",
                            "geometry/balance/epochs.csv",
                            "geometry/balance/classifier-norms.csv",
                            "geometry/balance/feature-norms.csv",
                            "geometry/balance/layers.csv",
                            "geometry/balance/rows.csv",
                            "geometry/balance/filters.csv",
                            "geometry/published/epochs.csv",
                            "geometry/published/classifier-norms.csv",
                            "geometry/published/feature-norms.csv",
                            "geometry/published/layers.csv",
                            "geometry/published/rows.csv",
                            "geometry/published/filters.csv",
                            "geometry/l2/filters.csv",
                            "logits/test/features.npy",
                            "logits/validation/features.npy",
                            "logits/test/balance.npy",
                            "logits/validation/balance.npy",
                            "logits/test/published.npy",
                            "logits/validation/published.npy",
                            "logits/test/l2.npy",
                            "logits/validation/l2.npy",
                            "logits/test-labels.npy",
                            "logits/validation-labels.npy",
                            "models/features.zip",
                            "models/balance.zip",
                            "models/published.zip",
                            "models/l2.zip");
        }
        assertThat(new ExperimentFile(CATALOG).read(directory.file("experiment.yaml"), List.of()))
                .isEqualTo(experiment());
        JsonNode report =
                new ObjectMapper().readTree(directory.file("report.json").toFile());
        assertThat(report.get("methods").get(1).get("plain").get("accuracy").asDouble())
                .isEqualTo(results.methods().get(1).plain().accuracy());
        JsonNode provenance =
                new ObjectMapper().readTree(directory.file("provenance.json").toFile());
        assertThat(provenance.get("experiment-sha256").asText())
                .isEqualTo(new ExperimentFile(CATALOG).sha256(experiment()));
        assertThat(provenance.get("data-fingerprints").get("train").asText()).hasSize(64);
        assertThat(provenance.get("times").get("seconds").asDouble()).isPositive();
        assertThat(provenance.get("status").asText()).isEqualTo("complete");
        assertThat(provenance.get("networks").get("balance").asText()).hasSize(64);
    }

    @Test
    void logitsAreKeptForOthersToRead() throws IOException {
        int[] labels = LogitsFile.labels(directory.file("logits/test-labels.npy"));
        assertThat(labels)
                .containsExactly(
                        results.truth().stream().mapToInt(Integer::intValue).toArray());
        for (MethodResult method : results.methods()) {
            ItemScores scores = LogitsFile.open(directory.file("logits/test/" + method.name() + ".npy"))
                    .scores(labels);
            assertThat(IntStream.range(0, labels.length).map(scores::predicted).boxed())
                    .isEqualTo(method.predicted());
        }
        assertThat(LogitsFile.labels(directory.file("logits/validation-labels.npy")))
                .hasSize(40);
        assertThat(LogitsFile.open(directory.file("logits/validation/l2.npy")).items())
                .isEqualTo(40);
    }

    @Test
    void logitsAreLeftOutIfSaidSo() {
        RunDirectory other = RunDirectory.create(folder.resolve("no-logits"));
        run(experiment("evaluation.logits=false"), other);
        assertThat(other.file("logits")).doesNotExist();
    }

    @Test
    void theReportHasATemperatureFittedOnValidationImages() throws IOException {
        JsonNode method = new ObjectMapper()
                .readTree(directory.file("report.json").toFile())
                .path("methods")
                .get(1);
        TemperatureScaled scaled = results.methods().get(1).scaled();
        assertThat(method.path("temperature").asDouble()).isEqualTo(scaled.temperature());
        // A temperature changes no prediction.
        assertThat(method.path("temperature-scaled").path("class-accuracies"))
                .isEqualTo(method.path("plain").path("class-accuracies"))
                .hasSize(20);
        assertThat(method.path("temperature-scaled").path("nll"))
                .isNotEqualTo(method.path("plain").path("nll"));
        assertThat(method.path("plain")
                        .path("intervals")
                        .path("accuracy")
                        .path("upper")
                        .asDouble())
                .isGreaterThanOrEqualTo(method.path("plain").path("accuracy").asDouble());
        assertThat(method.path("plain").path("reliability")).hasSize(15);
        assertThat(method.path("plain")
                        .path("conventions")
                        .path("thirds")
                        .path("many")
                        .isNumber())
                .isTrue();
        assertThat(method.path("selected-on").asText()).isEqualTo("validation");
        assertThat(method.path("geometry").path("fisher-ratio").isNumber()).isTrue();
    }

    @Test
    void theNormsOfTheLastEpochAreThoseOfTheNetwork() throws IOException {
        List<String> lines = Files.readAllLines(directory.file("geometry/balance/classifier-norms.csv"));
        assertThat(lines).hasSize(1 + 3);
        String[] last = lines.get(3).split(",", -1);
        assertThat(last[0]).isEqualTo("2");
        List<Double> norms = results.methods().get(1).norms();
        for (int c = 0; c < norms.size(); c++) {
            assertThat(Double.parseDouble(last[1 + c])).isCloseTo(norms.get(c), Offset.offset(1e-6));
        }
    }

    @Test
    void flipAveragedNumbersAreOthers() {
        assertThat(results.methods())
                .allSatisfy(method -> assertThat(method.flipped().orElseThrow().of(Metric.NLL))
                        .isNotEqualTo(method.plain().of(Metric.NLL)));
        assertThat(ResultFiles.summary(results).lines().filter(line -> line.startsWith("l2,flip,")))
                .hasSize(1);
        assertThat(ResultFiles.summary(results).lines().filter(line -> line.startsWith("l2,plain,")))
                .hasSize(2);
    }

    @Test
    void filtersAreSortedByTheirNorms() throws IOException {
        for (String line : Files.readAllLines(directory.file("geometry/features/filters.csv"))) {
            List<String> cells = List.of(line.split(",", -1));
            if (!cells.get(0).equals("layer")) {
                assertThat(cells.stream().skip(1).map(Double::valueOf))
                        .isSortedAccordingTo(Comparator.reverseOrder())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void featuresAreMeasuredWhereTheyChange() throws IOException {
        assertThat(Files.readAllLines(directory.file("geometry/features/epochs.csv")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("1,");
        assertThat(Files.readAllLines(directory.file("geometry/features/feature-norms.csv")))
                .hasSize(2);
        assertThat(Files.readAllLines(directory.file("geometry/balance/epochs.csv")))
                .as("on cached features")
                .hasSize(1);
        assertThat(Files.readAllLines(directory.file("geometry/published/epochs.csv")))
                .as("running statistics move")
                .hasSize(2);
        assertThat(Files.readAllLines(directory.file("geometry/features/rows.csv")))
                .hasSize(1 + 2 * 10);
        // Eight layers of resnet-8 and its classifier; a dense classifier has no batch normalization behind it.
        List<String> layers = Files.readAllLines(directory.file("geometry/features/layers.csv"));
        assertThat(layers.get(1)).startsWith("0,stem-conv,4,");
        assertThat(layers.get(layers.size() - 1)).startsWith("1,classifier,20,").endsWith(",");
        assertThat(Files.readAllLines(directory.file("geometry/l2/filters.csv")))
                .last()
                .asString()
                .matches("classifier(,(1\\.00000|1\\.0000\\d|0\\.99999\\d|1)){20}");
    }

    @Test
    void epochsShowWhatTheProjectionDid() throws IOException {
        List<String> lines = Files.readAllLines(directory.file("epochs.csv"));
        assertThat(lines).hasSize(1 + 2 + 3 + 2);
        String[] first = lines.get(1).split(",", -1);
        assertThat(first[0]).isEqualTo("features");
        assertThat(first[4]).as("split").isEqualTo("validation");
        assertThat(Double.parseDouble(first[5])).as("class accuracy").isBetween(0.0, 1.0);
        assertThat(first[8]).as("rows projected without MaxNorm").isEmpty();
        assertThat(first[10]).as("stamp").isEmpty();
        String[] balanced = lines.get(3).split(",", -1);
        assertThat(balanced[0]).isEqualTo("balance");
        assertThat(Integer.parseInt(balanced[8])).as("rows projected").isPositive();
        assertThat(Double.parseDouble(balanced[9])).as("mean shrink").isBetween(0.0, 1.0);
        String[] published = lines.get(6).split(",", -1);
        assertThat(published[4]).isEqualTo("test");
        assertThat(published[10]).isEqualTo("selected-on-test");
        assertThat(ResultFiles.classes(results).lines().findFirst().orElseThrow())
                .contains("published (selected-on-test) accuracy");
        assertThat(ResultFiles.predictions(results).lines().findFirst().orElseThrow())
                .isEqualTo("image,class,features,balance,published (selected-on-test),l2");
    }

    @Test
    void whatGoesOnFromANetworkSelectedOnTestIsStampedToo() throws IOException {
        RunDirectory other = RunDirectory.create(folder.resolve("stamped"));
        Results stamped = run(experiment("stages.features.keep=best-on-test"), other);
        assertThat(stamped.methods())
                .allSatisfy(method -> assertThat(method.stamp()).contains("selected-on-test"));
        List<String> epochs = Files.readAllLines(other.file("epochs.csv"));
        assertThat(epochs.subList(1, epochs.size()))
                .allSatisfy(line -> assertThat(line).endsWith(",selected-on-test"));
    }

    @Test
    void whatLearnsFromATeacherSelectedOnTestIsStampedToo() {
        StageSettings student = experiment(
                        "stages.published.from=scratch",
                        "stages.published.trains=everything",
                        "stages.published.restart-classifier=false",
                        "stages.published.loss=distillation",
                        "stages.published.teacher=features",
                        "stages.published.keep=last")
                .stages()
                .get(2);
        ComputationGraph network =
                Trained.read(CATALOG, experiment(), directory).get(0).network();
        Trained teacher = new Trained("features", network, Optional.empty(), Optional.of("selected-on-test"));
        assertThat(Trained.stamp(student, Map.of("features", teacher))).contains("selected-on-test");
        Trained honest = new Trained("features", network, Optional.empty(), Optional.empty());
        assertThat(Trained.stamp(student, Map.of("features", honest))).isEmpty();
    }

    @Test
    void testingAnewGivesTheSameNumbers() {
        Images images = Images.open(CATALOG, experiment(), folder);
        StoredRun stored = StoredRun.open(CATALOG, directory.path());
        Testing testing = new Testing(experiment(), stored.selections(), images, LogitFiles.none());
        Results again = Results.of(stored.networks(), testing, images);
        assertThat(ResultTable.text(again)).isEqualTo(ResultTable.text(results));
        assertThat(ResultFiles.predictions(again)).isEqualTo(ResultFiles.predictions(results));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        RunDirectory other = RunDirectory.create(folder.resolve("again"));
        Results again = run(experiment(), other);
        assertThat(ResultFiles.classes(again)).isEqualTo(ResultFiles.classes(results));
        RunDirectory third = RunDirectory.create(folder.resolve("third"));
        Results differs = run(experiment("seed=1"), third);
        assertThat(ResultFiles.classes(differs)).isNotEqualTo(ResultFiles.classes(results));
    }

    @Test
    void aLayerThatIsNotThereIsRefusedBeforeAnythingIsWritten() {
        Experiment experiment = experiment("stages.balance.regularizers[0].on=clasifier");
        assertThatThrownBy(() -> Run.prepare(CATALOG, experiment, folder))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("stage balance")
                .hasMessageContaining("classifier");
    }

    @Test
    void aLongTailThatLeavesAClassEmptyIsRefused() {
        assertThatThrownBy(() -> Run.prepare(CATALOG, experiment("data.long-tail.imbalance=500"), folder))
                .isInstanceOf(ExperimentException.class)
                .hasMessageStartingWith("data.long-tail: ");
    }

    @Test
    void missingDataIsTold() {
        Experiment experiment = experiment("data.source=cifar-100", "data.validation=0.1");
        assertThatThrownBy(() -> Run.prepare(CATALOG, experiment, folder.resolve("absent")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void anInterruptEndsTheRunWithWhatIsFinished() {
        RunDirectory other = RunDirectory.create(folder.resolve("interrupted"));
        StageProgress progress = StageProgress.silent();
        Run run = Run.prepare(CATALOG, experiment(), folder);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> run.execute(other, Backend.start(), progress))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(other.file("provenance.json")).content().contains("\"status\" : \"interrupted\"");
        assertThat(other.file("report.txt")).doesNotExist();
    }

    @Test
    void imagesOtherThanThoseOfTheRunAreRefused() {
        Images other = Images.open(CATALOG, experiment("data.source.seed=1"), folder);
        assertThatThrownBy(() -> Provenance.requireSame(other, directory))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the train images are not those of the run");
        Provenance.requireSame(Images.open(CATALOG, experiment(), folder), directory);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-5);
    }
}
