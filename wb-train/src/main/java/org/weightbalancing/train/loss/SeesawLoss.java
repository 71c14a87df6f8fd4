package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes the seesaw loss: cross-entropy in which an image of a common class pushes rare classes down less, except where
 * they are mistaken for it.
 *
 * <p>L = CE(z_k + log M_k + log S_k, y), unchanged for k = y, with the mitigation M_k = min(1, (n_k / n_y)^p) and the
 * compensation S_k = max(1, P_k / max(P_y, 0.01))^q, P = softmax(z). M and S are held constant in the gradient: dL/dz =
 * softmax of the adjusted logits - e_y. Logits and labels are [b, C]; labels must be one-hot. p = q = 0 is cross-entropy.
 *
 * <p>The paper counts the images seen so far; here the counts are those of the whole training set, as only their ratios
 * matter, which the images seen so far approach. For p above 0 a class without images is not pushed down at all, like a
 * logit of minus infinity, and for a label of such a class every M_k is 1.
 *
 * <p>Source: Wang et al., "Seesaw Loss for Long-Tailed Instance Segmentation", CVPR 2021; 0.01 as in the published
 * code.
 */
public final class SeesawLoss extends CountedLogitLoss {

    private static final long serialVersionUID = 1L;
    private static final double LOG_LEAST = Math.log(0.01);

    @JsonProperty("p")
    private final double p;

    @JsonProperty("q")
    private final double q;

    private final double[] logCounts;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, none negative, not all zero, of at least two classes
     * @param p exponent of the mitigation, finite and at least 0; usually 0.8
     * @param q exponent of the compensation, finite and at least 0; usually 2
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public SeesawLoss(@JsonProperty("counts") int[] counts, @JsonProperty("p") double p, @JsonProperty("q") double q) {
        super(counts);
        this.p = Range.FROM_ZERO.require("p", p);
        this.q = Range.FROM_ZERO.require("q", q);
        this.logCounts = Arrays.stream(counts).mapToDouble(Math::log).toArray();
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        double[] adjusted = new double[batch.classes()];
        return (row, logits, target, gradient) -> {
            int label = label(row, target);
            softmax.of(logits);
            double least = Math.max(softmax.logP(label), LOG_LEAST);
            softmax.logP(adjusted);
            for (int k = 0; k < logits.length; k++) {
                adjusted[k] = Math.max(0, adjusted[k] - least);
            }
            for (int k = 0; k < logits.length; k++) {
                adjusted[k] = logits[k] + q * adjusted[k];
            }
            mitigate(label, adjusted);
            return CrossEntropy.of(softmax.of(adjusted), target, gradient);
        };
    }

    private void mitigate(int label, double[] logits) {
        double most = logCounts[label];
        if (p > 0 && most > Double.NEGATIVE_INFINITY) {
            for (int k = 0; k < logits.length; k++) {
                logits[k] += p * Math.min(0, logCounts[k] - most);
            }
        }
    }

    @Override
    Settings settings() {
        return super.settings().with("p", p).with("q", q);
    }
}
