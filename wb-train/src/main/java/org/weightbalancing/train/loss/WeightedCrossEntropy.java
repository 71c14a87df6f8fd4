package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes cross-entropy weighted per class, with a choice of reduction: L_i = -sum_c weight_c t_ic log p_ic with p =
 * softmax(z), for one-hot labels weight_y times the cross-entropy.
 *
 * <p>The value of a batch is sum_i L_i / b, sum_i L_i / sum_i omega_i with omega_i = sum_c weight_c t_ic, or sum_i L_i.
 * With a mask m both sums run over m_i L_i and m_i omega_i. Logits and labels are [b, C]; labels may be soft. The
 * per-example losses and gradients carry the factor 1, b / sum_i omega_i or b, so that dividing by b leaves that value.
 *
 * <p>MEAN is {@link ClassBalancedCrossEntropy}, the form of Cui et al., "Class-Balanced Loss Based on Effective Number of
 * Samples", CVPR 2019; WEIGHTED_MEAN is PyTorch's.
 */
public final class WeightedCrossEntropy extends WeightedLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("reduction")
    private final Reduction reduction;

    /**
     * Makes the loss.
     *
     * @param weights [C], finite and not negative, of at least two classes
     * @param reduction how examples become one number
     * @throws IllegalArgumentException if the weights are not as above
     */
    @JsonCreator
    public WeightedCrossEntropy(
            @JsonProperty("weights") double[] weights, @JsonProperty("reduction") Reduction reduction) {
        super(weights);
        this.reduction = reduction;
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        return (row, logits, target, gradient) -> {
            for (int c = 0; c < target.length; c++) {
                target[c] *= weight(c);
            }
            return CrossEntropy.of(softmax.of(logits), target, gradient);
        };
    }

    @Override
    double scale(Batch batch) {
        return reduction.scale(batch, weights());
    }

    @Override
    Settings settings() {
        return super.settings().with("reduction", reduction);
    }
}
