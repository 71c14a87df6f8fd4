package org.weightbalancing.model.head;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The passes of a {@link CosineHead}. */
final class CosinePass implements HeadPass {

    private final INDArray weights;
    private final INDArray weightGradient;
    private final Optional<INDArray> scaleGradient;
    private final Optional<INDArray> learned;
    private final float[] factors;
    private final float[] offsets;
    private final float[] byFactors;
    private Optional<Room> room = Optional.empty();

    /** Room for batches of one size. */
    private record Room(UnitVectors features, UnitVectors classes, ScaledProduct product) {}

    CosinePass(CosineHead head, Map<String, INDArray> parameters, Map<String, INDArray> gradients) {
        this.weights = parameters.get(HeadParameter.WEIGHTS);
        this.weightGradient = gradients.get(HeadParameter.WEIGHTS);
        this.learned = Optional.ofNullable(parameters.get(CosineHead.SCALE));
        this.scaleGradient = Optional.ofNullable(gradients.get(CosineHead.SCALE));
        int count = (int) weights.size(1);
        this.factors = new float[count];
        this.offsets = new float[count];
        this.byFactors = new float[count];
        Arrays.fill(factors, (float) head.scale());
    }

    @Override
    public INDArray logits(INDArray features) {
        int rows = (int) features.size(0);
        if (room.filter(held -> held.product().rows() == rows).isEmpty()) {
            close();
            int dimension = (int) weights.size(0);
            room = Optional.of(new Room(
                    UnitVectors.rows(rows, dimension),
                    UnitVectors.columns(dimension, factors.length),
                    new ScaledProduct(rows, factors.length)));
        }
        Room batch = room.get();
        batch.features().readRows(features);
        batch.classes().readColumns(weights);
        learned.ifPresent(scale -> Arrays.fill(factors, FloatMemory.of(scale).get(0)));
        return batch.product().logits(batch.features().units(), batch.classes().units(), factors, offsets);
    }

    @Override
    public void backward(INDArray features, INDArray delta) {
        Room batch = room.orElseThrow();
        batch.product().backward(delta, byFactors);
        scaleGradient.ifPresent(gradient -> FloatMemory.of(gradient).put(0, sum(byFactors)));
        // Of u_c, the gradient is s sum_i delta_ic u_i, of which s sum_i delta_ic cos_ic lies along u_c.
        float scale = factors[0];
        for (int c = 0; c < byFactors.length; c++) {
            byFactors[c] *= scale;
        }
        Nd4j.getBlasWrapper().level3().gemm(batch.features().units(), delta, weightGradient, true, false, scale, 0);
        batch.classes().backward(FloatMemory.of(weightGradient), byFactors);
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @Override
    public void close() {
        room.ifPresent(held -> {
            held.features().close();
            held.classes().close();
            held.product().close();
        });
        room = Optional.empty();
    }
}
