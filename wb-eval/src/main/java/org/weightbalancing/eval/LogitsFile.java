package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Computes scores of the logits that any program has left in a file of NumPy's format ({@code numpy.save}), [n, C].
 *
 * <p>Numbers are {@code float32} or {@code float64} ({@code '<f4'}, {@code '<f8'}) in C order, little endian, format 1.0, 2.0
 * or 3.0. The file is mapped into memory part by part, so it may be larger than the memory.
 *
 * <pre>{@code
 * LogitsFile file = LogitsFile.open(Path.of("logits.npy"));
 * ItemScores scores = file.scores(LogitsFile.labels(Path.of("labels.npy")));
 * Calibration.of(scores, 15).expected();
 * }</pre>
 */
public final class LogitsFile {

    /** How much of a file is mapped at a time, unless an item has more. */
    private static final int PART_BYTES = 1 << 26;

    private static final String SINGLE = "<f4";
    private static final String DOUBLE = "<f8";
    private static final String INT = "<i4";
    private static final String LONG = "<i8";

    private final NpyFile file;

    private LogitsFile(NpyFile file) {
        this.file = file;
    }

    /**
     * Reads what the file says of itself.
     *
     * @throws IllegalArgumentException if it holds anything but such an array, or not all of it; the message names it
     * @throws IOException if it is missing or cannot be read
     */
    public static LogitsFile open(Path path) throws IOException {
        NpyFile file = NpyFile.open(path, List.of(SINGLE, DOUBLE), 2);
        int classes = file.shape().get(1);
        if (classes < 1 || classes > PART_BYTES) {
            throw new IllegalArgumentException(
                    path + " has logits of " + classes + " classes, but 1.." + PART_BYTES + " are required");
        }
        return new LogitsFile(file);
    }

    /** Returns the number of items. */
    public int items() {
        return file.shape().get(0);
    }

    /** Returns the number of classes. */
    public int classes() {
        return file.shape().get(1);
    }

    /**
     * Reads all logits and scores them.
     *
     * @param labels the true class of each item, [n]
     * @throws IllegalArgumentException if there are more or fewer labels than items, a class is out of range, or a logit is
     *     NaN or +infinity; the message names the file and the index
     * @throws IOException if the file cannot be read
     */
    public ItemScores scores(int[] labels) throws IOException {
        if (labels.length != items()) {
            throw new IllegalArgumentException(
                    labels.length + " true classes for the " + items() + " items of " + file.path());
        }
        ItemScores scores = new ItemScores(classes());
        int part = Math.max(1, PART_BYTES / Double.BYTES / classes());
        for (int first = 0; first < items(); first += part) {
            int[] some = Arrays.copyOfRange(labels, first, Math.min(items(), first + part));
            try {
                scores.add(some, first, rows(first, some.length));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file.path() + ": " + e.getMessage(), e);
            }
        }
        return scores;
    }

    private ItemScores.Rows rows(int first, int items) throws IOException {
        int classes = classes();
        var bytes = file.map((long) first * classes, items * classes);
        if (file.type().equals(SINGLE)) {
            FloatBuffer floats = bytes.asFloatBuffer();
            float[] row = new float[classes];
            return (into, item) -> {
                floats.get((item - first) * classes, row);
                into.read(item, row, 0);
            };
        }
        DoubleBuffer doubles = bytes.asDoubleBuffer();
        double[] row = new double[classes];
        return (into, item) -> {
            doubles.get((item - first) * classes, row);
            into.read(item, row);
        };
    }

    /**
     * Returns the labels in a file of the same format, [n], whose numbers are {@code int32} or {@code int64}.
     *
     * @throws IllegalArgumentException if it holds anything else, or a number that is no {@code int}; the message names it
     * @throws IOException if it is missing or cannot be read
     */
    public static int[] labels(Path path) throws IOException {
        NpyFile file = NpyFile.open(path, List.of(INT, LONG), 1);
        int[] labels = new int[file.shape().get(0)];
        if (file.type().equals(INT)) {
            IntBuffer ints = file.map(0, labels.length).asIntBuffer();
            ints.get(labels);
            return labels;
        }
        LongBuffer longs = file.map(0, labels.length).asLongBuffer();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) longs.get(i);
            if (labels[i] != longs.get(i)) {
                throw new IllegalArgumentException(
                        path + ": label " + i + " is " + longs.get(i) + ", but it must fit into an int");
            }
        }
        return labels;
    }

    /**
     * Writes logits as {@code float32} that {@link #open} and {@code numpy.load} read: under the name with ".tmp", to the
     * disk, then under its own, so that the file is at any moment the old one or the new one.
     *
     * @param rowMajor [n, C], one item after another
     * @throws IllegalArgumentException if the length is not a multiple of the classes
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path path, float[] rowMajor, int classes) throws IOException {
        if (classes < 1 || rowMajor.length % classes != 0) {
            throw new IllegalArgumentException(rowMajor.length + " logits of " + classes
                    + " classes, but at least one class and whole items are required");
        }
        String shape = "(" + rowMajor.length / classes + ", " + classes + ")";
        NpyOutput.write(path, SINGLE, shape, rowMajor.length, (buffer, i) -> buffer.putFloat(rowMajor[i]));
    }

    /**
     * Writes labels as {@code int32} that {@link #labels} and {@code numpy.load} read, as {@link #write} does.
     *
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void writeLabels(Path path, int[] labels) throws IOException {
        NpyOutput.write(path, INT, "(" + labels.length + ",)", labels.length, (buffer, i) -> buffer.putInt(labels[i]));
    }
}
