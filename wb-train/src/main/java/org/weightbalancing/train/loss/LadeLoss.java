package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes the loss of label distribution disentangling: balanced softmax cross-entropy plus a lower bound, on the batch,
 * of how far the logits of each class tell its images from balanced data.
 *
 * <p>The value of a batch is mean_i CE(z_i + log pi) + alpha sum_c pi_c (-mean_{i in c} z_ic + L_c + lambda L_c^2), with
 * L_c = log((1 / b) sum_i exp(z_ic - log pi_c - log C)) and pi_c = n_c / sum_k n_k. Its gradient runs through L_c: the
 * bound's part is alpha pi_c (softmax_i(z_ic) (1 + 2 lambda L_c) - [i in c] / b_c), b_c images of class c in the batch.
 * Logits and labels are [b, C].
 *
 * <p>A class without an image in the batch contributes nothing to the first mean, but its L_c counts. A class without
 * training images counts for nothing in the bound and is impossible in the cross-entropy, as in {@link
 * BalancedSoftmaxLoss}. With soft labels the means are weighted by t_ic. A mask weighs the examples in b, in the means and
 * in L_c; then the value is that of the unmasked examples times their share of the rows.
 *
 * <p>Source: Hong et al., "Disentangling Label Distribution for Long-Tailed Visual Recognition", CVPR 2021, with the priors as class weights as in the published code.
 */
public final class LadeLoss extends CountedLogitLoss {

    private static final long serialVersionUID = 1L;

    @JsonProperty("alpha")
    private final double alpha;

    @JsonProperty("lambda")
    private final double lambda;

    private final double[] priors;
    private final double[] logPriors;

    /**
     * Makes the loss.
     *
     * @param counts training images per class, none negative, not all zero, of at least two classes
     * @param alpha weight of the bound, finite and at least 0; usually 0.1
     * @param lambda weight of the squared term that keeps it stable, finite and at least 0; usually 0.1
     * @throws IllegalArgumentException if an argument is not as above
     */
    @JsonCreator
    public LadeLoss(
            @JsonProperty("counts") int[] counts,
            @JsonProperty("alpha") double alpha,
            @JsonProperty("lambda") double lambda) {
        super(counts);
        this.alpha = Range.FROM_ZERO.require("alpha", alpha);
        this.lambda = Range.FROM_ZERO.require("lambda", lambda);
        this.priors = ClassPriors.of(counts);
        this.logPriors = ClassPriors.log(counts);
    }

    @Override
    Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        ClassColumns columns = new ClassColumns(batch);
        double[] bounds = bounds(columns);
        double[] slopes = slopes(columns, bounds);
        double[] bound = new double[bounds.length];
        double shared = shared(bounds);
        return (row, logits, target, gradient) -> {
            if (gradient.length > 0) {
                columns.exponentials(logits, bound);
                for (int c = 0; c < bound.length; c++) {
                    bound[c] *= slopes[c];
                }
            }
            double loss = shared + own(columns, logits, target, bound);
            for (int c = 0; c < logits.length; c++) {
                logits[c] += logPriors[c];
            }
            loss += CrossEntropy.of(softmax.of(logits), target, gradient);
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] += bound[c];
            }
            return loss;
        };
    }

    /** L_c, and 0 for a class without training images. */
    private double[] bounds(ClassColumns columns) {
        double[] bounds = new double[priors.length];
        for (int c = 0; c < bounds.length; c++) {
            if (priors[c] > 0) {
                bounds[c] = columns.logMeanExp(c) - logPriors[c] - Math.log((double) bounds.length);
            }
        }
        return bounds;
    }

    private double shared(double[] bounds) {
        double sum = 0;
        for (int c = 0; c < bounds.length; c++) {
            sum += alpha * priors[c] * (bounds[c] + lambda * bounds[c] * bounds[c]);
        }
        return sum;
    }

    /** What multiplies the exponentials in the gradient of the shared part. */
    private double[] slopes(ClassColumns columns, double[] bounds) {
        double[] slopes = new double[bounds.length];
        for (int c = 0; c < slopes.length; c++) {
            double weight = alpha * priors[c];
            slopes[c] = weight == 0 ? 0 : weight * (1 + 2 * lambda * bounds[c]) * columns.inverseMean(c);
        }
        return slopes;
    }

    /**
     * The part of the bound in which an example is of its class, times the size of the batch, by which the sum over it is
     * divided; subtracts its slopes.
     */
    private double own(ClassColumns columns, double[] logits, double[] target, double[] slopes) {
        double loss = 0;
        for (int c = Nonzero.from(0, target); c < target.length; c = Nonzero.from(c + 1, target)) {
            if (priors[c] > 0) {
                double share = alpha * priors[c] * (target[c] * columns.size() / columns.mass(c));
                loss -= share == 0 ? 0 : share * logits[c];
                slopes[c] -= share;
            }
        }
        return loss;
    }

    @Override
    Settings settings() {
        return super.settings().with("alpha", alpha).with("lambda", lambda);
    }
}
