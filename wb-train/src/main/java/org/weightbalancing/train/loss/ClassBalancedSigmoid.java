package org.weightbalancing.train.loss;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Computes class-weighted binary cross-entropy on sigmoids, averaged over the classes.
 *
 * <p>L = (omega / C) sum_c -[t_c log p_c + (1 - t_c) log(1 - p_c)] with p_c = 1 / (1 + exp(-z_c)) and omega = sum_c
 * weight_c t_c, which is weight_y for one-hot labels; dL/dz_c = omega (p_c - t_c) / C. Logits and labels are [b, C];
 * labels may be soft. The output layer's activation may also be sigmoid. Logarithms are computed from the logits, so
 * nothing saturates.
 *
 * <p>Source: Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019, section 4.2. They start
 * the classifier's bias at -log(C - 1), so that every class begins with probability 1 / C.
 */
public final class ClassBalancedSigmoid extends WeightedLogitLoss {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the loss with weights by the effective number of samples.
     *
     * @param counts training images per class
     * @param beta between 0 (all weights 1) and 1 (inverse frequency); usually 0.9999
     * @throws IllegalArgumentException as {@link ClassWeights#effectiveNumber}
     */
    public ClassBalancedSigmoid(int[] counts, double beta) {
        this(ClassWeights.effectiveNumber(counts, beta));
    }

    /**
     * Makes the loss with given weights.
     *
     * @param weights [C], finite and not negative, of at least two classes
     * @throws IllegalArgumentException if the weights are not as above
     */
    @JsonCreator
    public ClassBalancedSigmoid(@JsonProperty("weights") double[] weights) {
        super(weights);
    }

    @Override
    Kernel kernel(Batch batch) {
        Logistics logistics = new Logistics(batch.classes());
        double[] losses = new double[batch.classes()];
        boolean scored = batch.scored();
        return (row, logits, target, gradient) -> {
            logistics.compute(logits);
            double scale = weight(target) / target.length;
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] = scale * ((1 - target[c]) * logistics.p(c) - target[c] * logistics.notP(c));
            }
            return scored ? scale * unweighted(logistics, target, losses) : 0;
        };
    }

    private static double unweighted(Logistics logistics, double[] target, double[] losses) {
        logistics.computeLogs();
        for (int c = 0; c < losses.length; c++) {
            losses[c] = -logistics.logNotP(c);
        }
        for (int c = Nonzero.from(0, target); c < target.length; c = Nonzero.from(c + 1, target)) {
            double yes = target[c];
            losses[c] = (yes == 1 ? 0 : (1 - yes) * losses[c]) - yes * logistics.logP(c);
        }
        return Sum.of(losses);
    }

    @Override
    boolean acceptsSigmoid() {
        return true;
    }
}
