package org.weightbalancing.regularizers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Replaces every gradient, so that a trajectory can be computed by hand: the mean over the batch is {@code value}. */
record ConstantGradient(double value) implements Regularizer {

    @Override
    public void gradient(Filters filters, INDArray gradient, int batch) {
        gradient.assign(value * batch);
    }
}
