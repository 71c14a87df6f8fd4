package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.Metric;

/** What wb measure says of the {@link MeasuredItems}. */
final class MeasureCommandTest {

    @TempDir
    private Path folder;

    private MeasuredItems items;

    @BeforeEach
    void write() throws IOException {
        items = new MeasuredItems(folder);
    }

    @Test
    void aTableForPeople() {
        assertThat(items.measure("--train-counts", "500,60,5", "--bootstrap", "0"))
                .isEqualTo(ExitCode.OK);
        assertThat(items.out().lines().map(String::stripTrailing))
                .startsWith(
                        "4 test items in 3 classes: 1 many-shot (more than 100 training images), 1 medium-shot, 1 few-shot"
                                + " (fewer than 20)",
                        "",
                        "                            plain",
                        "accuracy, %                    75.0",
                        "mean-class-accuracy, %         66.7",
                        "many, %                       100.0",
                        "medium, %                     100.0",
                        "few, %                          0.0")
                .endsWith(
                        "shot groups, %                 many medium    few",
                        "above-100-below-20            100.0  100.0    0.0",
                        "from-100-to-20                100.0  100.0    0.0",
                        "thirds                        100.0  100.0    0.0");
    }

    /** nll: of 2,0,0 log(1 + 2 e^-2) = 0.2396, of 3,0,0 0.0949, of 0,1,0 0.5514, of the last log(e + 2) = 1.5514. */
    @Test
    void programsGetWhatReportsHave() throws IOException {
        JsonNode root = items.json("--bootstrap", "50", "--seed", "3");
        assertThat(root.get("items").asInt()).isEqualTo(4);
        JsonNode plain = root.get("plain");
        assertThat(plain.get("accuracy").asDouble()).isEqualTo(0.75);
        assertThat(plain.get("nll").asDouble()).isCloseTo((0.23960 + 0.09492 + 0.55144 + 1.55144) / 4, within(1e-4));
        assertThat(plain.get("intervals").get("accuracy").get("lower").asDouble())
                .isBetween(0.0, 0.75);
        assertThat(plain.get("intervals")
                        .get("worst-class-accuracy")
                        .get("lower")
                        .isNull())
                .isTrue();
        assertThat(plain.get("intervals").get("ece").get("lower").isNumber()).isTrue();
        assertThat(plain.get("reliability")).hasSize(15);
        assertThat(plain.get("class-accuracies").toString()).isEqualTo("[1.0,1.0,0.0]");
        assertThat(root.has("temperature")).isFalse();
        assertThat(items.json("--bootstrap", "50", "--seed", "3")).isEqualTo(root);
        assertThat(items.json("--bootstrap", "0").get("plain").get("intervals")).isEmpty();
    }

    @Test
    void thePageExplainsEveryMetric() throws IOException {
        List<String> table = Document.read("measure.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        for (Metric metric : Metric.values()) {
            String interval = " | " + metric.interval().toString().toLowerCase(Locale.ROOT) + " | ";
            assertThat(table).as(metric.toString()).anySatisfy(line -> assertThat(line)
                    .contains("`" + metric + "`", interval));
        }
    }

    /** Of the test items all classes may be missed or not: the worst accuracy has no interval, the mean has. */
    @Test
    void textHasIntervalsWhereTheyHoldWhatTheySay() {
        assertThat(items.measure("--train-counts", "500,60,5", "--bootstrap", "50"))
                .isEqualTo(ExitCode.OK);
        assertThat(items.out().lines().map(String::stripTrailing))
                .contains("worst-class-accuracy, %         0.0")
                .anySatisfy(line -> assertThat(line).matches("accuracy, % +75\\.0  \\[.*, 100\\.0]"));
    }

    @Test
    void csvHasALineForEachMetric() {
        assertThat(items.measure("--train-counts", "500,60,5", "--bootstrap", "0", "--format", "csv"))
                .isEqualTo(ExitCode.OK);
        assertThat(items.out().lines())
                .startsWith("logits,metric,value,lower,upper", "plain,accuracy,0.750000,,")
                .contains("plain,thirds.few,0.00000,,");
    }

    @Test
    void mirroredLogitsAreAveraged() throws IOException {
        JsonNode root = items.json("--bootstrap", "0", "--mirrored", items.file("m.npy"));
        assertThat(root.get("plain").get("few").asDouble()).isZero();
        assertThat(root.get("flip-averaged").get("few").asDouble()).isEqualTo(1);
        assertThat(root.get("flip-averaged").get("accuracy").asDouble()).isEqualTo(1);
        assertThat(items.measure("--train-counts", "1,1,1", "--bootstrap", "0", "--mirrored", items.file("m.npy")))
                .isEqualTo(ExitCode.OK);
        assertThat(items.out()).containsPattern("plain +flip-averaged\naccuracy, % +75.0 +100.0\n");
    }

    /**
     * Validation items of two classes' logits s (1, 0, 0) and right three times of four: the best 1/T solves p = 3/4 with p
     * = e^s / (e^s + 2), s = log 6 = 1.7918 (the rest are wrong in equal parts), T = 0.5581.
     */
    @Test
    void aTemperatureIsFittedOnTheValidationItems() throws IOException {
        LogitsFile.write(folder.resolve("v.npy"), new float[] {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0}, 3);
        LogitsFile.writeLabels(folder.resolve("w.npy"), new int[] {0, 0, 0, 1});
        String[] fitting = {
            "--bootstrap", "0", "--validation-logits", items.file("v.npy"), "--validation-labels", items.file("w.npy")
        };
        JsonNode root = items.json(fitting);
        assertThat(root.get("temperature").asDouble()).isCloseTo(1 / Math.log(6), within(1e-9));
        assertThat(root.get("temperature-at-bound").asBoolean()).isFalse();
        JsonNode scaled = root.get("temperature-scaled");
        assertThat(scaled.get("accuracy")).isEqualTo(root.get("plain").get("accuracy"));
        // The last item alone: log(e^s + 2) with s = log 6 is log 8.
        double[] scales = {2, 3, 1};
        double nll = Math.log(8);
        for (double z : scales) {
            nll += Math.log1p(2 * Math.pow(6, -z));
        }
        assertThat(scaled.get("nll").asDouble()).isCloseTo(nll / 4, within(1e-9));
        assertThat(items.measure(
                        "--train-counts",
                        "1,1,1",
                        fitting[0],
                        fitting[1],
                        fitting[2],
                        fitting[3],
                        fitting[4],
                        fitting[5]))
                .isEqualTo(ExitCode.OK);
        assertThat(items.out())
                .contains("\ntemperature 0.5581, fitted on the validation items\n")
                .containsPattern("plain +temperature-scaled\n");
    }

    @Test
    void countsComeFromAListOrAFile() throws IOException {
        Files.writeString(folder.resolve("lines.csv"), "count\n500\n60\n5\n");
        Files.writeString(folder.resolve("pairs.csv"), "class,train-images\n2,5\n0,500\n\n1,60\n");
        List<String> tables = new ArrayList<>();
        for (String counts :
                List.of("500, 60,5", items.file("n.npy"), items.file("lines.csv"), items.file("pairs.csv"))) {
            assertThat(items.measure("--train-counts", counts, "--bootstrap", "0"))
                    .isEqualTo(ExitCode.OK);
            tables.add(items.out());
        }
        assertThat(tables.stream().distinct()).hasSize(1);
    }
}
