package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * The accuracy on a test set whose classes are not equally frequent, worked out from class accuracies.
 *
 * <p>Classes are ranked by their number of training images, rank 0 the largest, of equal ones the lower class first. A test
 * set of prior q with
 *
 * <pre>
 * q_c = ratio^(-rank_c / (C-1)) / sum_k ratio^(-rank_k / (C-1)),   [C]
 * </pre>
 *
 * has {@code ratio} times as many items of the class trained most as of the class trained least, exponentially between. Its
 * expected accuracy is sum_c q_c a_c, where a_c is the accuracy of class c, and q is scaled to sum to 1 over the classes
 * with test items. These are the forward (head-heavy), uniform and backward (tail-heavy) test distributions of SADE (Zhang
 * et al., Self-Supervised Aggregation of Diverse Experts, NeurIPS 2022, section 5), which draws items instead of weighting
 * classes: the same but for the chance of that draw and the rounding of counts.
 *
 * @param ratio of the most to the least trained class in the test set, above 0; below 1 the tail is more frequent
 */
public record ShiftedPrior(double ratio) {

    /** Refuses what is no ratio. */
    public ShiftedPrior {
        check(ratio);
    }

    /** Makes the head {@code ratio} times as frequent as the tail; published are 50, 25, 10, 5 and 2, and 1 is uniform. */
    public static ShiftedPrior forward(double ratio) {
        return new ShiftedPrior(ratio);
    }

    /** Makes the tail {@code ratio} times as frequent as the head: {@link #forward} with the classes reversed. */
    public static ShiftedPrior backward(double ratio) {
        check(ratio);
        return new ShiftedPrior(1 / ratio);
    }

    /**
     * Returns the prior q of each class, [classes], summing to 1.
     *
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if a count is negative
     */
    public double[] of(int[] trainCounts) {
        double last = Math.max(1, trainCounts.length - 1);
        double largest = ratio < 1 ? 1 : 0; // the exponent that makes the most frequent class count 1
        double[] prior = Arrays.stream(TrainCounts.ranks(trainCounts))
                .mapToDouble(rank -> Math.pow(ratio, largest - rank / last))
                .toArray();
        double sum = Arrays.stream(prior).sum();
        Arrays.setAll(prior, c -> prior[c] / sum);
        return prior;
    }

    /**
     * Returns the expected accuracy, a fraction 0..1; NaN if no class has test items.
     *
     * @param classAccuracies the accuracy of each class, [classes]; NaN for a class without test items, which is left out
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if the lengths differ or a count is negative
     */
    public double accuracy(double[] classAccuracies, int[] trainCounts) {
        if (classAccuracies.length != trainCounts.length) {
            throw new IllegalArgumentException(
                    trainCounts.length + " training counts for " + classAccuracies.length + " classes");
        }
        return weighted(classAccuracies, of(trainCounts));
    }

    private static void check(double ratio) {
        if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("ratio = " + ratio + ", but a finite number above 0 is required");
        }
    }

    /** The mean of what is defined, by weights of any sum. */
    static double weighted(double[] values, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int c = 0; c < values.length; c++) {
            if (!Double.isNaN(values[c])) {
                sum += weights[c] * values[c];
                total += weights[c];
            }
        }
        return sum / total;
    }
}
