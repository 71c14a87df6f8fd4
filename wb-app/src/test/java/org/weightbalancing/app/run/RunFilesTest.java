package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.MethodResult;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.result.TemperatureScaled;
import org.weightbalancing.eval.ItemScores;
import org.weightbalancing.eval.LogitsFile;

/** What is found in the directory of a run. */
class RunFilesTest {

    @TempDir
    private static Path folder;

    private static RunDirectory directory;
    private static Results results;

    @BeforeAll
    static void runOnce() {
        SmallRun run = SmallRun.in(folder);
        directory = run.directory();
        results = run.results();
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
        assertThat(new ExperimentFile(SmallRun.CATALOG).read(directory.file("experiment.yaml"), List.of()))
                .isEqualTo(SmallRun.experiment());
        JsonNode report =
                new ObjectMapper().readTree(directory.file("report.json").toFile());
        assertThat(report.get("methods").get(1).get("plain").get("accuracy").asDouble())
                .isEqualTo(results.methods().get(1).plain().accuracy());
        JsonNode provenance =
                new ObjectMapper().readTree(directory.file("provenance.json").toFile());
        assertThat(provenance.get("experiment-sha256").asText())
                .isEqualTo(new ExperimentFile(SmallRun.CATALOG).sha256(SmallRun.experiment()));
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
        SmallRun.execute(SmallRun.experiment("evaluation.logits=false"), folder, other);
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
}
