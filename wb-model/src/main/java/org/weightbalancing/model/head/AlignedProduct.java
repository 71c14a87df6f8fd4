package org.weightbalancing.model.head;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.blas.Level3;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes the logits {@code z' = z + c (a z + m)} with z = x W + b and the confidence {@code c = sigmoid(x v + k)}, of
 * batches of one size, in arrays that are used over and over.
 */
final class AlignedProduct implements AutoCloseable {

    private final int rows;
    private final INDArray logits;
    private final INDArray byClass;
    private final INDArray arguments;
    private final FloatBuffer logitMemory;
    private final FloatBuffer argumentMemory;
    private final float[] base;
    private final float[] byRow;
    private final float[] ofRows;
    private final double[] confidences;

    /** What corrects z, or the gradient by it: magnitudes a and margins m, each [C]. */
    static final class Correction {

        private final float[] magnitudes;
        private final float[] margins;

        Correction(int classes) {
            this.magnitudes = new float[classes];
            this.margins = new float[classes];
        }

        float[] magnitudes() {
            return magnitudes;
        }

        float[] margins() {
            return margins;
        }
    }

    AlignedProduct(int rows, int classes) {
        this.rows = rows;
        this.logits = FloatMemory.matrix(rows, classes, 'c');
        // ND4J writes products column after column: of the transpose, these are the rows of the logits.
        this.byClass = logits.transpose();
        this.arguments = FloatMemory.matrix(rows, 1, 'f');
        this.logitMemory = FloatMemory.of(logits);
        this.argumentMemory = FloatMemory.of(arguments);
        this.base = new float[rows * classes];
        this.byRow = new float[rows * classes];
        this.ofRows = new float[rows];
        this.confidences = new double[rows];
    }

    int rows() {
        return rows;
    }

    /** Computes x W and the confidences of a batch, of which the logits are taken once. */
    void multiply(INDArray features, INDArray weights, INDArray direction, float offset) {
        Level3 blas = Nd4j.getBlasWrapper().level3();
        blas.gemm(weights, features, byClass, true, true, 1, 0);
        blas.gemm(features, direction, arguments, false, false, 1, 0);
        logitMemory.get(0, base);
        argumentMemory.get(0, ofRows);
        for (int i = 0; i < rows; i++) {
            confidences[i] = 1 / (1 + StrictMath.exp(-((double) ofRows[i] + offset)));
        }
    }

    /** Gives z' [b, C] of what was multiplied last, valid until the next; biases b are [C]. */
    INDArray logits(float[] biases, Correction correction) {
        float[] a = correction.magnitudes();
        float[] m = correction.margins();
        for (int i = 0; i < rows; i++) {
            float confidence = (float) confidences[i];
            int from = i * biases.length;
            for (int c = 0; c < biases.length; c++) {
                float z = base[from + c] + biases[c];
                base[from + c] = z;
                byRow[from + c] = z + confidence * (a[c] * z + m[c]);
            }
        }
        logitMemory.put(0, byRow);
        return logits;
    }

    /**
     * Writes the gradient by the correction, summed over the batch, and gives that by the arguments of the sigmoid, [b, 1],
     * valid until the next.
     */
    INDArray backward(INDArray delta, Correction correction, Correction gradient) {
        FloatMemory.readRows(delta, byRow);
        Arrays.fill(gradient.magnitudes(), 0);
        Arrays.fill(gradient.margins(), 0);
        for (int i = 0; i < rows; i++) {
            double confidence = confidences[i];
            add((float) confidence, i * gradient.margins().length, gradient);
            ofRows[i] = (float) (byConfidence(i, correction) * confidence * (1 - confidence));
        }
        argumentMemory.put(0, ofRows);
        return arguments;
    }

    /** The gradient by the offset k, the sum of those by the arguments. */
    float byOffset() {
        double sum = 0;
        for (float byArgument : ofRows) {
            sum += byArgument;
        }
        return (float) sum;
    }

    private void add(float confidence, int from, Correction gradient) {
        float[] byMagnitudes = gradient.magnitudes();
        float[] byMargins = gradient.margins();
        for (int c = 0; c < byMargins.length; c++) {
            float weighed = confidence * byRow[from + c];
            byMagnitudes[c] += weighed * base[from + c];
            byMargins[c] += weighed;
        }
    }

    /** {@code sum_c (a_c z_c + m_c) delta_c}. */
    private double byConfidence(int row, Correction correction) {
        float[] a = correction.magnitudes();
        float[] m = correction.margins();
        int from = row * a.length;
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += ((double) a[c] * base[from + c] + m[c]) * byRow[from + c];
        }
        return sum;
    }

    @Override
    public void close() {
        logits.close();
        arguments.close();
    }
}
