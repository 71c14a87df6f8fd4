package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes focal loss on softmax probabilities: L = sum_c t_c (1 - p_c)^gamma (-log p_c) with p = softmax(z), for one-hot
 * labels (1 - p_y)^gamma times the cross-entropy.
 *
 * <p>With weights, the weighted cross-entropy u_c = -weight_c log p_c takes the place of -log p_c throughout: L = sum_c t_c
 * (1 - exp(-u_c))^gamma u_c, so that 1 - p_c^weight_c is the modulator. dL/dz_j = p_j sum_c a_c - a_j with a_c = t_c
 * weight_c (1 - exp(-u_c))^gamma (1 + gamma u_c / (exp(u_c) - 1)). Logits and labels are [b, C]; labels may be soft.
 *
 * <p>Source: Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, section 3, on softmax. The weighted form is
 * that of the code published with Cao et al., "Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss",
 * NeurIPS 2019.
 */
public final class FocalLoss extends LogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("gamma")
    private final double gamma;

    @JsonProperty("weights")
    private final double[] weights;

    /**
     * Makes the loss without weights.
     *
     * @param gamma how much confident examples count less, finite and at least 0 (cross-entropy); usually 1 or 2
     * @throws IllegalArgumentException if gamma is not as above
     */
    public FocalLoss(double gamma) {
        this(gamma, new double[0]);
    }

    /**
     * Makes the loss with weights.
     *
     * @param gamma finite and at least 0
     * @param weights [C], finite and not negative; empty for weights of 1 and any number of classes
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public FocalLoss(@JsonProperty("gamma") double gamma, @JsonProperty("weights") double[] weights) {
        this.gamma = Range.FROM_ZERO.require("gamma", gamma);
        ClassWeights.require(weights);
        this.weights = weights.clone();
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        return (row, logits, target, gradient) -> example(softmax.of(logits), target, gradient);
    }

    private double example(Softmax softmax, double[] target, double[] gradient) {
        double loss = 0;
        for (int c = Nonzero.from(0, target); c < target.length; c = Nonzero.from(c + 1, target)) {
            double weight = weights.length == 0 ? 1 : weights[c];
            double u = weight == 0 ? 0 : -weight * softmax.logP(c);
            double focus = target[c] * Math.pow(-Math.expm1(-u), gamma);
            loss += focus * u;
            target[c] = weight * focus * (1 + gamma * bernoulli(u));
        }
        CrossEntropy.gradient(softmax, target, gradient);
        return loss;
    }

    /** u / (exp(u) - 1), with its limits. */
    private static double bernoulli(double u) {
        if (u == 0) {
            return 1;
        }
        return u < Double.POSITIVE_INFINITY ? u / Math.expm1(u) : 0;
    }

    @Override
    void requireClasses(int classes) {
        super.requireClasses(classes);
        if (weights.length > 0 && classes != weights.length) {
            throw new IllegalArgumentException(
                    name() + " has weights of " + weights.length + " classes, the logits have " + classes);
        }
    }

    @Override
    Settings settings() {
        Settings settings = new Settings();
        return (weights.length == 0 ? settings : settings.perClass(weights)).with("gamma", gamma);
    }
}
