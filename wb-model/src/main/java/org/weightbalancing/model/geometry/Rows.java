package org.weightbalancing.model.geometry;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Vectors [count, length] in double precision, row by row in a plain array, since most is done in one pass over it. */
final class Rows {

    /** Rows of a product that are held at a time. */
    private static final int BLOCK = 256;

    final int count;
    final int length;
    private final double[] values;

    Rows(double[] values, int count, int length) {
        this.values = values;
        this.count = count;
        this.length = length;
    }

    /** Copies of the rows of a matrix. */
    static Rows of(INDArray matrix) {
        return new Rows(doubles(matrix), Math.toIntExact(matrix.size(0)), Math.toIntExact(matrix.size(1)));
    }

    /** The numbers of an array in C order, in double. */
    static double[] doubles(INDArray array) {
        try (INDArray copy = array.dup('c')) {
            if (copy.dataType() == DataType.DOUBLE) {
                return copy.data().asDouble();
            }
            float[] floats = copy.data().asFloat();
            return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
        }
    }

    double at(int row, int column) {
        return values[row * length + column];
    }

    double[] norms() {
        double[] norms = new double[count];
        for (int row = 0; row < count; row++) {
            double sum = 0;
            for (int column = 0; column < length; column++) {
                sum += at(row, column) * at(row, column);
            }
            norms[row] = Math.sqrt(sum);
        }
        return norms;
    }

    /** The sum of all squares. */
    double squares() {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }

    /** The mean of the rows, [length]. */
    double[] mean() {
        double[] mean = new double[length];
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < length; column++) {
                mean[column] += at(row, column);
            }
        }
        for (int column = 0; column < length; column++) {
            mean[column] /= count;
        }
        return mean;
    }

    Rows minus(double[] vector) {
        double[] differences = new double[values.length];
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < length; column++) {
                differences[row * length + column] = at(row, column) - vector[column];
            }
        }
        return new Rows(differences, count, length);
    }

    /** Each row times its factor. */
    Rows times(double[] factors) {
        double[] products = new double[values.length];
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < length; column++) {
                products[row * length + column] = at(row, column) * factors[row];
            }
        }
        return new Rows(products, count, length);
    }

    /** The rows, but 0 in place of those whose square is at most the least. */
    Rows without(double least) {
        return times(
                Arrays.stream(norms()).map(norm -> norm * norm > least ? 1 : 0).toArray());
    }

    /** The rows that are not 0, brought to length 1. */
    Rows directions() {
        double[] norms = norms();
        int[] kept = IntStream.range(0, count).filter(row -> norms[row] > 0).toArray();
        double[] units = new double[kept.length * length];
        for (int i = 0; i < kept.length; i++) {
            for (int column = 0; column < length; column++) {
                units[i * length + column] = at(kept[i], column) / norms[kept[i]];
            }
        }
        return new Rows(units, kept.length, length);
    }

    /** A new array [count, length]. */
    INDArray array() {
        return Nd4j.create(values, new long[] {count, length}, 'c');
    }

    /** Hands over the scalar products of each row with the others, in order. */
    void products(Rows others, ObjIntConsumer<double[]> reader) {
        try (INDArray right = others.array()) {
            for (int from = 0; from < count; from += BLOCK) {
                int size = Math.min(BLOCK, count - from);
                double[] part = new double[size * length];
                System.arraycopy(values, from * length, part, 0, part.length);
                try (INDArray left = Nd4j.create(part, new long[] {size, length}, 'c');
                        INDArray product = Nd4j.gemm(left, right, false, true)) {
                    double[] all = doubles(product);
                    for (int i = 0; i < size; i++) {
                        double[] row = new double[others.count];
                        System.arraycopy(all, i * others.count, row, 0, row.length);
                        reader.accept(row, from + i);
                    }
                }
            }
        }
    }
}
