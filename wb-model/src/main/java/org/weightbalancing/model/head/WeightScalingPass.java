package org.weightbalancing.model.head;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The passes of {@link LearnableWeightScaling}. */
final class WeightScalingPass implements HeadPass {

    private final INDArray weights;
    private final INDArray scales;
    private final INDArray biases;
    private final INDArray scaleGradient;
    private final float[] factors;
    private final float[] offsets;
    private final float[] byFactors;
    private Optional<ScaledProduct> product = Optional.empty();

    WeightScalingPass(Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        this.weights = parameters.get(HeadParameter.WEIGHTS);
        this.scales = parameters.get(LearnableWeightScaling.SCALES);
        this.biases = parameters.get(HeadParameter.BIAS);
        this.scaleGradient = gradients.get(LearnableWeightScaling.SCALES);
        int classes = (int) weights.size(1);
        this.factors = new float[classes];
        this.offsets = new float[classes];
        this.byFactors = new float[classes];
    }

    @Override
    public INDArray logits(INDArray features) {
        int rows = (int) features.size(0);
        if (product.filter(held -> held.rows() == rows).isEmpty()) {
            close();
            product = Optional.of(new ScaledProduct(rows, factors.length));
        }
        FloatMemory.of(scales).get(0, factors);
        FloatMemory.of(biases).get(0, offsets);
        return product.get().logits(features, weights, factors, offsets);
    }

    @Override
    public void backward(INDArray features, INDArray delta) {
        product.orElseThrow().backward(delta, byFactors);
        FloatMemory.of(scaleGradient).put(0, byFactors);
    }

    @Override
    public void close() {
        product.ifPresent(ScaledProduct::close);
        product = Optional.empty();
    }
}
