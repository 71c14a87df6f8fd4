package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.eval.LogitsFile;

/** What wb measure refuses, and what it doubts. */
final class MeasureRefusalsTest {

    @TempDir
    private Path folder;

    private MeasuredItems items;

    @BeforeEach
    void write() throws IOException {
        items = new MeasuredItems(folder);
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
        assertThat(items.measure("--train-counts", counts.replace("DIR", folder.toString())))
                .isEqualTo(ExitCode.USAGE);
        assertThat(items.err()).contains(message).doesNotContain("internal fault");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        LogitsFile.writeLabels(folder.resolve("bad.npy"), new int[] {0, 0, 1, 3});
        LogitsFile.writeLabels(folder.resolve("short.npy"), new int[] {0, 0, 1});
        LogitsFile.write(folder.resolve("two.npy"), new float[8], 2);
        items.refused(
                items.file("bad.npy") + ": label 3 is 3, but classes are 0..2", "--labels", items.file("bad.npy"));
        items.refused(
                items.file("short.npy") + " has 3 true classes, but " + items.file("l.npy") + " has 4 items",
                "--labels",
                items.file("short.npy"));
        items.refused("absent.npy", "--labels", items.file("absent.npy"));
        items.refused(
                items.file("two.npy") + " has logits [4, 2], but [4, 3] is required, as of " + items.file("l.npy"),
                "--mirrored",
                items.file("two.npy"));
        items.refused(
                items.file("two.npy") + " has logits of 2 classes, but 3 are required, as of " + items.file("l.npy"),
                "--validation-logits",
                items.file("two.npy"),
                "--validation-labels",
                items.file("y.npy"));
        items.refused(
                "--validation-logits and --validation-labels need one another",
                "--validation-logits",
                items.file("l.npy"));
        items.refused("--bootstrap is -1, allowed is 0 or more", "--bootstrap", "-1");
        items.refused("--format is latex, allowed are text, csv and json", "--format", "latex");
    }

    /** Of 350,000 items of three classes, item 349,999 is in the second part that is read. */
    @Test
    void logitsOfMirroredItemsAreRefusedByFileAndItem() throws IOException {
        int count = 350_000;
        float[] logits = new float[3 * count];
        LogitsFile.write(folder.resolve("l.npy"), logits, 3);
        LogitsFile.writeLabels(folder.resolve("y.npy"), new int[count]);
        logits[3 * count - 2] = Float.NaN;
        LogitsFile.write(folder.resolve("m.npy"), logits, 3);
        items.refused(
                "wb: " + items.file("m.npy") + ": the logit of item 349999 for class 1 is NaN",
                "--mirrored",
                items.file("m.npy"),
                "--bootstrap",
                "0");
    }

    @Test
    void aMeanWithoutAFiniteLogitIsRefused() throws IOException {
        float none = Float.NEGATIVE_INFINITY;
        LogitsFile.write(folder.resolve("l.npy"), new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, none, none, 0}, 3);
        LogitsFile.write(folder.resolve("m.npy"), new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, none}, 3);
        items.refused(
                items.file("m.npy") + " and " + items.file("l.npy")
                        + ": item 3 has no class whose logit is finite in both",
                "--mirrored",
                items.file("m.npy"));
    }

    @Test
    void validationItemsAreRefusedByFileAndItem() throws IOException {
        LogitsFile.write(folder.resolve("v.npy"), new float[] {1, 0, 0, 1, Float.NaN, 0}, 3);
        LogitsFile.writeLabels(folder.resolve("w.npy"), new int[] {0, 1});
        String[] fitting = {"--validation-logits", items.file("v.npy"), "--validation-labels", items.file("w.npy")};
        items.refused("wb: " + items.file("v.npy") + ": the logit of item 1 for class 1 is NaN", fitting);
        LogitsFile.write(folder.resolve("v.npy"), new float[] {1, 0, 0, 1, Float.NEGATIVE_INFINITY, 0}, 3);
        items.refused("wb: " + items.file("v.npy") + ": the logit of item 1 for class 1 is -Infinity", fitting);
        LogitsFile.writeLabels(folder.resolve("w.npy"), new int[] {0, 5});
        items.refused("wb: " + items.file("w.npy") + ": label 1 is 5, but classes are 0..2", fitting);
        LogitsFile.writeLabels(folder.resolve("w.npy"), new int[] {0});
        items.refused(
                items.file("w.npy") + " has 1 true classes, but " + items.file("v.npy") + " has 2 items", fitting);
    }

    @Test
    void countsThatAreNoTextAreRefusedByTheNameOfTheirFile() throws IOException {
        Files.write(folder.resolve("latin.csv"), new byte[] {(byte) 0xe9, '\n', '1', '\n'});
        assertThat(items.measure("--train-counts", items.file("latin.csv"))).isEqualTo(ExitCode.USAGE);
        assertThat(items.err()).contains(items.file("latin.csv") + " is no text in UTF-8");
    }

    @Test
    void probabilitiesAreDoubted() throws IOException {
        LogitsFile.write(
                folder.resolve("p.npy"), new float[] {0.5f, 0.25f, 0.25f, 1, 0, 0, 0.2f, 0.7f, 0.1001f, 1, 0, 0}, 3);
        LogitsFile.write(folder.resolve("q.npy"), new float[] {1.5f, -0.25f, -0.25f, 1, 0, 0, 0, 1, 0, 1, 0, 0}, 3);
        LogitsFile.write(folder.resolve("r.npy"), new float[] {0.5f, 0.25f, 0.25f, 1, 0, 0, 0, 1, 0, 1, 0.01f, 0}, 3);
        List<String> counts = List.of("--train-counts", "500,60,5", "--bootstrap", "0");
        assertThat(items.doubts(counts, "--mirrored", items.file("p.npy")))
                .containsExactly(
                        "wb: " + items.file("p.npy") + " looks like probabilities, not logits: NLL, ECE and temperature"
                                + " would be wrong; give log probabilities");
        assertThat(items.doubts(
                        counts, "--validation-logits", items.file("p.npy"), "--validation-labels", items.file("y.npy")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("looks like probabilities");
        assertThat(items.doubts(counts, "--mirrored", items.file("q.npy"))).isEmpty();
        assertThat(items.doubts(counts, "--mirrored", items.file("r.npy"))).isEmpty();
        Files.copy(folder.resolve("p.npy"), folder.resolve("l.npy"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(items.doubts(counts)).hasSize(1);
    }

    @Test
    void aTemperatureOfTheTestItemsIsDoubted() throws IOException {
        List<String> counts = List.of("--train-counts", "500,60,5", "--bootstrap", "0");
        Files.copy(folder.resolve("l.npy"), folder.resolve("copy.npy"));
        for (String same : List.of("l.npy", "copy.npy")) {
            assertThat(items.doubts(
                            counts,
                            "--validation-logits",
                            items.file(same),
                            "--validation-labels",
                            items.file("y.npy")))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("wb: " + items.file(same) + " holds the same logits as " + items.file("l.npy")
                            + ": a temperature must not be fitted on the test items");
        }
        assertThat(items.doubts(
                        counts, "--validation-logits", items.file("m.npy"), "--validation-labels", items.file("y.npy")))
                .isEmpty();
    }
}
