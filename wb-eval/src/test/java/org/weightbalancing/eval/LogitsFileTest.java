package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogitsFileTest {

    /** What numpy.save writes of numpy.float32([[1, 2, 3], [-1, 0.5, 0]]): 128 bytes of header, then the numbers. */
    private static final String SAVED =
            "93 4e 55 4d 50 59 01 00 76 00" + hex("{'descr': '<f4', 'fortran_order': False, ")
                    + hex("'shape': (2, 3), }" + " ".repeat(58) + "\n")
                    + "00 00 80 3f 00 00 00 40 00 00 40 40 00 00 80 bf 00 00 00 3f 00 00 00 00";

    private static final double[][] LOGITS = {{1, 2, 3}, {-1, 0.5, 0}};
    private static final int[] LABELS = {2, 0};

    @TempDir
    Path folder;

    @Test
    void whatNumPySavesIsRead() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, bytes(SAVED));
        LogitsFile file = LogitsFile.open(path);
        assertThat(file.items()).isEqualTo(2);
        assertThat(file.classes()).isEqualTo(3);
        equal(file.scores(LABELS), ItemScores.of(LOGITS, LABELS));
    }

    @Test
    void whatIsWrittenIsWhatNumPySaves() throws IOException {
        Path path = folder.resolve("written.npy");
        LogitsFile.write(path, new float[] {1, 2, 3, -1, 0.5f, 0}, 3);
        assertThat(Files.readAllBytes(path)).isEqualTo(bytes(SAVED));
    }

    @Test
    void doublesAndLaterVersionsAreRead() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n";
        for (int version = 1; version <= 3; version++) {
            Path path = npy(version, header, 48, buffer -> {
                for (double[] row : LOGITS) {
                    Arrays.stream(row).forEach(buffer::putDouble);
                }
            });
            equal(LogitsFile.open(path).scores(LABELS), ItemScores.of(LOGITS, LABELS));
        }
    }

    @Test
    void spacingAndOrderInTheHeaderDoNotMatter() throws IOException {
        String header = "{'shape':( 1 ,2 ),'fortran_order' : False,'descr':'<f4'}";
        Path path = npy(1, header, 8, buffer -> buffer.putFloat(3).putFloat(4));
        assertThat(LogitsFile.open(path).scores(new int[] {1}).rank(0)).isZero();
        Path padded = npy(
                1, header + " ".repeat(40_000), 8, buffer -> buffer.putFloat(4).putFloat(3));
        assertThat(LogitsFile.open(padded).scores(new int[] {1}).rank(0)).isEqualTo(1);
    }

    @Test
    void labelsOfBothWidthsAreRead() throws IOException {
        Path ints = folder.resolve("labels.npy");
        LogitsFile.writeLabels(ints, new int[] {3, 0, 70_000});
        assertThat(LogitsFile.labels(ints)).containsExactly(3, 0, 70_000);
        String header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }";
        Path longs = npy(1, header, 16, buffer -> buffer.putLong(7).putLong(1));
        assertThat(LogitsFile.labels(longs)).containsExactly(7, 1);
        Path large = npy(1, header, 16, buffer -> buffer.putLong(7).putLong(1L << 32));
        refused(() -> LogitsFile.labels(large), large + ": label 1 is 4294967296, but ");
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
        refused(() -> LogitsFile.open(path).scores(labels), path + ": the logit of item 2049 for class 5 is NaN");
        labels[2048] = classes;
        refused(
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
        refused(() -> file.block(2, 2), "2 items from item 2 of " + path + " are asked for, but it has 3");
        refused(() -> file.block(-1, 1), "1 items from item -1 of " + path);
        LogitsFile.write(path, new float[] {0, 1, 2, 3, 4, Float.POSITIVE_INFINITY}, 2);
        refused(() -> file.block(1, 2), path + ": the logit of item 2 for class 1 is Infinity, but ");
        LogitsFile.write(path, new float[] {0, 1, 2, Float.NaN, 4, 5}, 2);
        refused(() -> file.block(1, 2), path + ": the logit of item 1 for class 1 is NaN, but ");
    }

    @Test
    void itemsReadAsDoublesKeepTheirDigits() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }\n";
        Path path = npy(1, header, 16, buffer -> buffer.putDouble(0.1).putDouble(-1e300));
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
        refused(
                () -> file.scores(labels, (first, rows) -> {
                    rows[rows.length - 1][5] = first == 0 ? 0 : Double.NaN;
                    return rows;
                }),
                path + ", changed: the logit of item 2 for class 5 is NaN");
    }

    @Test
    void changesKeepTheShape() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, bytes(SAVED));
        LogitsFile file = LogitsFile.open(path);
        equal(file.scores(LABELS, (first, rows) -> rows), ItemScores.of(LOGITS, LABELS));
        String message = path + ": a change of logits [2, 3] returned another shape";
        refused(() -> file.scores(LABELS, (first, rows) -> new double[1][3]), message);
        refused(() -> file.scores(LABELS, (first, rows) -> new double[2][4]), message);
    }

    @Test
    void labelsThatDoNotFitAreRefusedByTheNameOfTheirFile() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, bytes(SAVED));
        LogitsFile file = LogitsFile.open(path);
        Path labels = folder.resolve("labels.npy");
        LogitsFile.writeLabels(labels, LABELS);
        assertThat(file.labelsFrom(labels)).isEqualTo(LABELS);
        LogitsFile.writeLabels(labels, new int[] {2, -1});
        refused(() -> file.labelsFrom(labels), labels + ": label 1 is -1, but classes are 0..2");
        LogitsFile.writeLabels(labels, new int[] {2, 3});
        refused(() -> file.labelsFrom(labels), labels + ": label 1 is 3, but classes are 0..2");
        LogitsFile.writeLabels(labels, new int[3]);
        refused(() -> file.labelsFrom(labels), labels + " has 3 true classes, but " + path + " has 2 items");
    }

    @Test
    void withoutItemsThereAreNoScores() throws IOException {
        Path path = folder.resolve("empty.npy");
        LogitsFile.write(path, new float[0], 4);
        assertThat(LogitsFile.open(path).scores(new int[0]).items()).isZero();
        LogitsFile.writeLabels(path, new int[0]);
        assertThat(LogitsFile.labels(path)).isEmpty();
    }

    @Test
    void otherArraysAreRefused() throws IOException {
        refused("'<f4', 'fortran_order': True, 'shape': (2, 1), }", 8, "is in Fortran order, but C order is required");
        refused("'>f4', 'fortran_order': False, 'shape': (2, 1), }", 8, "is of type >f4, but <f4 or <f8 is required");
        refused("'<i4', 'fortran_order': False, 'shape': (2, 1), }", 8, "is of type <i4, but <f4 or <f8 is required");
        refused("'<f4', 'fortran_order': False, 'shape': (2,), }", 8, "is of shape [2], but 2 axes are required");
        refused("'<f4', 'fortran_order': False, 'shape': (), }", 4, "is of shape [], but 2 axes are required");
        refused("'<f4', 'fortran_order': False, 'shape': (2, 0), }", 0, "has logits of 0 classes, but ");
        refused("'<f4', 'fortran_order': False, 'shape': (2, 3000000000), }", 0, "is of shape (2, 3000000000), but ");
        refused("[('a', '<f4')], 'fortran_order': False, 'shape': (2, 1), }", 8, "has a header without type");
        refused("'<f4', 'shape': (2, 1), }", 8, "has a header without order: {'descr': '<f4', 'shape': (2, 1), }");
        refused("'<f4', 'fortran_order': False, }", 8, "has a header without shape");
    }

    @Test
    void shortLongAndOtherFilesAreRefused() throws IOException {
        String header = "'<f4', 'fortran_order': False, 'shape': (2, 1), }";
        refused(header, 7, "has 76 bytes, but a shape of [2, 1] requires 77");
        refused(header, 9, "has 78 bytes, but a shape of [2, 1] requires 77");
        String most = "'<f8', 'fortran_order': False, 'shape': (2147483647, 67108864), }";
        refused(most, 8, "has 93 bytes, but a shape of [2147483647, 67108864] requires 1152921504");
        byte[] saved = bytes(SAVED);
        refused(Arrays.copyOf(saved, 60), "ends within its header");
        refused(Arrays.copyOf(saved, 4), "ends within its header");
        refused("not such a file".getBytes(StandardCharsets.US_ASCII), "does not begin as a .npy file does");
        saved[6] = 4;
        refused(saved, "is of version 4.0, but 1.0, 2.0 or 3.0 is required");
        saved[6] = 0;
        refused(saved, "is of version 0.0, but 1.0, 2.0 or 3.0 is required");
        saved[6] = 2;
        refused(saved, "has a header of 662372470 bytes, but at most 65536 are allowed");
        Arrays.fill(saved, 8, 12, (byte) -1);
        refused(saved, "has a header of 4294967295 bytes, but at most 65536 are allowed");
        assertThatThrownBy(() -> LogitsFile.open(folder.resolve("missing.npy")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void unequalSizesAreRefused() throws IOException {
        Path path = folder.resolve("saved.npy");
        Files.write(path, bytes(SAVED));
        refused(() -> LogitsFile.open(path).scores(new int[3]), "3 true classes for the 2 items of " + path);
        refused(() -> LogitsFile.write(path, new float[5], 3), "5 logits of 3 classes, but ");
        refused(() -> LogitsFile.write(path, new float[0], 0), "0 logits of 0 classes, but ");
        assertThat(Files.readAllBytes(path)).isEqualTo(bytes(SAVED));
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken.npy/inner"));
        assertThatThrownBy(() -> LogitsFile.write(taken.getParent(), new float[2], 2))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogitsFile.write(folder.resolve("nowhere/a.npy"), new float[2], 2))
                .isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken.getParent());
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void refused(Call call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private void refused(String header, int numberBytes, String reason) throws IOException {
        Path path = npy(1, "{'descr': " + header, numberBytes, buffer -> {});
        refused(() -> LogitsFile.open(path), path + " " + reason);
    }

    private void refused(byte[] content, String reason) throws IOException {
        Path path = Files.write(folder.resolve("refused.npy"), content);
        refused(() -> LogitsFile.open(path), path + " " + reason);
    }

    private interface Numbers {
        void put(ByteBuffer buffer);
    }

    private Path npy(int version, String header, int numberBytes, Numbers numbers) throws IOException {
        int before = version == 1 ? 10 : 12;
        ByteBuffer buffer = ByteBuffer.allocate(before + header.length() + numberBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(bytes("93 4e 55 4d 50 59"))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            buffer.putShort((short) header.length());
        } else {
            buffer.putInt(header.length());
        }
        buffer.put(header.getBytes(StandardCharsets.US_ASCII));
        numbers.put(buffer);
        return Files.write(folder.resolve("made.npy"), buffer.array());
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

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
