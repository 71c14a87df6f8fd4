package org.weightbalancing.model.head;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Brings vectors x that lie one after the other in memory to length 1, {@code u = x / |x|}, in an array that is used over
 * and over. A zero vector stays zero, and its gradient is 0; lengths are taken in double, where squares of floats neither
 * overflow nor vanish.
 */
final class UnitVectors implements AutoCloseable {

    private final INDArray units;
    private final FloatBuffer memory;
    private final float[] values;
    private final float[] gradient;
    private final double[] lengths;

    private UnitVectors(INDArray units, int count) {
        this.units = units;
        this.memory = FloatMemory.of(units);
        this.values = new float[(int) units.length()];
        this.gradient = new float[values.length / count];
        this.lengths = new double[count];
    }

    /** Room for the rows of a matrix. */
    static UnitVectors rows(int rows, int columns) {
        return new UnitVectors(FloatMemory.matrix(rows, columns, 'c'), rows);
    }

    /** Room for the columns of a matrix. */
    static UnitVectors columns(int rows, int columns) {
        return new UnitVectors(FloatMemory.matrix(rows, columns, 'f'), columns);
    }

    /** The vectors u of the last matrix read. */
    INDArray units() {
        return units;
    }

    /** Reads the rows of a matrix. */
    void readRows(INDArray matrix) {
        FloatMemory.readRows(matrix, values);
        normalize();
    }

    /** Reads the columns of a matrix that are contiguous. */
    void readColumns(INDArray matrix) {
        FloatMemory.of(matrix).get(0, values);
        normalize();
    }

    private void normalize() {
        for (int i = 0; i < lengths.length; i++) {
            int from = i * gradient.length;
            lengths[i] = length(values, from, from + gradient.length);
            divide(values, from, from + gradient.length, lengths[i]);
        }
        memory.put(0, values);
    }

    private static double length(float[] values, int from, int to) {
        // Sums that do not wait for one another.
        double even = 0;
        double odd = 0;
        int at = from;
        for (; at + 1 < to; at += 2) {
            even += (double) values[at] * values[at];
            odd += (double) values[at + 1] * values[at + 1];
        }
        double last = at < to ? values[at] : 0;
        return Math.sqrt(even + odd + last * last);
    }

    private static void divide(float[] values, int from, int to, double length) {
        float rounded = (float) length;
        if (rounded >= Float.MIN_NORMAL && rounded <= Float.MAX_VALUE) {
            for (int i = from; i < to; i++) {
                values[i] /= rounded;
            }
        } else if (length != 0) {
            for (int i = from; i < to; i++) {
                values[i] = (float) (values[i] / length);
            }
        }
    }

    /**
     * Turns gradients by u into those by x in place, {@code (g - (g . u) u) / |x|}. Where |x| is below 3e-39 but not 0,
     * 1 / |x| is beyond FLOAT, and so is the gradient: infinite or NaN.
     *
     * @param gradients a vector for each vector, one after the other
     * @param along {@code g . u} of each
     */
    void backward(FloatBuffer gradients, float[] along) {
        float[] g = gradient;
        for (int i = 0; i < lengths.length; i++) {
            int from = i * g.length;
            gradients.get(from, g);
            float inverse = lengths[i] == 0 ? 0 : (float) (1 / lengths[i]);
            float factor = along[i];
            for (int d = 0; d < g.length; d++) {
                g[d] = (g[d] - factor * values[from + d]) * inverse;
            }
            gradients.put(from, g);
        }
    }

    @Override
    public void close() {
        units.close();
    }
}
