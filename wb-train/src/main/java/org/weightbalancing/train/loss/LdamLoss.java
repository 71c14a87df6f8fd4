package org.weightbalancing.train.loss;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes the label-distribution-aware margin loss: L = weight_y CE(s (z - Delta_y e_y), y), cross-entropy on scaled
 * logits of which the true class's is lowered by its margin.
 *
 * <p>dL/dz = s weight_y (softmax(s (z - Delta_y e_y)) - e_y). Logits and labels are [b, C]; labels must be one-hot. The
 * paper's logits are cosines, from a head with unit features and unit class weights; a head that scales its cosines by s
 * itself calls for scale 1 and margins times s.
 *
 * <p>Source: Cao et al., "Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss", NeurIPS 2019.
 * Their deferred re-weighting is a {@link DeferredLoss} from weights 1 to class-balanced weights with
 * the weighted mean.
 */
public final class LdamLoss extends WeightedLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("margins")
    private final double[] margins;

    @JsonProperty("scale")
    private final double scale;

    @JsonProperty("reduction")
    private final Reduction reduction;

    /**
     * Makes the loss with margins by the counts, weights 1 and the mean.
     *
     * @param counts training images per class, each at least 1
     * @param maxMargin margin of the rarest class, finite and at least 0; usually 0.5
     * @param scale s, above 0 and finite; usually 30
     * @throws IllegalArgumentException as {@link #margins}, or if the scale is not as above
     */
    public LdamLoss(int[] counts, double maxMargin, double scale) {
        this(margins(counts, maxMargin), scale, ones(counts.length), Reduction.MEAN);
    }

    /**
     * Makes the loss with given margins and weights.
     *
     * @param margins [C], finite and not negative
     * @param scale s, above 0 and finite
     * @param weights [C], finite and not negative, of at least two classes
     * @param reduction how examples become one number, as in {@link WeightedCrossEntropy}
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public LdamLoss(
            @JsonProperty("margins") double[] margins,
            @JsonProperty("scale") double scale,
            @JsonProperty("weights") double[] weights,
            @JsonProperty("reduction") Reduction reduction) {
        super(weights);
        if (margins.length != weights.length) {
            throw new IllegalArgumentException(
                    "margins of " + margins.length + " classes and weights of " + weights.length);
        }
        for (int c = 0; c < margins.length; c++) {
            Range.FROM_ZERO.require("margin of class " + c, margins[c]);
        }
        this.margins = margins.clone();
        this.scale = Range.ABOVE_ZERO.require("scale", scale);
        this.reduction = reduction;
    }

    /**
     * Computes the margins Delta_c = maxMargin n_c^(-1/4) / max_k n_k^(-1/4): the rarest class has the largest.
     *
     * @param counts training images per class, each at least 1
     * @param maxMargin finite and at least 0
     * @return margins [C], in units of the unscaled logits
     * @throws IllegalArgumentException if an argument is not as above
     */
    public static double[] margins(int[] counts, double maxMargin) {
        ClassPriors.requireImagesOfEach("LdamLoss", counts);
        Range.FROM_ZERO.require("maxMargin", maxMargin);
        double rarest = Arrays.stream(counts).min().orElseThrow();
        return Arrays.stream(counts)
                .mapToDouble(n -> maxMargin * Math.pow(rarest / n, 0.25))
                .toArray();
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        return (row, logits, target, gradient) -> {
            int label = label(row, target);
            logits[label] -= margins[label];
            for (int c = 0; c < logits.length; c++) {
                logits[c] *= scale;
            }
            target[label] = weight(label);
            double loss = CrossEntropy.of(softmax.of(logits), target, gradient);
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] *= scale;
            }
            return loss;
        };
    }

    @Override
    double scale(Batch batch) {
        return reduction.scale(batch, weights());
    }

    @Override
    Settings settings() {
        return super.settings().perClass(margins).with("scale", scale).with("reduction", reduction);
    }

    private static double[] ones(int classes) {
        double[] ones = new double[classes];
        Arrays.fill(ones, 1);
        return ones;
    }
}
