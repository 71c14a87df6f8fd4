package org.weightbalancing.train.loss;

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
        ClassWeights.require(weights);
        this.weights = weights.clone();
    }

    final double weight(int c) {
        return weights[c];
    }

    /** The weight of an example: sum_c weight_c t_c. */
    final double weight(double[] target) {
        return ClassWeights.mixture(weights, target);
    }

    /** Weight of each class [C], a copy. */
    public final double[] weights() {
        return weights.clone();
    }

    @Override
    Settings settings() {
        return new Settings().perClass(weights);
    }

    @Override
    final void requireClasses(int classes) {
        if (classes != weights.length) {
            throw new IllegalArgumentException(
                    name() + " has weights of " + weights.length + " classes, the logits have " + classes);
        }
    }
}
