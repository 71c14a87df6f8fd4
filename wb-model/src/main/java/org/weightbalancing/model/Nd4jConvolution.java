package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.onednn.ConvolutionShape;

/** Convolution by ND4J's own operations: any backend, any floating type. */
final class Nd4jConvolution implements ConvolutionMath {

    private static final int NOT_SAME_MODE = 0;
    private static final int CHANNELS_LAST = 1;
    private static final int WEIGHTS_OUT_IN_ROW_COLUMN = 1;

    private final int[] arguments;

    Nd4jConvolution(ConvolutionShape shape) {
        int kernel = shape.kernel();
        int stride = shape.stride();
        int padding = shape.padding();
        arguments = new int[] {
            kernel,
            kernel,
            stride,
            stride,
            padding,
            padding,
            1,
            1,
            NOT_SAME_MODE,
            CHANNELS_LAST,
            WEIGHTS_OUT_IN_ROW_COLUMN
        };
    }

    @Override
    public void forward(INDArray x, INDArray weights, INDArray y) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d")
                .addInputs(x, weights)
                .addOutputs(y)
                .addIntegerArguments(arguments)
                .build());
    }

    @Override
    public void weightsGradient(INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient) {
        gradients(x, weights, epsilon, weightsGradient, Nd4j.createUninitialized(x.dataType(), x.shape(), 'c'));
    }

    @Override
    public void gradients(
            INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient, INDArray inputGradient) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d_bp")
                .addInputs(x, weights, epsilon)
                .addOutputs(inputGradient, weightsGradient)
                .addIntegerArguments(arguments)
                .build());
    }

    @Override
    public LayerPath path() {
        return LayerPath.ND4J;
    }
}
