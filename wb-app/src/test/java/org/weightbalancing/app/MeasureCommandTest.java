package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.Metric;

/**
 * Four items of three classes with 500, 60 and 5 training images. As they are, items 0, 1 and 2 are recognised and item 3,
 * of the few-shot class, is taken for class 0: accuracy 3/4, many 1, medium 1, few 0.
 */
final class MeasureCommandTest {

    private static final float[] LOGITS = {2, 0, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0};
    private static final int[] LABELS = {0, 0, 1, 2};

    /** Added to the logits and halved, they turn item 3 to its own class: (1, 0, 0) and (0, 0, 2). */
    private static final float[] MIRRORED = {2, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        LogitsFile.write(folder.resolve("l.npy"), LOGITS, 3);
        LogitsFile.write(folder.resolve("m.npy"), MIRRORED, 3);
        LogitsFile.writeLabels(folder.resolve("y.npy"), LABELS);
        LogitsFile.writeLabels(folder.resolve("n.npy"), new int[] {500, 60, 5});
    }

    private int measure(String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("measure", file("l.npy"), "--labels", file("y.npy")));
        arguments.addAll(List.of(more));
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private JsonNode json(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--train-counts", "500,60,5", "--format", "json"));
        assertThat(measure(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitCode.OK);
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void aTableForPeople() {
        assertThat(measure("--train-counts", "500,60,5", "--bootstrap", "0")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines().map(String::stripTrailing))
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
        JsonNode root = json("--bootstrap", "50", "--seed", "3");
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
        assertThat(json("--bootstrap", "50", "--seed", "3")).isEqualTo(root);
        assertThat(json("--bootstrap", "0").get("plain").get("intervals")).isEmpty();
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
        assertThat(measure("--train-counts", "500,60,5", "--bootstrap", "50")).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines().map(String::stripTrailing))
                .contains("worst-class-accuracy, %         0.0")
                .anySatisfy(line -> assertThat(line).matches("accuracy, % +75\\.0  \\[.*, 100\\.0]"));
    }

    @Test
    void csvHasALineForEachMetric() {
        assertThat(measure("--train-counts", "500,60,5", "--bootstrap", "0", "--format", "csv"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines())
                .startsWith("logits,metric,value,lower,upper", "plain,accuracy,0.750000,,")
                .contains("plain,thirds.few,0.00000,,");
    }

    @Test
    void mirroredLogitsAreAveraged() throws IOException {
        JsonNode root = json("--bootstrap", "0", "--mirrored", file("m.npy"));
        assertThat(root.get("plain").get("few").asDouble()).isZero();
        assertThat(root.get("flip-averaged").get("few").asDouble()).isEqualTo(1);
        assertThat(root.get("flip-averaged").get("accuracy").asDouble()).isEqualTo(1);
        assertThat(measure("--train-counts", "1,1,1", "--bootstrap", "0", "--mirrored", file("m.npy")))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).containsPattern("plain +flip-averaged\naccuracy, % +75.0 +100.0\n");
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
            "--bootstrap", "0", "--validation-logits", file("v.npy"), "--validation-labels", file("w.npy")
        };
        JsonNode root = json(fitting);
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
        assertThat(measure(
                        "--train-counts",
                        "1,1,1",
                        fitting[0],
                        fitting[1],
                        fitting[2],
                        fitting[3],
                        fitting[4],
                        fitting[5]))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("\ntemperature 0.5581, fitted on the validation items\n")
                .containsPattern("plain +temperature-scaled\n");
    }

    @Test
    void countsComeFromAListOrAFile() throws IOException {
        Files.writeString(folder.resolve("lines.csv"), "count\n500\n60\n5\n");
        Files.writeString(folder.resolve("pairs.csv"), "class,train-images\n2,5\n0,500\n\n1,60\n");
        List<String> tables = new ArrayList<>();
        for (String counts : List.of("500, 60,5", file("n.npy"), file("lines.csv"), file("pairs.csv"))) {
            assertThat(measure("--train-counts", counts, "--bootstrap", "0")).isEqualTo(ExitCode.OK);
            tables.add(out.toString());
        }
        assertThat(tables.stream().distinct()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,2; --train-counts has 2 counts, but the logits are of 3 classes",
                "1,2,-3; --train-counts has -3 training images of class 2, but at least 0 is required",
                "1,,3; --train-counts has '' where a whole number is required",
                "99999999999,1,1; --train-counts has '99999999999' where a whole number is required",
                "absent.csv; absent.csv",
                "DIR/twice.csv; twice.csv has the line '0,2', but class,number is required, each class 0..2 once",
                "DIR/words.csv; words.csv has 'many' where a whole number is required",
                "DIR/l.npy; l.npy is of type <f4, but <i4 or <i8 is required"
            })
    void otherCountsAreRefused(String counts, String message) throws IOException {
        Files.writeString(folder.resolve("twice.csv"), "0,1\n0,2\n1,1\n");
        Files.writeString(folder.resolve("words.csv"), "count\n1\nmany\n2\n");
        assertThat(measure("--train-counts", counts.replace("DIR", folder.toString())))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(message).doesNotContain("internal fault");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        LogitsFile.writeLabels(folder.resolve("bad.npy"), new int[] {0, 0, 1, 3});
        LogitsFile.writeLabels(folder.resolve("short.npy"), new int[] {0, 0, 1});
        LogitsFile.write(folder.resolve("two.npy"), new float[8], 2);
        refused(file("bad.npy") + ": label 3 is 3, but classes are 0..2", "--labels", file("bad.npy"));
        refused(
                file("short.npy") + " has 3 true classes, but " + file("l.npy") + " has 4 items",
                "--labels",
                file("short.npy"));
        refused("absent.npy", "--labels", file("absent.npy"));
        refused(
                file("two.npy") + " has logits [4, 2], but [4, 3] is required, as of " + file("l.npy"),
                "--mirrored",
                file("two.npy"));
        refused(
                file("two.npy") + " has logits of 2 classes, but 3 are required, as of " + file("l.npy"),
                "--validation-logits",
                file("two.npy"),
                "--validation-labels",
                file("y.npy"));
        refused("--validation-logits and --validation-labels need one another", "--validation-logits", file("l.npy"));
        refused("--bootstrap is -1, allowed is 0 or more", "--bootstrap", "-1");
        refused("--format is latex, allowed are text, csv and json", "--format", "latex");
    }

    /** Of 350,000 items of three classes, item 349,999 is in the second part that is read. */
    @Test
    void logitsOfMirroredItemsAreRefusedByFileAndItem() throws IOException {
        int items = 350_000;
        float[] logits = new float[3 * items];
        LogitsFile.write(folder.resolve("l.npy"), logits, 3);
        LogitsFile.writeLabels(folder.resolve("y.npy"), new int[items]);
        logits[3 * items - 2] = Float.NaN;
        LogitsFile.write(folder.resolve("m.npy"), logits, 3);
        refused(
                "wb: " + file("m.npy") + ": the logit of item 349999 for class 1 is NaN",
                "--mirrored",
                file("m.npy"),
                "--bootstrap",
                "0");
    }

    @Test
    void aMeanWithoutAFiniteLogitIsRefused() throws IOException {
        float none = Float.NEGATIVE_INFINITY;
        LogitsFile.write(folder.resolve("l.npy"), new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, none, none, 0}, 3);
        LogitsFile.write(folder.resolve("m.npy"), new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, none}, 3);
        refused(
                file("m.npy") + " and " + file("l.npy") + ": item 3 has no class whose logit is finite in both",
                "--mirrored",
                file("m.npy"));
    }

    @Test
    void validationItemsAreRefusedByFileAndItem() throws IOException {
        LogitsFile.write(folder.resolve("v.npy"), new float[] {1, 0, 0, 1, Float.NaN, 0}, 3);
        LogitsFile.writeLabels(folder.resolve("w.npy"), new int[] {0, 1});
        String[] fitting = {"--validation-logits", file("v.npy"), "--validation-labels", file("w.npy")};
        refused("wb: " + file("v.npy") + ": the logit of item 1 for class 1 is NaN", fitting);
        LogitsFile.write(folder.resolve("v.npy"), new float[] {1, 0, 0, 1, Float.NEGATIVE_INFINITY, 0}, 3);
        refused("wb: " + file("v.npy") + ": the logit of item 1 for class 1 is -Infinity", fitting);
        LogitsFile.writeLabels(folder.resolve("w.npy"), new int[] {0, 5});
        refused("wb: " + file("w.npy") + ": label 1 is 5, but classes are 0..2", fitting);
        LogitsFile.writeLabels(folder.resolve("w.npy"), new int[] {0});
        refused(file("w.npy") + " has 1 true classes, but " + file("v.npy") + " has 2 items", fitting);
    }

    @Test
    void countsThatAreNoTextAreRefusedByTheNameOfTheirFile() throws IOException {
        Files.write(folder.resolve("latin.csv"), new byte[] {(byte) 0xe9, '\n', '1', '\n'});
        assertThat(measure("--train-counts", file("latin.csv"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(file("latin.csv") + " is no text in UTF-8");
    }

    private void refused(String message, String... more) {
        List<String> arguments = new ArrayList<>(List.of("measure", file("l.npy"), "--train-counts", "500,60,5"));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--labels")) {
            arguments.addAll(List.of("--labels", file("y.npy")));
        }
        err.getBuffer().setLength(0);
        assertThat(Main.execute(
                        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("wb: ").contains(message);
    }

    @Test
    void probabilitiesAreDoubted() throws IOException {
        LogitsFile.write(
                folder.resolve("p.npy"), new float[] {0.5f, 0.25f, 0.25f, 1, 0, 0, 0.2f, 0.7f, 0.1001f, 1, 0, 0}, 3);
        LogitsFile.write(folder.resolve("q.npy"), new float[] {1.5f, -0.25f, -0.25f, 1, 0, 0, 0, 1, 0, 1, 0, 0}, 3);
        LogitsFile.write(folder.resolve("r.npy"), new float[] {0.5f, 0.25f, 0.25f, 1, 0, 0, 0, 1, 0, 1, 0.01f, 0}, 3);
        List<String> counts = List.of("--train-counts", "500,60,5", "--bootstrap", "0");
        assertThat(doubts(counts, "--mirrored", file("p.npy")))
                .containsExactly(
                        "wb: " + file("p.npy") + " looks like probabilities, not logits: NLL, ECE and temperature"
                                + " would be wrong; give log probabilities");
        assertThat(doubts(counts, "--validation-logits", file("p.npy"), "--validation-labels", file("y.npy")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("looks like probabilities");
        assertThat(doubts(counts, "--mirrored", file("q.npy"))).isEmpty();
        assertThat(doubts(counts, "--mirrored", file("r.npy"))).isEmpty();
        Files.copy(folder.resolve("p.npy"), folder.resolve("l.npy"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(doubts(counts)).hasSize(1);
    }

    @Test
    void aTemperatureOfTheTestItemsIsDoubted() throws IOException {
        List<String> counts = List.of("--train-counts", "500,60,5", "--bootstrap", "0");
        Files.copy(folder.resolve("l.npy"), folder.resolve("copy.npy"));
        for (String same : List.of("l.npy", "copy.npy")) {
            assertThat(doubts(counts, "--validation-logits", file(same), "--validation-labels", file("y.npy")))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("wb: " + file(same) + " holds the same logits as " + file("l.npy")
                            + ": a temperature must not be fitted on the test items");
        }
        assertThat(doubts(counts, "--validation-logits", file("m.npy"), "--validation-labels", file("y.npy")))
                .isEmpty();
    }

    private List<String> doubts(List<String> counts, String... more) {
        List<String> arguments = new ArrayList<>(counts);
        arguments.addAll(List.of(more));
        assertThat(measure(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitCode.OK);
        return err.toString().lines().toList();
    }
}
