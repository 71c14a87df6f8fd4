package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes the vector-scaling loss: L = CE(Delta_c z_c + iota_c) with Delta_c = (n_c / n_max)^gamma and iota_c = tau log
 * pi_c, pi_c = n_c / sum_k n_k.
 *
 * <p>dL/dz_c = Delta_c (p_c sum_k t_k - t_c) with p the softmax of the adjusted logits. gamma = 0 is {@link
 * LogitAdjustedLoss}, tau = 0 {@link ClassDependentTemperatureLoss}. Logits and labels are [b, C]; labels may be soft. The
 * network is tested on z itself. A class without images cannot be predicted in training: its logit is minus infinity, its
 * gradient 0, and the loss of a label of that class is infinite. For tau = 0 such a class would keep the logit 0 whatever
 * the network says, and is refused.
 *
 * <p>Source: Kini et al., "Label-Imbalanced and Group-Sensitive Classification under Overparameterization", NeurIPS 2021,
 * without its class weights.
 */
public final class VectorScalingLoss extends AffineLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("gamma")
    private final double gamma;

    @JsonProperty("tau")
    private final double tau;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, none negative, not all zero, all positive if tau is 0; at least two classes
     * @param gamma exponent of the scales, finite and at least 0; usually 0.25
     * @param tau strength of the shifts, finite and at least 0; usually 1
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public VectorScalingLoss(
            @JsonProperty("counts") int[] counts,
            @JsonProperty("gamma") double gamma,
            @JsonProperty("tau") double tau) {
        super(counts, factors(counts, gamma, tau), LogitAdjustedLoss.shifts(counts, tau));
        this.gamma = gamma;
        this.tau = tau;
    }

    private static double[] factors(int[] counts, double gamma, double tau) {
        if (tau == 0) {
            ClassPriors.requireImagesOfEach("VectorScalingLoss with tau 0", counts);
        }
        return factors(counts, gamma);
    }

    /** (n_c / n_max)^gamma. */
    static double[] factors(int[] counts, double gamma) {
        Range.FROM_ZERO.require("gamma", gamma);
        ClassPriors.require(counts);
        double largest = Arrays.stream(counts).max().orElseThrow();
        return Arrays.stream(counts)
                .mapToDouble(n -> Math.pow(n / largest, gamma))
                .toArray();
    }

    @Override
    Settings settings() {
        return super.settings().with("gamma", gamma).with("tau", tau);
    }
}
