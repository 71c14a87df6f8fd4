package org.weightbalancing.model;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Multiplies rows by a matrix, each by itself and in one order, where a GEMM rounds a row by where it stands. */
final class RowLogits {

    private RowLogits() {}

    /** The products [n, C] of features [n, D] and weights [D, C], plus a bias; sums are in double, rounded once. */
    static INDArray linear(INDArray features, INDArray weights, Optional<INDArray> bias) {
        int rows = Math.toIntExact(features.size(0));
        int dimension = Math.toIntExact(weights.size(0));
        int classes = Math.toIntExact(weights.size(1));
        double[] f = doubles(features);
        double[] w = doubles(weights);
        double[] start = bias.map(RowLogits::doubles).orElseGet(() -> new double[classes]);
        double[] logits = new double[Math.multiplyExact(rows, classes)];
        for (int row = 0; row < rows; row++) {
            double[] sums = new double[classes];
            for (int d = 0; d < dimension; d++) {
                add(sums, f[row * dimension + d], w, d * classes);
            }
            for (int c = 0; c < classes; c++) {
                logits[row * classes + c] = sums[c] + start[c];
            }
        }
        return typed(logits, weights.dataType()).reshape(rows, classes);
    }

    private static void add(double[] sums, double factor, double[] weights, int from) {
        for (int c = 0; c < sums.length; c++) {
            sums[c] += factor * weights[from + c];
        }
    }

    private static double[] doubles(INDArray values) {
        try (INDArray copy = values.dup('c')) {
            if (values.dataType() == DataType.DOUBLE) {
                return copy.data().asDouble();
            }
            float[] floats = copy.data().asFloat();
            double[] doubles = new double[floats.length];
            Arrays.setAll(doubles, i -> floats[i]);
            return doubles;
        }
    }

    private static INDArray typed(double[] values, DataType type) {
        if (type == DataType.DOUBLE) {
            return Nd4j.createFromArray(values);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Nd4j.createFromArray(floats);
    }
}
