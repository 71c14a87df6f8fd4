package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes class-weighted binary cross-entropy on softmax probabilities, averaged over the classes.
 *
 * <p>L = (omega / C) sum_c -[t_c log p_c + (1 - t_c) log(1 - p_c)] with p = softmax(z) and omega = sum_c weight_c t_c,
 * which is weight_y for one-hot labels. Logits and labels are [b, C].
 *
 * <p>This is what the published code of Alshammari et al., "Long-Tailed Recognition via Weight Balancing", CVPR 2022,
 * trains its second stage with under the name class-balanced softmax loss. Near uniform probabilities its gradient is
 * C - 1 times smaller than that of {@link ClassBalancedCrossEntropy}. The published code clamps logarithms at -100 and
 * computes in float32, which distorts saturated examples; here log(1 - p) is computed from the logits, so loss and
 * gradient are exact for logits of any size.
 */
public final class ClassBalancedSoftmaxBce extends WeightedLogitLoss {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the loss with weights by the effective number of samples.
     *
     * @param counts training images per class
     * @param beta between 0 (all weights 1) and 1 (inverse frequency); the published code uses 0.9999
     * @throws IllegalArgumentException as {@link ClassWeights#effectiveNumber}
     */
    public ClassBalancedSoftmaxBce(int[] counts, double beta) {
        this(ClassWeights.effectiveNumber(counts, beta));
    }

    /**
     * Makes the loss with given weights.
     *
     * @param weights [C], finite and not negative, of at least two classes
     * @throws IllegalArgumentException if the weights are not as above
     */
    @JsonCreator
    public ClassBalancedSoftmaxBce(@JsonProperty("weights") double[] weights) {
        super(weights);
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        double[] others = new double[batch.classes()];
        double[] terms = new double[batch.classes()];
        boolean scored = batch.scored();
        return (row, logits, target, gradient) -> {
            softmax.of(logits);
            softmax.given(softmax.notP(softmax.top()), others);
            double scale = weight(target) / target.length;
            if (gradient.length > 0) {
                unweightedGradient(softmax, others, target, gradient);
                for (int c = 0; c < target.length; c++) {
                    gradient[c] *= scale;
                }
            }
            return scored ? scale * unweighted(softmax, others, target, terms) : 0;
        };
    }

    private static double unweighted(Softmax softmax, double[] others, double[] target, double[] terms) {
        for (int c = 0; c < terms.length; c++) {
            terms[c] = -others[c];
        }
        Logarithms.ofOnePlus(terms, terms);
        for (int c = 0; c < terms.length; c++) {
            terms[c] *= 1 - target[c];
        }
        int top = softmax.top();
        terms[top] = target[top] == 1 ? 0 : (1 - target[top]) * softmax.logNotP(top);
        for (int c = Nonzero.from(0, target); c < target.length; c = Nonzero.from(c + 1, target)) {
            terms[c] += target[c] * softmax.logP(c);
        }
        return -Sum.of(terms);
    }

    /**
     * The gradient is h_j - p_j sum_c h_c with h_c = -t_c + (1 - t_c) p_c / (1 - p_c). Only h_top can overflow, so it is
     * never formed: its products with 1 - p_top and with p_j (= q_j (1 - p_top), q the softmax without top) are bounded.
     */
    private static void unweightedGradient(Softmax softmax, double[] others, double[] target, double[] gradient) {
        int top = softmax.top();
        double pTop = softmax.p(top);
        double notTop = softmax.notP(top);
        for (int c = 0; c < target.length; c++) {
            gradient[c] = (1 - target[c]) * others[c] / (1 - others[c]) - target[c];
        }
        gradient[top] = 0;
        double sumOfOthers = Sum.of(gradient);
        // h_top (1 - p_top).
        double ofTop = (1 - target[top]) * pTop - target[top] * notTop;
        softmax.subtractGiven(ofTop + notTop * sumOfOthers, gradient);
        gradient[top] = ofTop - pTop * sumOfOthers;
    }
}
