package org.weightbalancing.regularizers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shrinks the parameter itself before its gradient step: theta becomes theta - eta lambda theta, with eta the learning
 * rate of the step.
 *
 * <p>The gradient is that of the parameter before it shrank, and the updater then steps from the shrunk parameter, as
 * PyTorch's AdamW does. Neither momentum nor the scaling of adaptive updaters sees the decay, which is how it differs from
 * {@link WeightDecay}; with plain SGD the two agree. The rate is that of the parameter's own updater at the present
 * iteration and epoch, so that a schedule scales the decay too. It works on every parameter that the filter selects,
 * biases, gamma and beta included. A rule of the same step that is listed later sees the shrunk parameter.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, Decoupled Weight Decay Regularization, ICLR
 *     2019, algorithms 1 and 2</a> (whose schedule multiplier is eta here)
 * @param lambda the strength, at least 0; 0 leaves parameters untouched
 */
public record DecoupledWeightDecay(double lambda) implements Regularizer {

    /** Refuses a negative or non-finite strength. */
    public DecoupledWeightDecay {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException(
                    "decoupled weight decay lambda = " + lambda + ", but a finite number >= 0 is required");
        }
    }

    /**
     * Checks that the step of this parameter has a learning rate.
     *
     * @throws IllegalArgumentException if its updater has none, as AdaDelta and NoOp
     */
    @Override
    public void begin(Filters filters) {
        filters.learningRate();
    }

    @Override
    public void gradient(Filters filters, INDArray gradient, int batch) {
        double rate = filters.learningRate();
        if (rate * lambda != 0) {
            filters.values().muli(1 - rate * lambda);
        }
    }
}
