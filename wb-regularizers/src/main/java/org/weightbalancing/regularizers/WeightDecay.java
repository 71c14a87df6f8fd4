package org.weightbalancing.regularizers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds lambda times the parameter to its gradient, before momentum: g becomes g + lambda w.
 *
 * <p>This is the <em>coupled</em> decay that PyTorch's SGD calls {@code weight_decay}: the gradient of (lambda/2)
 * ||w||^2. (Equation 3 of Weight Balancing, CVPR 2022, writes lambda ||w||^2, which is this rule with 2 lambda.) Because
 * DL4J divides the summed gradient by the batch size later, {@code batch * lambda * w} is added here. It works on every
 * parameter that the filter selects; with {@link ParameterFilter#all()} that includes biases and the gamma and beta of
 * batch normalization, as in the published code. DL4J's own {@code l2} never reaches the latter, and its
 * {@code WeightDecay} is the decoupled kind; configuring either beside this rule decays twice.
 *
 * <p>The decay is part of the gradient, so gradient clipping configured in the network sees it.
 *
 * @param lambda the strength, at least 0; 0 leaves gradients untouched
 */
public record WeightDecay(double lambda) implements Regularizer {

    /** Refuses a negative or non-finite strength. */
    public WeightDecay {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException(
                    "weight decay lambda = " + lambda + ", but a finite number >= 0 is required");
        }
    }

    @Override
    public void gradient(Filters filters, INDArray gradient, int batch) {
        if (lambda == 0) {
            return;
        }
        // In one pass over the parameter, without a temporary of its size.
        Nd4j.getExecutioner().exec(new Axpy(filters.values(), gradient, gradient, batch * lambda));
    }
}
