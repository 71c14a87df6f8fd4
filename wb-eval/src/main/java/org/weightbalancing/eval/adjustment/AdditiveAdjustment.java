package org.weightbalancing.eval.adjustment;

import java.util.Arrays;

/**
 * Subtracts from each logit tau times the log of its class's prior: z'_c = z_c - tau log pi_c, with pi_c = n_c / sum n.
 *
 * <p>This is post-hoc logit adjustment. For logits of a network trained with cross-entropy, tau = 1 aims at the least
 * balanced error; other values are tuned on validation images. tau = 0 changes nothing.
 *
 * @see <a href="https://arxiv.org/abs/2007.07314">Menon et al., Long-Tail Learning via Logit Adjustment, ICLR 2021</a>
 */
public final class AdditiveAdjustment {

    private AdditiveAdjustment() {}

    /**
     * Makes the adjustment for a training set; {@link PriorCorrection} with uniform q differs from tau = 1 only by a number
     * that is the same for all classes.
     *
     * @param counts training images of each class [classes], each at least 1
     * @param tau strength, finite and at least 0
     * @throws IllegalArgumentException if a class has no image (named), or tau is out of range
     */
    public static LogitAdjustment of(int[] counts, double tau) {
        ClassPriors.requireStrength(tau);
        double[] shift = ClassPriors.logs(counts);
        Arrays.setAll(shift, c -> -tau * shift[c]);
        return new LogitAdjustment(LogitAdjustment.identity(counts.length).scale(), shift);
    }
}
