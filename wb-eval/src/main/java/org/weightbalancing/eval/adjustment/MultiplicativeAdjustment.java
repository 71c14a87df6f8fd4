package org.weightbalancing.eval.adjustment;

import java.util.Arrays;

/**
 * Divides each logit by a power of its class's prior: z'_c = z_c pi_c^-tau, with pi_c = n_c / sum n.
 *
 * <p>Because pi_c is at most 1, rare classes get the larger factors. <strong>This favours them only where their logits are
 * positive; a negative logit is pushed further down.</strong> So the rule is meant for classifiers whose logits are about 0
 * or above it for every plausible class, and without a bias: cosine or fixed simplex (ETF) heads on features of training
 * with weight decay. Unlike softmax itself it is not invariant to a number added to all logits of an item. tau = 0 changes
 * nothing.
 *
 * @see <a href="https://arxiv.org/abs/2305.16573">Hasegawa and Sato, Exploring Weight Balancing on Long-Tailed Recognition
 *     Problem, ICLR 2024</a>
 * @see <a href="https://arxiv.org/abs/2409.17582">Hasegawa and Sato, Multiplicative Logit Adjustment Approximates
 *     Neural-Collapse-Aware Decision Boundary Adjustment, ICLR 2025</a>
 */
public final class MultiplicativeAdjustment {

    private MultiplicativeAdjustment() {}

    /**
     * Makes the adjustment for a training set.
     *
     * @param counts training images of each class [classes], each at least 1
     * @param tau strength, finite and at least 0
     * @throws IllegalArgumentException if a class has no image (named), tau is out of range or a factor overflows
     */
    public static LogitAdjustment of(int[] counts, double tau) {
        ClassPriors.requireStrength(tau);
        double[] scale = ClassPriors.logs(counts);
        Arrays.setAll(scale, c -> Math.exp(-tau * scale[c]));
        return new LogitAdjustment(scale, new double[counts.length]);
    }
}
