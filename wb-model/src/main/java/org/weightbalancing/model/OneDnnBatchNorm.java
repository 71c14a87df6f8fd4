package org.weightbalancing.model;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.BatchNormPlan;

/** Batch normalization by oneDNN, of FLOAT arrays in host memory. */
final class OneDnnBatchNorm implements BatchNormMath {

    private final BatchNormPlan plan;
    private final float decay;
    private final double values;

    OneDnnBatchNorm(FastBatchNorm layer, ActivationShape shape) {
        plan = BatchNormPlan.of(shape, layer.getEps(), layer.isRelu());
        values = (double) shape.length() / shape.channels();
        decay = (float) layer.getDecay();
    }

    @Override
    public void train(INDArray x, State state, INDArray y) {
        plan.train(x, state.gamma(), state.beta(), y);
        try {
            move(state.mean(), plan.mean(), 1);
            move(state.variance(), plan.variance(), (float) (values / (values - 1)));
        } finally {
            // The buffers do not hold the memory they show.
            Reference.reachabilityFence(plan);
        }
    }

    @Override
    public void infer(INDArray x, State state, INDArray y) {
        plan.infer(x, state.gamma(), state.beta(), state.mean(), state.variance(), y);
    }

    @Override
    public void backward(INDArray x, State state, INDArray epsilon, Gradients gradients) {
        plan.backward(x, state.gamma(), state.beta(), epsilon, gradients.gamma(), gradients.beta(), gradients.input());
    }

    private void move(INDArray running, FloatBuffer batch, float factor) {
        FloatBuffer values = running.data().asNioFloat();
        int offset = (int) running.offset();
        for (int c = 0; c < batch.remaining(); c++) {
            float moved = decay * values.get(offset + c) + (1 - decay) * factor * batch.get(c);
            values.put(offset + c, moved);
        }
    }
}
