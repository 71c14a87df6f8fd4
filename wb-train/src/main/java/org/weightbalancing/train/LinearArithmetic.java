package org.weightbalancing.train;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The forward and the backward pass of a linear output layer of DL4J: logits x W + b, with b or without. */
final class LinearArithmetic implements HeadArithmetic {

    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

    private final INDArray weights;
    private final INDArray weightGradient;
    private final Optional<INDArray> bias;
    private final Optional<INDArray> biasGradient;
    private final float[] ofClasses;
    private Optional<HeadLogits> logits = Optional.empty();

    LinearArithmetic(Layer layer, Map<String, INDArray> gradients) {
        this.weights = layer.getParam(WEIGHTS);
        this.weightGradient = gradients.get(WEIGHTS);
        this.bias = Optional.ofNullable(layer.paramTable().get(BIAS));
        this.biasGradient = Optional.ofNullable(gradients.get(BIAS));
        this.ofClasses = new float[(int) weights.size(1)];
    }

    @Override
    public INDArray logits(INDArray features) {
        int rows = (int) features.size(0);
        if (logits.map(HeadLogits::rows).filter(held -> held == rows).isEmpty()) {
            close();
            logits = Optional.of(new HeadLogits(rows, ofClasses.length));
        }
        Arrays.fill(ofClasses, 0);
        bias.ifPresent(values -> NativeFloats.of(values).get(0, ofClasses));
        return logits.get().of(features, weights, ofClasses);
    }

    @Override
    public void backward(INDArray features, INDArray delta) {
        Nd4j.getBlasWrapper().level3().gemm(features, delta, weightGradient, true, false, 1, 0);
        biasGradient.ifPresent(values -> {
            sumRows(delta);
            NativeFloats.of(values).put(0, ofClasses);
        });
    }

    private void sumRows(INDArray delta) {
        if (NativeFloats.isByRow(delta)) {
            sumRows(NativeFloats.of(delta));
            return;
        }
        INDArray copy = delta.dup('c');
        sumRows(NativeFloats.of(copy));
        // Leaves a copy alone that is in a workspace.
        copy.close();
    }

    private void sumRows(FloatBuffer rows) {
        float[] sum = ofClasses;
        Arrays.fill(sum, 0);
        float[] row = new float[sum.length];
        for (int at = 0; at < rows.capacity(); at += row.length) {
            rows.get(at, row);
            for (int c = 0; c < row.length; c++) {
                sum[c] += row[c];
            }
        }
    }

    @Override
    public void close() {
        logits.ifPresent(HeadLogits::close);
        logits = Optional.empty();
    }
}
