package org.weightbalancing.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes how far the confidence of predictions is from the fraction of them that is right.
 *
 * <p>Items are put into B bins by confidence, the largest probability: ((b - 1)/B, b/B], closed on the right. With n_b the
 * items of a bin, conf_b the mean of their confidence and acc_b the fraction predicted correctly:
 *
 * <pre>
 * expected (ECE)  sum_b (n_b / n) |acc_b - conf_b|
 * maximum (MCE)   max_b |acc_b - conf_b| over bins with items
 * adaptive        ECE over B bins of equally many items: sorted by confidence, bin b takes the places from
 *                 floor((b - 1) n / B) up to floor(b n / B)
 * </pre>
 *
 * All are in 0..1, 0 is best, and NaN without items. Items of equal confidence count as right by the fraction of them that
 * is, so that the order of the items never matters.
 *
 * @param bins the bins of equal width, from low confidence to high
 * @param expected the expected calibration error
 * @param maximum the maximum calibration error
 * @param adaptive the calibration error over bins of equal mass
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural Networks, ICML 2017, section
 *     2</a>
 * @see <a href="https://doi.org/10.1609/aaai.v29i1.9602">Naeini et al., Obtaining Well Calibrated Probabilities Using
 *     Bayesian Binning, AAAI 2015</a>
 * @see <a href="https://arxiv.org/abs/1904.01685">Nixon et al., Measuring Calibration in Deep Learning, CVPR workshops
 *     2019, section 3</a>
 */
public record Calibration(List<Bin> bins, double expected, double maximum, double adaptive) {

    /**
     * The items whose confidence lies in (lower, upper].
     *
     * @param lower the lower bound, left out
     * @param upper the upper bound, included
     * @param items how many there are
     * @param confidence the mean of their confidence; NaN if there is none
     * @param accuracy the fraction predicted correctly; NaN if there is none
     */
    public record Bin(double lower, double upper, long items, double confidence, double accuracy) {

        /** Returns |accuracy - confidence|; NaN if there is no item. */
        public double gap() {
            return Math.abs(accuracy - confidence);
        }
    }

    /** Makes the list unmodifiable. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Returns the calibration of a test set.
     *
     * @param bins how many bins, at least 1; 15 is usual
     */
    public static Calibration of(ItemScores scores, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins = " + bins + ", but at least 1 is required");
        }
        long[] sorted = sorted(scores);
        List<Bin> byWidth = byWidth(sorted, bins);
        double maximum = byWidth.stream()
                .filter(bin -> bin.items() > 0)
                .mapToDouble(Bin::gap)
                .max()
                .orElse(Double.NaN);
        return new Calibration(byWidth, expected(byWidth), maximum, expected(byMass(sorted, bins)));
    }

    /** The confidences with the last bit for right, in order: bits of positive doubles are in the order of the numbers. */
    private static long[] sorted(ItemScores scores) {
        long[] keys = new long[scores.items()];
        Arrays.setAll(
                keys,
                i -> Double.doubleToRawLongBits(scores.confidence(i)) << 1
                        | (scores.predicted(i) == scores.label(i) ? 1 : 0));
        Arrays.sort(keys);
        return keys;
    }

    private static double confidence(long key) {
        return Double.longBitsToDouble(key >>> 1);
    }

    private static List<Bin> byWidth(long[] sorted, int bins) {
        List<Bin> result = new ArrayList<>();
        int first = 0;
        for (int b = 0; b < bins; b++) {
            double upper = (b + 1.0) / bins;
            int end = first;
            double right = 0;
            while (end < sorted.length && confidence(sorted[end]) <= upper) {
                right += sorted[end] & 1;
                end++;
            }
            result.add(bin((double) b / bins, upper, sorted, first, end, right));
            first = end;
        }
        return result;
    }

    private static List<Bin> byMass(long[] sorted, int bins) {
        double[] right = shared(sorted);
        List<Bin> result = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            int first = (int) ((long) b * sorted.length / bins);
            int end = (int) ((b + 1L) * sorted.length / bins);
            double sum = 0;
            for (int i = first; i < end; i++) {
                sum += right[i];
            }
            result.add(bin(0, 1, sorted, first, end, sum));
        }
        return result;
    }

    /** How much each counts as right: the mean over all of its confidence. */
    private static double[] shared(long[] sorted) {
        double[] right = new double[sorted.length];
        int first = 0;
        while (first < sorted.length) {
            int end = first;
            int count = 0;
            while (end < sorted.length && sorted[end] >>> 1 == sorted[first] >>> 1) {
                count += (int) (sorted[end] & 1);
                end++;
            }
            Arrays.fill(right, first, end, (double) count / (end - first));
            first = end;
        }
        return right;
    }

    private static Bin bin(double lower, double upper, long[] sorted, int first, int end, double right) {
        double sum = 0;
        for (int i = first; i < end; i++) {
            sum += confidence(sorted[i]);
        }
        int items = end - first;
        return new Bin(lower, upper, items, sum / items, right / items);
    }

    private static double expected(List<Bin> bins) {
        long items = bins.stream().mapToLong(Bin::items).sum();
        double sum = bins.stream()
                .filter(bin -> bin.items() > 0)
                .mapToDouble(bin -> bin.items() * bin.gap())
                .sum();
        return sum / items;
    }
}
