package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution of an activation with weights [out, in, k, k] and bias [1, out], perhaps followed by ReLU. */
interface FoldedConvolutionMath {

    /** Writes the result [b, h', w', out]. */
    void forward(INDArray x, INDArray weights, INDArray bias, INDArray y);

    /** By what it is computed. */
    LayerPath path();
}
