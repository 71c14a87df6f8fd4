package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes class-weighted focal loss on sigmoids, summed over the classes.
 *
 * <p>L = omega sum_c -[t_c (1 - p_c)^gamma log p_c + (1 - t_c) p_c^gamma log(1 - p_c)] with p_c = 1 / (1 + exp(-z_c)) and
 * omega = sum_c weight_c t_c, which is weight_y for one-hot labels. gamma = 0 is C times {@link ClassBalancedSigmoid}.
 * Logits and labels are [b, C]; labels may be soft. The output layer's activation may also be sigmoid. The sum over the
 * classes is not averaged and the batch divides by b, as in the published code, which divides by the number of positives.
 *
 * <p>Source: Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019, section 4.3. The published
 * float32 modulator overflows at logits near -89 and then ignores the example; here it is computed from 1 - p and the
 * logarithms, exact for logits of any size.
 */
public final class ClassBalancedFocal extends WeightedLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("gamma")
    private final double gamma;

    /**
     * Makes the loss with weights by the effective number of samples.
     *
     * @param counts training images per class
     * @param beta between 0 (all weights 1) and 1 (inverse frequency); usually 0.9999
     * @param gamma how much confident decisions count less, finite and at least 0; usually 2
     * @throws IllegalArgumentException as {@link ClassWeights#effectiveNumber}, or if gamma is not as above
     */
    public ClassBalancedFocal(int[] counts, double beta, double gamma) {
        this(ClassWeights.effectiveNumber(counts, beta), gamma);
    }

    /**
     * Makes the loss with given weights.
     *
     * @param weights [C], finite and not negative, of at least two classes
     * @param gamma finite and at least 0
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public ClassBalancedFocal(@JsonProperty("weights") double[] weights, @JsonProperty("gamma") double gamma) {
        super(weights);
        this.gamma = Range.FROM_ZERO.require("gamma", gamma);
    }

    @Override
    Kernel kernel(Batch batch) {
        SigmoidFocus focus = new SigmoidFocus(batch.classes(), gamma);
        return (row, logits, target, gradient) -> focus.of(weight(target), logits, target, gradient);
    }

    @Override
    Settings settings() {
        return super.settings().with("gamma", gamma);
    }

    @Override
    boolean acceptsSigmoid() {
        return true;
    }
}
