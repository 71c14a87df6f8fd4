package org.weightbalancing.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalization of [b, h, w, c]; all results are written into given arrays, statistics are [1, c] or [c]. */
interface BatchNormMath {

    /** Normalizes with the batch's statistics and moves the running ones. */
    void train(INDArray x, State state, INDArray y);

    /** Normalizes with the running statistics. */
    void infer(INDArray x, State state, INDArray y);

    /** Writes the gradients of the last training pass, once: what was kept for them may be gone thereafter. */
    void backward(INDArray x, State state, INDArray epsilon, Gradients gradients);

    /** The parameters of the layer. */
    record State(INDArray gamma, INDArray beta, INDArray mean, INDArray variance) {}

    /** Where gradients are written. */
    record Gradients(INDArray gamma, INDArray beta, INDArray input) {}
}
