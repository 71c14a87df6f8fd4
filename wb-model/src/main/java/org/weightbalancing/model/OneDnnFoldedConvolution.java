package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ConvolutionShape;
import org.weightbalancing.model.onednn.FoldedConvolutionPlan;

/** Convolution with bias by oneDNN, of FLOAT arrays in host memory. */
final class OneDnnFoldedConvolution implements FoldedConvolutionMath {

    private final FoldedConvolutionPlan plan;

    OneDnnFoldedConvolution(ConvolutionShape shape, boolean relu) {
        plan = FoldedConvolutionPlan.of(shape, relu);
    }

    @Override
    public void forward(INDArray x, INDArray weights, INDArray bias, INDArray y) {
        plan.forward(x, weights, bias, y);
    }

    @Override
    public LayerPath path() {
        return plan.isWinograd() ? LayerPath.WINOGRAD : LayerPath.DIRECT;
    }
}
