package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes balanced softmax cross-entropy: L = CE(z_c + log pi_c) with pi_c = n_c / sum_k n_k.
 *
 * <p>dL/dz_c = p_c sum_k t_k - t_c with p = softmax(z + log pi); log n_c in place of log pi_c gives the same loss and
 * gradient. Logits and labels are [b, C]; labels may be soft. The network is tested on z itself. A class without images
 * cannot be predicted in training: its logit is minus infinity, its gradient 0, and the loss of a label of that class is
 * infinite.
 *
 * <p>Source: Ren et al., "Balanced Meta-Softmax for Long-Tailed Visual Recognition", NeurIPS 2020, theorem 1.
 */
public final class BalancedSoftmaxLoss extends AffineLogitLoss {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, none negative, not all zero, of at least two classes
     * @throws IllegalArgumentException if the counts are not as above
     */
    @JsonCreator
    public BalancedSoftmaxLoss(@JsonProperty("counts") int[] counts) {
        super(counts, all(counts.length, 1), ClassPriors.log(counts));
    }
}
