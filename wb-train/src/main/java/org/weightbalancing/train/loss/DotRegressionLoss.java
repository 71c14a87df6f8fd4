package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes the dot-regression loss: L = (z_y - r)^2 / (2 r), which pulls the true class's logit to a target and leaves the
 * others alone.
 *
 * <p>dL/dz_y = z_y / r - 1, and 0 for the others. Logits and labels are [b, C]; labels must be one-hot. Unlike the losses
 * on softmax it changes when a constant is added to all logits.
 *
 * <p>Meant for a fixed head: z_y = w_y . f / |f| with the classes' w_c at the corners of a simplex and r = sqrt(E_W E_H),
 * the product of the lengths of w and of the features aimed at. Source: Yang et al., "Inducing Neural Collapse in
 * Imbalanced Learning: Do We Really Need a Learnable Classifier at the End of Deep Neural Network?", NeurIPS 2022.
 */
public final class DotRegressionLoss extends LogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("target")
    private final double target;

    /**
     * Makes the loss.
     *
     * @param target r, above 0 and finite; 1 for unit features and unit class weights
     * @throws IllegalArgumentException if the target is not as above
     */
    @JsonCreator
    public DotRegressionLoss(@JsonProperty("target") double target) {
        this.target = Range.ABOVE_ZERO.require("target", target);
    }

    @Override
    Kernel kernel(Batch batch) {
        return (row, logits, oneHot, gradient) -> {
            int label = label(row, oneHot);
            double difference = logits[label] - target;
            if (gradient.length > 0) {
                gradient[label] = difference / target;
            }
            return difference * difference / (2 * target);
        };
    }

    @Override
    Settings settings() {
        return new Settings().with("target", target);
    }
}
