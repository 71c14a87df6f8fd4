package org.weightbalancing.train;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The forward and the backward pass of a {@link LinearHead}, in arrays that are used over and over. */
final class HeadArithmetic implements AutoCloseable {

    private final LinearHead head;
    private final INDArray weightGradient;
    private final Optional<FloatBuffer> bias;
    private final Optional<FloatBuffer> biasGradient;
    private final float[] ofClasses;
    private Optional<HeadLogits> logits = Optional.empty();

    HeadArithmetic(LinearHead head) {
        this.head = head;
        this.weightGradient = head.weightGradient();
        this.bias = head.bias().map(NativeFloats::of);
        this.biasGradient = head.biasGradient().map(NativeFloats::of);
        this.ofClasses = new float[(int) head.weights().size(1)];
    }

    /** Computes x W + b [b, C], valid until the next. */
    INDArray logits(INDArray features) {
        int rows = (int) features.size(0);
        if (logits.map(HeadLogits::rows).filter(held -> held == rows).isEmpty()) {
            close();
            logits = Optional.of(new HeadLogits(rows, ofClasses.length));
        }
        Arrays.fill(ofClasses, 0);
        bias.ifPresent(values -> values.get(0, ofClasses));
        return logits.get().of(features, head.weights(), ofClasses);
    }

    /** Writes the gradients of W and b, given that of the logits [b, C]. */
    void backward(INDArray features, INDArray delta) {
        Nd4j.getBlasWrapper().level3().gemm(features, delta, weightGradient, true, false, 1, 0);
        biasGradient.ifPresent(values -> values.put(0, sumOfRows(delta)));
    }

    private float[] sumOfRows(INDArray delta) {
        INDArray matrix = NativeFloats.isByRow(delta) ? delta : delta.dup('c');
        FloatBuffer rows = NativeFloats.of(matrix);
        float[] sum = ofClasses;
        Arrays.fill(sum, 0);
        float[] row = new float[sum.length];
        for (int at = 0; at < rows.capacity(); at += row.length) {
            rows.get(at, row);
            for (int c = 0; c < row.length; c++) {
                sum[c] += row[c];
            }
        }
        return sum;
    }

    @Override
    public void close() {
        logits.ifPresent(HeadLogits::close);
        logits = Optional.empty();
    }
}
