package org.weightbalancing.train.loss;

/** How the weighted losses of a batch's examples become one number. */
public enum Reduction {

    /** The sum over the examples divided by their number b. */
    MEAN,

    /**
     * The sum over the examples divided by the sum of their weights, the default of PyTorch's weighted cross-entropy. The
     * step then depends on the mixture of classes in the batch. 0 if all weights are 0.
     */
    WEIGHTED_MEAN,

    /** The sum over the examples. */
    SUM;

    /** What multiplies each example, so that division by b gives this reduction. */
    double scale(Batch batch, double[] weights) {
        return switch (this) {
            case MEAN -> 1;
            case SUM -> batch.rows();
            case WEIGHTED_MEAN -> {
                double sum = sum(batch, weights);
                yield sum == 0 ? 0 : batch.rows() / sum;
            }
        };
    }

    private static double sum(Batch batch, double[] weights) {
        double[] target = new double[batch.classes()];
        double sum = 0;
        for (int i = 0; i < batch.rows(); i++) {
            batch.readTarget(i, target);
            sum += batch.factor(i) == 0 ? 0 : batch.factor(i) * ClassWeights.mixture(weights, target);
        }
        return sum;
    }
}
