package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes cross-entropy with labels smoothed by class: L = (1 - epsilon_y) CE + epsilon_y mean_c(-log p_c), p =
 * softmax(z).
 *
 * <p>epsilon_y = tail + (head - tail) shape((n_y - n_min) / (n_max - n_min)): the most common class, of which the network
 * is most confident, is smoothed by head, the rarest by tail. Equal counts are all smoothed by head. dL/dz_c = p_c sum_k
 * t_k - t'_c with t'_c = (1 - epsilon_c) t_c + sum_k epsilon_k t_k / C, in which soft labels mix the smoothing of their
 * classes. Logits and labels are [b, C]. The mean runs over all classes, the true one included, as in the published code.
 * A class without images is the rarest.
 *
 * <p>Source: Zhong et al., "Improving Calibration for Long-Tailed Recognition", CVPR 2021, section 3.2.
 */
public final class LabelAwareSmoothingLoss extends CountedLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("head")
    private final double head;

    @JsonProperty("tail")
    private final double tail;

    @JsonProperty("shape")
    private final Shape shape;

    private final double[] epsilons;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, none negative, not all zero, of at least two classes
     * @param head smoothing of the most common class, 0 to below 1; 0.4 for CIFAR-100-LT of imbalance 100
     * @param tail smoothing of the rarest class, 0 to below 1; 0.1 there
     * @param shape of the smoothing between the two; usually concave
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public LabelAwareSmoothingLoss(
            @JsonProperty("counts") int[] counts,
            @JsonProperty("head") double head,
            @JsonProperty("tail") double tail,
            @JsonProperty("shape") Shape shape) {
        super(counts);
        this.head = Range.FROM_ZERO_TO_BELOW_ONE.require("head", head);
        this.tail = Range.FROM_ZERO_TO_BELOW_ONE.require("tail", tail);
        this.shape = shape;
        double least = Arrays.stream(counts).min().orElseThrow();
        double most = Arrays.stream(counts).max().orElseThrow();
        this.epsilons = Arrays.stream(counts)
                .mapToDouble(n -> n == most ? head : tail + (head - tail) * shape.at((n - least) / (most - least)))
                .toArray();
    }

    /** Smoothing of each class [C], from 0 to below 1, a copy. */
    public double[] epsilons() {
        return epsilons.clone();
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        return (row, logits, target, gradient) -> {
            double each = ClassWeights.mixture(epsilons, target) / target.length;
            for (int c = 0; c < target.length; c++) {
                target[c] = (1 - epsilons[c]) * target[c] + each;
            }
            return CrossEntropy.of(softmax.of(logits), target, gradient);
        };
    }

    @Override
    Settings settings() {
        return super.settings().with("head", head).with("tail", tail).with("shape", shape);
    }
}
