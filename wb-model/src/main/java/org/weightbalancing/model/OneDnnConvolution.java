package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ConvolutionPlan;
import org.weightbalancing.model.onednn.ConvolutionShape;

/** Convolution by oneDNN, of FLOAT arrays in host memory. */
final class OneDnnConvolution implements ConvolutionMath {

    private final ConvolutionPlan plan;

    OneDnnConvolution(ConvolutionShape shape) {
        plan = ConvolutionPlan.of(shape);
    }

    @Override
    public void forward(INDArray x, INDArray weights, INDArray y) {
        plan.forward(x, weights, y);
    }

    @Override
    public void weightsGradient(INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient) {
        plan.backward(x, epsilon, weightsGradient);
    }

    @Override
    public void gradients(
            INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient, INDArray inputGradient) {
        plan.backward(x, weights, epsilon, weightsGradient, inputGradient);
    }

    @Override
    public LayerPath path() {
        return plan.isWinograd() ? LayerPath.WINOGRAD : LayerPath.DIRECT;
    }
}
