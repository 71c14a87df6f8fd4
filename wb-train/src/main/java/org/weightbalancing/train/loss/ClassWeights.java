package org.weightbalancing.train.loss;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Computes one loss weight per class from the number of its training images.
 *
 * <p>{@link #effectiveNumber} and {@link #inversePower} scale their weights to a mean of 1 over the classes that have
 * images. A class without images gets weight 0 and takes no part in that mean: nothing is known about it, and no
 * training image can ask for its weight.
 */
public final class ClassWeights {

    private ClassWeights() {}

    /**
     * Computes class-balanced weights from the effective number of samples.
     *
     * <p>With E_c = (1 - beta^n_c) / (1 - beta), weight_c = (1 / E_c) * C' / sum_k (1 / E_k), where C' is the number of
     * classes with images. beta = 0 gives 1 for each of them; beta = 1 is the limit E_c = n_c, inverse frequency.
     *
     * <p>Source: Cui et al., "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019, equation 9.
     *
     * @param counts training images per class, none negative, not all zero
     * @param beta between 0 and 1, both included; usually 0.9999
     * @return weights [C]
     * @throws IllegalArgumentException if the counts or beta are not as above
     */
    public static double[] effectiveNumber(int[] counts, double beta) {
        Range.FROM_ZERO_TO_ONE.require("beta", beta);
        double logBeta = Math.log(beta);
        // 1 - beta^n without the cancellation that n * log(beta) near 0 would bring.
        IntToDoubleFunction rarity = n -> beta == 1 ? 1.0 / n : -1 / Math.expm1(n * logBeta);
        return normalized(counts, rarity);
    }

    /**
     * Computes weights inversely proportional to a power of the class frequency: weight_c ~ n_c^-exponent.
     *
     * <p>Exponent 0 weighs all classes alike, 0.5 is the inverse square root, 1 the inverse frequency. Source: the
     * generalized re-weighting of Zhang et al., "Distribution Alignment", CVPR 2021, section 3.3.
     *
     * @param counts training images per class, none negative, not all zero
     * @param exponent finite and at least 0
     * @return weights [C]
     * @throws IllegalArgumentException if the counts or the exponent are not as above
     */
    public static double[] inversePower(int[] counts, double exponent) {
        Range.FROM_ZERO.require("exponent", exponent);
        return normalized(counts, n -> Math.pow(n, -exponent));
    }

    /**
     * Computes weights relative to the rarest class: weight_c = (n_min / n_c)^exponent, n_min the smallest count above 0.
     *
     * <p>They are not normalized: the rarest class has 1, all others less. Exponent 1 is cost-sensitive weighting, a
     * smaller one its smoothed form. A class without images gets weight 0.
     *
     * @param counts training images per class, none negative, not all zero
     * @param exponent finite and at least 0
     * @return weights [C], from 0 to 1
     * @throws IllegalArgumentException if the counts or the exponent are not as above
     */
    public static double[] smooth(int[] counts, double exponent) {
        ClassPriors.require(counts);
        Range.FROM_ZERO.require("exponent", exponent);
        double rarest = Arrays.stream(counts).filter(n -> n > 0).min().orElseThrow();
        return Arrays.stream(counts)
                .mapToDouble(n -> n == 0 ? 0 : Math.pow(rarest / n, exponent))
                .toArray();
    }

    private static double[] normalized(int[] counts, IntToDoubleFunction rarity) {
        ClassPriors.require(counts);
        double[] weights = Arrays.stream(counts)
                .mapToDouble(n -> n == 0 ? 0 : rarity.applyAsDouble(n))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        long present = Arrays.stream(counts).filter(n -> n > 0).count();
        return Arrays.stream(weights).map(w -> w * present / sum).toArray();
    }

    /** Refuses weights that are negative or not finite. */
    static void require(double[] weights) {
        for (int c = 0; c < weights.length; c++) {
            Range.FROM_ZERO.require("weight of class " + c, weights[c]);
        }
    }

    /** The weight of a target: sum_c weight_c t_c. */
    static double mixture(double[] weights, double[] target) {
        return Sum.ofProducts(target, weights);
    }
}
