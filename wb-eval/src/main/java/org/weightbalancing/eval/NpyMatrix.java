package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads a matrix of finite numbers that any program has left in a file of NumPy's format ({@code numpy.save}), [n, m], such
 * as the features of n images.
 *
 * <p>Numbers are {@code float32} or {@code float64} ({@code '<f4'}, {@code '<f8'}) in C order, little endian, format 1.0, 2.0
 * or 3.0. The file is mapped into memory part by part, so it may be larger than the memory.
 *
 * <pre>{@code
 * NpyMatrix features = NpyMatrix.open(Path.of("train-features.npy"));
 * float[] first = features.block(0, Math.min(100, features.rows()));
 * }</pre>
 */
public final class NpyMatrix {

    private static final String SINGLE = "<f4";
    private static final String DOUBLE = "<f8";

    private final NpyFile file;

    private NpyMatrix(NpyFile file) {
        this.file = file;
    }

    /**
     * Reads what the file says of itself.
     *
     * @throws IllegalArgumentException if it holds anything but such an array, or not all of it; the message names it
     * @throws IOException if it is missing or cannot be read
     */
    public static NpyMatrix open(Path path) throws IOException {
        return new NpyMatrix(NpyFile.open(path, List.of(SINGLE, DOUBLE), 2));
    }

    /** Returns where the file is. */
    public Path path() {
        return file.path();
    }

    /** Returns n. */
    public int rows() {
        return file.shape().get(0);
    }

    /** Returns m. */
    public int columns() {
        return file.shape().get(1);
    }

    /**
     * Returns some rows, a new array [rows * m], row after row, each number rounded to the nearest {@code float}.
     *
     * @param first the first row, from 0
     * @param rows how many, at most as many as follow, and of less than 2^28 numbers
     * @throws IllegalArgumentException if there are not so many, or a number is no finite {@code float}; the message names the
     *     file, row and column
     * @throws IOException if the file cannot be read
     */
    public float[] block(int first, int rows) throws IOException {
        if (first < 0 || rows < 0 || rows > rows() - first || (long) rows * columns() >= 1 << 28) {
            throw new IllegalArgumentException(rows + " rows from row " + first + " of " + path()
                    + " are asked for, but it has " + rows() + " of " + columns() + " numbers");
        }
        ByteBuffer numbers = file.map((long) first * columns(), rows * columns());
        boolean single = file.type().equals(SINGLE);
        float[] block = new float[rows * columns()];
        for (int i = 0; i < block.length; i++) {
            double number = single ? numbers.getFloat() : numbers.getDouble();
            block[i] = (float) number;
            if (!Float.isFinite(block[i])) {
                throw new IllegalArgumentException(path() + ": column " + i % columns() + " of row "
                        + (first + i / columns()) + " is " + number + ", but a finite float32 is required");
            }
        }
        return block;
    }

    /**
     * Writes a matrix as {@code float32} that {@link #open} and {@code numpy.load} read: under the name with ".tmp", to the
     * disk, then under its own, so that the file is at any moment the old one or the new one.
     *
     * @param rows n
     * @param columns m
     * @param row gives each row in turn, [m]
     * @throws IllegalArgumentException if n * m is 2^31 or more
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public static void write(Path path, int rows, int columns, IntFunction<float[]> row) throws IOException {
        if (rows < 0 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a matrix of " + rows + " rows of " + columns + " numbers for " + path
                    + ", but at least one column and at most " + Integer.MAX_VALUE + " numbers are required");
        }
        float[][] current = new float[1][];
        NpyOutput.write(path, SINGLE, "(" + rows + ", " + columns + ")", rows * columns, (buffer, i) -> {
            if (i % columns == 0) {
                current[0] = row.apply(i / columns);
            }
            buffer.putFloat(current[0][i % columns]);
        });
    }
}
