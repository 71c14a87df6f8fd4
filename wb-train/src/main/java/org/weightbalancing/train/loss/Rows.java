package org.weightbalancing.train.loss;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rows of a matrix, read and written one at a time in native memory: ND4J's own conversions go element by element or
 * copy everything to the heap. Matrices of other types than float are held in double.
 */
abstract class Rows implements AutoCloseable {

    private final INDArray matrix;
    private final boolean borrowed;
    private final int columns;

    private Rows(INDArray matrix, boolean borrowed) {
        this.matrix = matrix;
        this.borrowed = borrowed;
        this.columns = (int) matrix.size(1);
    }

    /**
     * The rows of a matrix that does not change meanwhile: of the matrix itself if it is in float and holds them one after
     * the other, else of a copy, in the current workspace if one is open.
     */
    static Rows of(INDArray matrix) {
        if (matrix.dataType() != DataType.FLOAT) {
            return new Doubles(matrix.castTo(DataType.DOUBLE).dup('c'));
        }
        boolean byRow = matrix.ordering() == 'c' && matrix.stride(1) == 1 && matrix.stride(0) == matrix.size(1);
        return byRow ? new Floats(matrix, true) : new Floats(matrix.dup('c'), false);
    }

    /** Rows that hold anything, to be written, in the current workspace if one is open. */
    static Rows uninitialized(DataType type, int rows, int columns) {
        DataType held = type == DataType.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
        INDArray matrix = Nd4j.createUninitialized(held, new long[] {rows, columns}, 'c');
        return held == DataType.FLOAT ? new Floats(matrix, false) : new Doubles(matrix);
    }

    /** Copies a row into the array. */
    abstract void read(int row, double[] values);

    /** Overwrites a row with the array. */
    abstract void write(int row, double[] values);

    /** The matrix itself, or a converted one. */
    INDArray matrix(DataType type) {
        return matrix.castTo(type);
    }

    /** Gives the memory of a copy back at once, unless it belongs to a workspace. */
    @Override
    public void close() {
        if (!borrowed) {
            matrix.close();
        }
    }

    final int at(int row) {
        return row * columns;
    }

    private static final class Floats extends Rows {

        private final FloatBuffer buffer;
        private final float[] floats;

        private Floats(INDArray matrix, boolean borrowed) {
            super(matrix, borrowed);
            // A view starts somewhere in its buffer.
            this.buffer = matrix.data().asNioFloat().slice();
            this.floats = new float[(int) matrix.size(1)];
        }

        @Override
        void read(int row, double[] values) {
            buffer.get(at(row), floats, 0, values.length);
            for (int c = 0; c < values.length; c++) {
                values[c] = floats[c];
            }
        }

        @Override
        void write(int row, double[] values) {
            for (int c = 0; c < values.length; c++) {
                floats[c] = (float) values[c];
            }
            buffer.put(at(row), floats, 0, values.length);
        }
    }

    private static final class Doubles extends Rows {

        private final DoubleBuffer buffer;

        private Doubles(INDArray matrix) {
            super(matrix, false);
            this.buffer = matrix.data().asNioDouble();
        }

        @Override
        void read(int row, double[] values) {
            buffer.get(at(row), values);
        }

        @Override
        void write(int row, double[] values) {
            buffer.put(at(row), values);
        }
    }
}
