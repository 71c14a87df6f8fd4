package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A logit loss that weighs examples by their class; a soft target weighs by its mixture of classes. */
abstract class WeightedLogitLoss extends LogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("weights")
    private final double[] weights;

    WeightedLogitLoss(double[] weights) {
        if (weights.length < 2) {
            throw new IllegalArgumentException("weights of " + weights.length + " classes, at least 2 are needed");
        }
        for (int c = 0; c < weights.length; c++) {
            if (!(weights[c] >= 0 && weights[c] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight of class " + c + " is " + weights[c] + ", allowed is a finite number from 0");
            }
        }
        this.weights = weights.clone();
    }

    final double weight(int c) {
        return weights[c];
    }

    /** Weight of each class [C], a copy. */
    public final double[] weights() {
        return weights.clone();
    }

    @Override
    final void requireClasses(int classes) {
        if (classes != weights.length) {
            throw new IllegalArgumentException(
                    name() + " has weights of " + weights.length + " classes, the logits have " + classes);
        }
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof WeightedLogitLoss that
                && that.getClass() == getClass()
                && Arrays.equals(that.weights, weights);
    }

    @Override
    public final int hashCode() {
        return 31 * getClass().getName().hashCode() + Arrays.hashCode(weights);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(classes=" + weights.length + ")";
    }
}
