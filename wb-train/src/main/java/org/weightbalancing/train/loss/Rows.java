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
    private final int columns;

    private Rows(INDArray matrix) {
        this.matrix = matrix;
        this.columns = (int) matrix.size(1);
    }

    /** A copy, in the current workspace if one is open. */
    static Rows of(INDArray matrix) {
        return matrix.dataType() == DataType.FLOAT
                ? new Floats(matrix.dup('c'))
                : new Doubles(matrix.castTo(DataType.DOUBLE).dup('c'));
    }

    /** Rows that hold anything, to be written, in the current workspace if one is open. */
    static Rows uninitialized(DataType type, int rows, int columns) {
        DataType held = type == DataType.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
        INDArray matrix = Nd4j.createUninitialized(held, new long[] {rows, columns}, 'c');
        return held == DataType.FLOAT ? new Floats(matrix) : new Doubles(matrix);
    }

    /** Copies a row into the array. */
    abstract void read(int row, double[] values);

    /** Overwrites a row with the array. */
    abstract void write(int row, double[] values);

    /** The matrix itself, or a converted one. */
    INDArray matrix(DataType type) {
        return matrix.castTo(type);
    }

    /** Gives the memory back at once, unless it belongs to a workspace. */
    @Override
    public void close() {
        matrix.close();
    }

    final int at(int row) {
        return row * columns;
    }

    private static final class Floats extends Rows {

        private final FloatBuffer buffer;

        private Floats(INDArray matrix) {
            super(matrix);
            this.buffer = matrix.data().asNioFloat();
        }

        @Override
        void read(int row, double[] values) {
            int at = at(row);
            for (int c = 0; c < values.length; c++) {
                values[c] = buffer.get(at + c);
            }
        }

        @Override
        void write(int row, double[] values) {
            int at = at(row);
            for (int c = 0; c < values.length; c++) {
                buffer.put(at + c, (float) values[c]);
            }
        }
    }

    private static final class Doubles extends Rows {

        private final DoubleBuffer buffer;

        private Doubles(INDArray matrix) {
            super(matrix);
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
