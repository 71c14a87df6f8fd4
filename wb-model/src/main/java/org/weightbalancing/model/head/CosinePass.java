package org.weightbalancing.model.head;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The passes of a {@link CosineHead}. */
final class CosinePass implements HeadPass {

    private final INDArray weights;
    private final INDArray weightGradient;
    private final FloatBuffer gradientMemory;
    private final Optional<FloatBuffer> scaleGradient;
    private final Optional<FloatBuffer> learned;
    private final UnitVectors classes;
    private final float[] factors;
    private final float[] offsets;
    private final float[] byFactors;
    private Optional<Batches> batches = Optional.empty();

    /** Room for batches of one size. */
    private record Batches(UnitVectors features, ScaledProduct product) {}

    CosinePass(CosineHead head, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        this.weights = parameters.get(HeadParameter.WEIGHTS);
        this.weightGradient = gradients.get(HeadParameter.WEIGHTS);
        this.gradientMemory = FloatMemory.of(weightGradient);
        this.learned = Optional.ofNullable(parameters.get(CosineHead.SCALE)).map(FloatMemory::of);
        this.scaleGradient =
                Optional.ofNullable(gradients.get(CosineHead.SCALE)).map(FloatMemory::of);
        int count = (int) weights.size(1);
        this.classes = UnitVectors.columns((int) weights.size(0), count);
        this.factors = new float[count];
        this.offsets = new float[count];
        this.byFactors = new float[count];
        Arrays.fill(factors, (float) head.scale());
    }

    @Override
    public INDArray logits(INDArray features) {
        int rows = (int) features.size(0);
        if (batches.filter(held -> held.product().rows() == rows).isEmpty()) {
            closeBatches();
            batches = Optional.of(new Batches(
                    UnitVectors.rows(rows, (int) features.size(1)), new ScaledProduct(rows, factors.length)));
        }
        Batches batch = batches.get();
        batch.features().readRows(features);
        classes.readColumns(weights);
        learned.ifPresent(scale -> Arrays.fill(factors, scale.get(0)));
        return batch.product().logits(batch.features().units(), classes.units(), factors, offsets);
    }

    @Override
    public void backward(INDArray features, INDArray delta) {
        Batches batch = batches.orElseThrow();
        batch.product().backward(delta, byFactors);
        scaleGradient.ifPresent(gradient -> gradient.put(0, sum(byFactors)));
        // Of u_c, the gradient is s sum_i delta_ic u_i, of which s sum_i delta_ic cos_ic lies along u_c.
        float scale = factors[0];
        for (int c = 0; c < byFactors.length; c++) {
            byFactors[c] *= scale;
        }
        Nd4j.getBlasWrapper().level3().gemm(batch.features().units(), delta, weightGradient, true, false, scale, 0);
        classes.backward(gradientMemory, byFactors);
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private void closeBatches() {
        batches.ifPresent(held -> {
            held.features().close();
            held.product().close();
        });
        batches = Optional.empty();
    }

    @Override
    public void close() {
        closeBatches();
        classes.close();
    }
}
