package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Computes scores of the logits that any program has left in a file of NumPy's format ({@code numpy.save}), [n, C].
 *
 * <p>Numbers are {@code float32} or {@code float64} ({@code '<f4'}, {@code '<f8'}) in C order, little endian, format 1.0, 2.0
 * or 3.0. The file is mapped into memory part by part, so it may be larger than the memory.
 *
 * <pre>{@code
 * LogitsFile file = LogitsFile.open(Path.of("logits.npy"));
 * ItemScores scores = file.scores(file.labelsFrom(Path.of("labels.npy")));
 * Calibration.of(scores, 15).expected();
 * }</pre>
 */
public final class LogitsFile {

    private final LogitsBlocks blocks;

    private LogitsFile(LogitsBlocks blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads what the file says of itself.
     *
     * @throws IllegalArgumentException if it holds anything but such an array, or not all of it; the message names it
     * @throws IOException if it is missing or cannot be read
     */
    public static LogitsFile open(Path path) throws IOException {
        return new LogitsFile(LogitsBlocks.open(path));
    }

    /** Returns where the file is. */
    public Path path() {
        return blocks.path();
    }

    /** Returns the number of items. */
    public int items() {
        return blocks.items();
    }

    /** Returns the number of classes. */
    public int classes() {
        return blocks.classes();
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
        return blocks.scores(labels);
    }

    /**
     * Reads all logits and scores what a change makes of them. To score them as they are, {@link #scores(int[])} needs less
     * time.
     *
     * @throws IllegalArgumentException as {@link #scores(int[])}, also for what the change returns, and if that is of another
     *     shape
     * @throws IOException if the file cannot be read
     */
    public ItemScores scores(int[] labels, LogitsChange change) throws IOException {
        return blocks.scores(labels, change);
    }

    /**
     * Returns the logits of some items, a new array [items, C].
     *
     * @param first the first item, from 0
     * @param items how many, at most as many as follow
     * @throws IllegalArgumentException if the file has not so many items, or a logit is NaN or +infinity; the message names
     *     the file and the index
     * @throws IOException if the file cannot be read
     */
    public double[][] block(int first, int items) throws IOException {
        if (first < 0 || items < 0 || items > items() - first) {
            throw new IllegalArgumentException(
                    items + " items from item " + first + " of " + path() + " are asked for, but it has " + items());
        }
        return blocks.block(first, items);
    }

    /**
     * Returns the labels in a file of the same format, as {@link #labels}, that are to be the true classes of these items.
     *
     * @throws IllegalArgumentException as {@link #labels}, if there are more or fewer than items, or one is no class; the
     *     message names the file
     * @throws IOException if it is missing or cannot be read
     */
    public int[] labelsFrom(Path path) throws IOException {
        int[] labels = labels(path);
        if (labels.length != items()) {
            throw new IllegalArgumentException(
                    path + " has " + labels.length + " true classes, but " + path() + " has " + items() + " items");
        }
        NpyLabels.check(path.toString(), labels, classes());
        return labels;
    }

    /**
     * Returns the labels in a file of the same format, [n], whose numbers are {@code int32} or {@code int64}.
     *
     * @throws IllegalArgumentException if it holds anything else, or a number that is no {@code int}; the message names it
     * @throws IOException if it is missing or cannot be read
     */
    public static int[] labels(Path path) throws IOException {
        return NpyLabels.read(path);
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
        NpyOutput.write(path, LogitsBlocks.SINGLE, shape, rowMajor.length, (buffer, i) -> buffer.putFloat(rowMajor[i]));
    }

    /**
     * Writes labels as {@code int32} that {@link #labels} and {@code numpy.load} read, as {@link #write} does.
     *
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void writeLabels(Path path, int[] labels) throws IOException {
        NpyOutput.write(
                path,
                NpyLabels.INT,
                "(" + labels.length + ",)",
                labels.length,
                (buffer, i) -> buffer.putInt(labels[i]));
    }
}
