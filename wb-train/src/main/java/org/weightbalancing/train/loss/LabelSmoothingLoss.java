package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes cross-entropy with smoothed labels: L = (1 - epsilon) CE + epsilon mean_c(-log p_c), p = softmax(z).
 *
 * <p>That is CE with the target (1 - epsilon) t_c + epsilon sum_k t_k / C, so dL/dz_c = p_c sum_k t_k - (1 - epsilon) t_c -
 * epsilon sum_k t_k / C. The mean runs over all classes, the true one included. Logits and labels are [b, C]; labels may
 * be soft. epsilon = 0 is cross-entropy; above it a logit of minus infinity has an infinite loss.
 *
 * <p>Source: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016, section 7.
 */
public final class LabelSmoothingLoss extends LogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("epsilon")
    private final double epsilon;

    /**
     * Makes the loss.
     *
     * @param epsilon share of the target that is spread over all classes, 0 to below 1; usually 0.1
     * @throws IllegalArgumentException if epsilon is not as above
     */
    @JsonCreator
    public LabelSmoothingLoss(@JsonProperty("epsilon") double epsilon) {
        this.epsilon = Range.FROM_ZERO_TO_BELOW_ONE.require("epsilon", epsilon);
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        return (row, logits, target, gradient) -> {
            double mass = 0;
            for (double t : target) {
                mass += t;
            }
            double each = epsilon * mass / target.length;
            for (int c = 0; c < target.length; c++) {
                target[c] = (1 - epsilon) * target[c] + each;
            }
            return CrossEntropy.of(softmax.of(logits), target, gradient);
        };
    }

    @Override
    Settings settings() {
        return new Settings().with("epsilon", epsilon);
    }
}
