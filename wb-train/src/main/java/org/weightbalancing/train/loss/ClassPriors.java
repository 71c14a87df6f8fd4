package org.weightbalancing.train.loss;

import java.util.Arrays;

/**
 * Computes how probable each class is among the training images: pi_c = n_c / sum_k n_k.
 *
 * <p>A class without images has prior 0 and log prior minus infinity.
 */
public final class ClassPriors {

    private ClassPriors() {}

    /**
     * Computes the priors pi_c = n_c / sum_k n_k, which sum to 1.
     *
     * @param counts training images per class, none negative, not all zero
     * @return priors [C]
     * @throws IllegalArgumentException if the counts are not as above
     */
    public static double[] of(int[] counts) {
        require(counts);
        double total = Arrays.stream(counts).asLongStream().sum();
        return Arrays.stream(counts).mapToDouble(n -> n / total).toArray();
    }

    /**
     * Computes the logarithms of the priors, log n_c - log sum_k n_k, in nats.
     *
     * @param counts training images per class, none negative, not all zero
     * @return log priors [C]; minus infinity for a class without images
     * @throws IllegalArgumentException if the counts are not as above
     */
    public static double[] log(int[] counts) {
        return Arrays.stream(of(counts)).map(Math::log).toArray();
    }

    /** Refuses counts that give no priors. */
    static void require(int[] counts) {
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

    /** Refuses counts with a class without images, of which the caller has no meaning. */
    static void requireImagesOfEach(String loss, int[] counts) {
        require(counts);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new IllegalArgumentException(
                        loss + " is not defined for a class without images: count of class " + c + " is 0");
            }
        }
    }
}
