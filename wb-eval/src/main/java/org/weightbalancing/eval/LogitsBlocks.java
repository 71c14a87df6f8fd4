package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads and scores the numbers of a file of logits [n, C], {@code float32} or {@code float64}, some items at a time. */
final class LogitsBlocks {

    /** How much of a file is mapped at a time, unless an item has more. */
    private static final int PART_BYTES = 1 << 26;

    /** For each logit that is changed: several copies are held, so the parts are smaller. */
    private static final int CHANGED_BYTES = 8 * Double.BYTES;

    static final String SINGLE = "<f4";

    private static final String DOUBLE = "<f8";

    private final NpyFile file;
    private final boolean single;

    private LogitsBlocks(NpyFile file) {
        this.file = file;
        single = file.type().equals(SINGLE);
    }

    static LogitsBlocks open(Path path) throws IOException {
        LogitsBlocks blocks = new LogitsBlocks(NpyFile.open(path, List.of(SINGLE, DOUBLE), 2));
        if (blocks.classes() < 1 || blocks.classes() > PART_BYTES) {
            throw new IllegalArgumentException(
                    path + " has logits of " + blocks.classes() + " classes, but 1.." + PART_BYTES + " are required");
        }
        return blocks;
    }

    Path path() {
        return file.path();
    }

    int items() {
        return file.shape().get(0);
    }

    int classes() {
        return file.shape().get(1);
    }

    /** Has a part of the items read. */
    private interface Reading {
        ItemScores.Rows rows(int first, int items) throws IOException;
    }

    ItemScores scores(int[] labels) throws IOException {
        return scores(labels, part(Double.BYTES), path().toString(), this::rows);
    }

    ItemScores scores(int[] labels, LogitsChange change) throws IOException {
        return scores(labels, part(CHANGED_BYTES), path() + ", changed", (first, items) -> {
            double[][] changed = change.of(first, block(first, items));
            if (changed.length != items || Arrays.stream(changed).anyMatch(row -> row.length != classes())) {
                throw new IllegalArgumentException(
                        path() + ": a change of logits [" + items + ", " + classes() + "] returned another shape");
            }
            return (into, item) -> into.read(item, changed[item - first]);
        });
    }

    private ItemScores scores(int[] labels, int part, String name, Reading reading) throws IOException {
        if (labels.length != items()) {
            throw new IllegalArgumentException(
                    labels.length + " true classes for the " + items() + " items of " + path());
        }
        NpyLabels.check("the true classes for " + path(), labels, classes());
        ItemScores scores = new ItemScores(classes());
        for (int first = 0; first < items(); first += part) {
            int[] some = Arrays.copyOfRange(labels, first, Math.min(items(), first + part));
            ItemScores.Rows rows = reading.rows(first, some.length);
            try {
                scores.add(some, first, rows);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        }
        return scores;
    }

    /** Returns how many items of a number of bytes for each logit fit into a part, at least one. */
    private int part(int bytes) {
        return Math.max(1, PART_BYTES / bytes / classes());
    }

    private ItemScores.Rows rows(int first, int items) throws IOException {
        int classes = classes();
        ByteBuffer bytes = map(first, items);
        if (single) {
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

    /** Copies some items, however many. */
    double[][] block(int first, int items) throws IOException {
        double[][] block = new double[items][classes()];
        int part = part(Double.BYTES);
        for (int from = 0; from < items; from += part) {
            int some = Math.min(part, items - from);
            ByteBuffer numbers = map(first + from, some);
            for (int i = from; i < from + some; i++) {
                Arrays.setAll(block[i], c -> single ? numbers.getFloat() : numbers.getDouble());
                check(first + i, block[i]);
            }
        }
        return block;
    }

    private void check(int item, double[] row) {
        for (int c = 0; c < row.length; c++) {
            if (!(row[c] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(path() + ": the logit of item " + item + " for class " + c + " is "
                        + row[c] + ", but a finite number or -Infinity is required");
            }
        }
    }

    private ByteBuffer map(int first, int items) throws IOException {
        return file.map((long) first * classes(), items * classes());
    }
}
