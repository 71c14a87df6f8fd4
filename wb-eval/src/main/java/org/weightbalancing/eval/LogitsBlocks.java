package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads logits [n, C] from a file of NumPy's format some items at a time, to change them before they are scored. Which files
 * are read, {@link LogitsFile} says; to score them as they are it needs less time.
 */
public final class LogitsBlocks {

    private static final int PART_NUMBERS = 1 << 23;
    private static final String SINGLE = "<f4";
    private static final String DOUBLE = "<f8";

    private final NpyFile file;

    private LogitsBlocks(NpyFile file) {
        this.file = file;
    }

    /**
     * Reads what the file says of itself.
     *
     * @throws IllegalArgumentException if it holds anything but such an array, or not all of it; the message names it
     * @throws IOException if it is missing or cannot be read
     */
    public static LogitsBlocks open(Path path) throws IOException {
        LogitsFile.open(path);
        return new LogitsBlocks(NpyFile.open(path, List.of(SINGLE, DOUBLE), 2));
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
     * Returns the logits of some items, a new array [items, C].
     *
     * @param first the first item, from 0
     * @param items how many, at most as many as follow
     * @throws IllegalArgumentException if the file has not so many items
     * @throws IOException if the file cannot be read
     */
    public double[][] block(int first, int items) throws IOException {
        if (first < 0 || items < 0 || items > items() - first) {
            throw new IllegalArgumentException(items + " items from item " + first + " of " + file.path()
                    + " are asked for, but it has " + items());
        }
        double[][] block = new double[items][classes()];
        int part = Math.max(1, PART_NUMBERS / classes());
        for (int from = 0; from < items; from += part) {
            int some = Math.min(part, items - from);
            ByteBuffer numbers = file.map((long) (first + from) * classes(), some * classes());
            for (double[] row : Arrays.asList(block).subList(from, from + some)) {
                Arrays.setAll(row, c -> file.type().equals(SINGLE) ? numbers.getFloat() : numbers.getDouble());
            }
        }
        return block;
    }
}
