package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogitsFileTest {

    @TempDir
    Path folder;

    @Test
    void whatNumPySavesIsRead() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, NpyFiles.bytes(NpyFiles.SAVED));
        LogitsFile file = LogitsFile.open(path);
        assertThat(file.items()).isEqualTo(2);
        assertThat(file.classes()).isEqualTo(3);
        equal(file.scores(NpyFiles.LABELS), ItemScores.of(NpyFiles.LOGITS, NpyFiles.LABELS));
    }

    @Test
    void whatIsWrittenIsWhatNumPySaves() throws IOException {
        Path path = folder.resolve("written.npy");
        LogitsFile.write(path, new float[] {1, 2, 3, -1, 0.5f, 0}, 3);
        assertThat(Files.readAllBytes(path)).isEqualTo(NpyFiles.bytes(NpyFiles.SAVED));
    }

    @Test
    void doublesAndLaterVersionsAreRead() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n";
        for (int version = 1; version <= 3; version++) {
            Path path = NpyFiles.npy(folder, version, header, 48, buffer -> {
                for (double[] row : NpyFiles.LOGITS) {
                    Arrays.stream(row).forEach(buffer::putDouble);
                }
            });
            equal(LogitsFile.open(path).scores(NpyFiles.LABELS), ItemScores.of(NpyFiles.LOGITS, NpyFiles.LABELS));
        }
    }

    @Test
    void spacingAndOrderInTheHeaderDoNotMatter() throws IOException {
        String header = "{'shape':( 1 ,2 ),'fortran_order' : False,'descr':'<f4'}";
        Path path =
                NpyFiles.npy(folder, 1, header, 8, buffer -> buffer.putFloat(3).putFloat(4));
        assertThat(LogitsFile.open(path).scores(new int[] {1}).rank(0)).isZero();
        Path padded = NpyFiles.npy(folder, 1, header + " ".repeat(40_000), 8, buffer -> buffer.putFloat(4)
                .putFloat(3));
        assertThat(LogitsFile.open(padded).scores(new int[] {1}).rank(0)).isEqualTo(1);
    }

    @Test
    void labelsOfBothWidthsAreRead() throws IOException {
        Path ints = folder.resolve("labels.npy");
        LogitsFile.writeLabels(ints, new int[] {3, 0, 70_000});
        assertThat(LogitsFile.labels(ints)).containsExactly(3, 0, 70_000);
        String header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }";
        Path longs =
                NpyFiles.npy(folder, 1, header, 16, buffer -> buffer.putLong(7).putLong(1));
        assertThat(LogitsFile.labels(longs)).containsExactly(7, 1);
        Path large =
                NpyFiles.npy(folder, 1, header, 16, buffer -> buffer.putLong(7).putLong(1L << 32));
        NpyFiles.refused(() -> LogitsFile.labels(large), large + ": label 1 is 4294967296, but ");
    }

    /** 4,096 classes and 2,050 items are more than is mapped at once. */
    @Test
    void aLargeFileIsReadPartByPart() throws IOException {
        int classes = 4096;
        float[] logits = new float[2050 * classes];
        int[] labels = new int[2050];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) (i * 2_654_435_761L % classes);
            logits[i * classes + labels[i]] = i;
        }
        Path path = folder.resolve("large.npy");
        LogitsFile.write(path, logits, classes);
        ItemScores scores = LogitsFile.open(path).scores(labels);
        ItemScores expected = new ItemScores(classes);
        expected.add(logits, labels);
        equal(scores, expected);
        logits[2049 * classes + 5] = Float.NaN;
        LogitsFile.write(path, logits, classes);
        NpyFiles.refused(
                () -> LogitsFile.open(path).scores(labels), path + ": the logit of item 2049 for class 5 is NaN");
        labels[2048] = classes;
        NpyFiles.refused(
                () -> LogitsFile.open(path).scores(labels),
                "the true classes for " + path + ": label 2048 is 4096, but classes are 0..4095");
    }

    @Test
    void itemsAreReadFromAnywhere() throws IOException {
        Path path = folder.resolve("some.npy");
        LogitsFile.write(path, new float[] {0, 1, 2, 3, 4, Float.NEGATIVE_INFINITY}, 2);
        LogitsFile file = LogitsFile.open(path);
        assertThat(file.path()).isEqualTo(path);
        assertThat(file.block(1, 2)).isDeepEqualTo(new double[][] {{2, 3}, {4, Double.NEGATIVE_INFINITY}});
        assertThat(file.block(3, 0)).isEmpty();
        NpyFiles.refused(() -> file.block(2, 2), "2 items from item 2 of " + path + " are asked for, but it has 3");
        NpyFiles.refused(() -> file.block(-1, 1), "1 items from item -1 of " + path);
        LogitsFile.write(path, new float[] {0, 1, 2, 3, 4, Float.POSITIVE_INFINITY}, 2);
        NpyFiles.refused(() -> file.block(1, 2), path + ": the logit of item 2 for class 1 is Infinity, but ");
        LogitsFile.write(path, new float[] {0, 1, 2, Float.NaN, 4, 5}, 2);
        NpyFiles.refused(() -> file.block(1, 2), path + ": the logit of item 1 for class 1 is NaN, but ");
    }

    @Test
    void itemsReadAsDoublesKeepTheirDigits() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n";
        Path path = NpyFiles.npy(
                folder, 1, header, 16, buffer -> buffer.putDouble(0.1).putDouble(-1e300));
        assertThat(LogitsFile.open(path).block(0, 1)).isDeepEqualTo(new double[][] {{0.1, -1e300}});
    }

    /** A part of changed logits holds 2^20 numbers, so that with 2^19 classes two of three items are the first one. */
    @Test
    void changedLogitsAreScoredPartByPart() throws IOException {
        int classes = 1 << 19;
        Path path = folder.resolve("changed.npy");
        float[] logits = new float[3 * classes];
        LogitsFile.write(path, logits, classes);
        LogitsFile file = LogitsFile.open(path);
        int[] labels = {7, 8, 9};
        ItemScores scores = file.scores(labels, (first, rows) -> {
            assertThat(rows.length).isEqualTo(first == 0 ? 2 : 1);
            for (int i = 0; i < rows.length; i++) {
                rows[i][labels[first + i]] = 1;
            }
            return rows;
        });
        assertThat(scores.items()).isEqualTo(3);
        assertThat(scores.predicted(0)).isEqualTo(7);
        assertThat(scores.predicted(2)).isEqualTo(9);
        NpyFiles.refused(
                () -> file.scores(labels, (first, rows) -> {
                    rows[rows.length - 1][5] = first == 0 ? 0 : Double.NaN;
                    return rows;
                }),
                path + ", changed: the logit of item 2 for class 5 is NaN");
    }

    @Test
    void changesKeepTheShape() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, NpyFiles.bytes(NpyFiles.SAVED));
        LogitsFile file = LogitsFile.open(path);
        equal(file.scores(NpyFiles.LABELS, (first, rows) -> rows), ItemScores.of(NpyFiles.LOGITS, NpyFiles.LABELS));
        String message = path + ": a change of logits [2, 3] returned another shape";
        NpyFiles.refused(() -> file.scores(NpyFiles.LABELS, (first, rows) -> new double[1][3]), message);
        NpyFiles.refused(() -> file.scores(NpyFiles.LABELS, (first, rows) -> new double[2][4]), message);
    }

    @Test
    void withoutItemsThereAreNoScores() throws IOException {
        Path path = folder.resolve("empty.npy");
        LogitsFile.write(path, new float[0], 4);
        assertThat(LogitsFile.open(path).scores(new int[0]).items()).isZero();
        LogitsFile.writeLabels(path, new int[0]);
        assertThat(LogitsFile.labels(path)).isEmpty();
    }

    private static void equal(ItemScores scores, ItemScores expected) {
        assertThat(scores.items()).isEqualTo(expected.items());
        for (int i = 0; i < scores.items(); i++) {
            assertThat(scores.label(i)).isEqualTo(expected.label(i));
            assertThat(scores.predicted(i)).isEqualTo(expected.predicted(i));
            assertThat(scores.negativeLogLikelihood(i)).isEqualTo(expected.negativeLogLikelihood(i));
            assertThat(scores.entropy(i)).isEqualTo(expected.entropy(i));
        }
        assertThat(scores.marginalLikelihoods()).isEqualTo(expected.marginalLikelihoods());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNameComesToTheDiskToo() throws IOException {
        assertThat(ForcedPaths.among(folder, () -> LogitsFile.writeLabels(folder.resolve("labels.npy"), new int[] {1})))
                .containsExactly(folder.toString());
    }
}
