package org.weightbalancing.train.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes influence-balanced cross-entropy: examples that would move the parameters far count less.
 *
 * <p>L = omega alpha / (|p - t|_1 |f|_1 + epsilon) CE(z, t) with p = softmax(z), f the features of the example and omega =
 * sum_c weight_c t_c. The factor on the cross-entropy is held constant in the gradient: dL/dz_c = omega alpha / (|p - t|_1
 * |f|_1 + epsilon) (p_c - t_c). Logits and labels are [b, C]; labels may be soft and must sum to 1 for this reading.
 *
 * <p>The features must be given before each step; the {@link org.weightbalancing.train.Trainer} does so. The paper trains
 * the first half with cross-entropy, see {@link DeferredLoss}: at the start the influence says little.
 *
 * <p>Source: Park et al., "Influence-Balanced Loss for Imbalanced Visual Classification", ICCV 2021.
 */
public final class InfluenceBalancedLoss extends WeightedLogitLoss implements FeatureLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("alpha")
    private final double alpha;

    @JsonProperty("epsilon")
    private final double epsilon;

    private double[] featureNorms = {};

    /**
     * Makes the loss.
     *
     * @param weights [C], finite and not negative, of at least two classes
     * @param alpha scale of the loss, above 0 and finite; 1000 in the published code
     * @param epsilon keeps the influence from 0, above 0 and finite; 0.001 in the published code
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public InfluenceBalancedLoss(
            @JsonProperty("weights") double[] weights,
            @JsonProperty("alpha") double alpha,
            @JsonProperty("epsilon") double epsilon) {
        super(weights);
        this.alpha = Range.ABOVE_ZERO.require("alpha", alpha);
        this.epsilon = Range.ABOVE_ZERO.require("epsilon", epsilon);
    }

    @Override
    public void features(INDArray features) {
        int rows = (int) features.size(0);
        double[] norms = new double[rows];
        double[] row = new double[(int) (features.length() / rows)];
        try (Rows values = Rows.of(features.reshape(rows, row.length))) {
            for (int i = 0; i < rows; i++) {
                values.read(i, row);
                norms[i] = absoluteSum(row);
            }
        }
        featureNorms = norms;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the features given last are not of as many examples
     */
    @Override
    Kernel kernel(Batch batch) {
        double[] norms = featureNorms;
        if (norms.length != batch.rows()) {
            throw new IllegalStateException(name() + " was given the features of " + norms.length
                    + " examples before the loss of " + batch.rows() + ", they must be given before every step");
        }
        Softmax softmax = new Softmax(batch.classes());
        double[] excess = new double[batch.classes()];
        return (row, logits, target, gradient) -> {
            double omega = weight(target);
            double loss = CrossEntropy.of(softmax.of(logits), target, excess);
            double factor = omega * alpha / (absoluteSum(excess) * norms[row] + epsilon);
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] = excess[c] * factor;
            }
            return factor * loss;
        };
    }

    private static double absoluteSum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    @Override
    Settings settings() {
        return super.settings().with("alpha", alpha).with("epsilon", epsilon);
    }
}
