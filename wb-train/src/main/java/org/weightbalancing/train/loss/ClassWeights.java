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
        if (!(beta >= 0 && beta <= 1)) {
            throw new IllegalArgumentException("beta is " + beta + ", allowed is 0 to 1");
        }
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
        if (!(exponent >= 0 && exponent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("exponent is " + exponent + ", allowed is a finite number from 0");
        }
        return normalized(counts, n -> Math.pow(n, -exponent));
    }

    private static double[] normalized(int[] counts, IntToDoubleFunction rarity) {
        requireCounts(counts);
        double[] weights = Arrays.stream(counts)
                .mapToDouble(n -> n == 0 ? 0 : rarity.applyAsDouble(n))
                .toArray();
        double sum = Arrays.stream(weights).sum();
        long present = Arrays.stream(counts).filter(n -> n > 0).count();
        return Arrays.stream(weights).map(w -> w * present / sum).toArray();
    }

    private static void requireCounts(int[] counts) {
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 0) {
                throw new IllegalArgumentException(
                        "count of class " + c + " is " + counts[c] + ", allowed is 0 or more");
            }
        }
        if (Arrays.stream(counts).allMatch(n -> n == 0)) {
            throw new IllegalArgumentException("no class has an image: counts are " + Arrays.toString(counts));
        }
    }
}
