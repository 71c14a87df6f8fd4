package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution without bias of an activation with weights [out, in, k, k], and its gradients; all results are written
 * into given arrays.
 */
interface ConvolutionMath {

    /** Writes the convolution [b, h', w', out]. */
    void forward(INDArray x, INDArray weights, INDArray y);

    /** Writes the gradient of the weights alone, given that of the output. */
    void weightsGradient(INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient);

    /** Writes the gradients of the weights and of the input, given that of the output. */
    void gradients(INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient, INDArray inputGradient);

    /** By what the forward pass is computed. */
    LayerPath path();
}
