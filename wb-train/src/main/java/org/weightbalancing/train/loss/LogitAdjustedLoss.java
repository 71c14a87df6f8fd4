package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes logit-adjusted cross-entropy: L = CE(z_c + tau log pi_c) with pi_c = n_c / sum_k n_k.
 *
 * <p>dL/dz_c = p_c sum_k t_k - t_c with p = softmax(z + tau log pi). tau = 1 is {@link BalancedSoftmaxLoss}, tau = 0
 * cross-entropy whatever the counts. Logits and labels are [b, C]; labels may be soft. The network is tested on z itself.
 * A class without images cannot be predicted in training where tau is above 0: its logit is minus infinity, its gradient
 * 0, and the loss of a label of that class is infinite.
 *
 * <p>Source: Menon et al., "Long-Tail Learning via Logit Adjustment", ICLR 2021, equation 10.
 */
public final class LogitAdjustedLoss extends AffineLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("tau")
    private final double tau;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, none negative, not all zero, of at least two classes
     * @param tau strength of the adjustment, finite and at least 0; usually 1
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public LogitAdjustedLoss(@JsonProperty("counts") int[] counts, @JsonProperty("tau") double tau) {
        super(counts, all(counts.length, 1), shifts(counts, tau));
        this.tau = tau;
    }

    /** tau log pi, and zeros for tau = 0 even where the logarithm is infinite. */
    static double[] shifts(int[] counts, double tau) {
        Range.FROM_ZERO.require("tau", tau);
        return Arrays.stream(ClassPriors.log(counts))
                .map(log -> tau == 0 ? 0 : tau * log)
                .toArray();
    }

    @Override
    Settings settings() {
        return super.settings().with("tau", tau);
    }
}
