package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes cross-entropy weighted per class: L = -sum_c weight_c t_c log p_c with p = softmax(z), for one-hot labels
 * weight_y times the cross-entropy.
 *
 * <p>dL/dz_c = p_c sum_k weight_k t_k - weight_c t_c. Logits and labels are [b, C]. The mean of a batch divides by the
 * number of examples, as in Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019; PyTorch's
 * weighted mean divides by the sum of the weights instead, which amounts to another learning rate in every batch.
 */
public final class ClassBalancedCrossEntropy extends WeightedLogitLoss {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the loss with weights by the effective number of samples.
     *
     * @param counts training images per class
     * @param beta between 0 (all weights 1) and 1 (inverse frequency); usually 0.9999
     * @throws IllegalArgumentException as {@link ClassWeights#effectiveNumber}
     */
    public ClassBalancedCrossEntropy(int[] counts, double beta) {
        this(ClassWeights.effectiveNumber(counts, beta));
    }

    /**
     * Makes the loss with given weights.
     *
     * @param weights [C], finite and not negative, of at least two classes
     * @throws IllegalArgumentException if the weights are not as above
     */
    @JsonCreator
    public ClassBalancedCrossEntropy(@JsonProperty("weights") double[] weights) {
        super(weights);
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
}
