package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.onednn.ConvolutionShape;

/** Convolution with bias by ND4J's own operations: any backend, any floating type. */
final class Nd4jFoldedConvolution implements FoldedConvolutionMath {

    private final Nd4jConvolution convolution;
    private final boolean relu;

    Nd4jFoldedConvolution(ConvolutionShape shape, boolean relu) {
        convolution = new Nd4jConvolution(shape);
        this.relu = relu;
    }

    @Override
    public void forward(INDArray x, INDArray weights, INDArray bias, INDArray y) {
        convolution.forward(x, weights, y);
        y.reshape('c', y.length() / bias.length(), bias.length()).addiRowVector(bias);
        if (relu) {
            Transforms.relu(y, false);
        }
    }

    @Override
    public LayerPath path() {
        return LayerPath.ND4J;
    }
}
