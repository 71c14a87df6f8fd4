package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution without bias of [b, h, w, in] with weights [out, in, k, k], and its gradients; all results are written into given arrays. */
interface ConvolutionMath {

    void forward(INDArray x, INDArray weights, INDArray y);

    void weightsGradient(INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient);

    void gradients(INDArray x, INDArray weights, INDArray epsilon, INDArray weightsGradient, INDArray inputGradient);
}
