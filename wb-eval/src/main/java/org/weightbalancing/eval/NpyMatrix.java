package org.weightbalancing.eval;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

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

    /** So that any part of the matrix that is read is one array. */
    private static final int LONGEST_ROW = (1 << 28) - 1;

    private static final int BUFFER = 1 << 16;

    private final NpyFile file;

    /** Gives the rows of a matrix that is written. */
    @FunctionalInterface
    public interface RowSource {

        /**
         * Gives a row.
         *
         * @param row from 0
         * @return [m], not kept
         * @throws IOException if it cannot be read
         */
        float[] row(int row) throws IOException;
    }

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
        if (first < 0 || rows < 0 || rows > rows() - first || (long) rows * columns() > LONGEST_ROW) {
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
     * @param rows n, 0 or more
     * @param columns m, 1 or more
     * @param source gives each row in turn
     * @throws IllegalArgumentException if the size is not as above, or a row is not of m numbers
     * @throws IOException if a row cannot be given or the file cannot be written; it is then as it was
     */
    public static void write(Path path, int rows, int columns, RowSource source) throws IOException {
        if (rows < 0 || columns < 1 || columns > LONGEST_ROW) {
            throw new IllegalArgumentException("a matrix of " + rows + " rows of " + columns + " numbers for " + path
                    + ", but 0 rows or more of 1 to " + LONGEST_ROW + " numbers are required");
        }
        ByteBuffer buffer = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        NpyOutput.write(path, SINGLE, "(" + rows + ", " + columns + ")", out -> {
            OutputStream buffered = new BufferedOutputStream(out, BUFFER);
            for (int i = 0; i < rows; i++) {
                float[] row = source.row(i);
                if (row.length != columns) {
                    throw new IllegalArgumentException("row " + i + " for " + path + " is of " + row.length
                            + " numbers, but " + columns + " are required");
                }
                buffer.asFloatBuffer().put(row);
                buffered.write(buffer.array());
            }
            buffered.flush();
        });
    }
}
