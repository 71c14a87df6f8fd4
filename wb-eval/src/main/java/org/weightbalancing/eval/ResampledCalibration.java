package org.weightbalancing.eval;

import java.util.Comparator;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Computes the errors of {@link Calibration} of a test set in which each item counts a number of times; the items are
 * sorted by confidence once for all resamples.
 */
final class ResampledCalibration {

    private final int bins;
    private final int[] order;
    private final double[] confidence;
    private final boolean[] right;
    private final int[] bin;

    ResampledCalibration(ItemScores scores, int bins) {
        this(scores.items(), scores::confidence, item -> scores.rank(item) == 0, bins);
    }

    /**
     * Sorts items.
     *
     * @param items how many there are
     * @param confidenceOf an item
     * @param isRight whether an item is predicted correctly
     */
    ResampledCalibration(int items, IntToDoubleFunction confidenceOf, IntPredicate isRight, int bins) {
        this.bins = bins;
        order = IntStream.range(0, items)
                .boxed()
                .sorted(Comparator.comparingDouble(confidenceOf::applyAsDouble))
                .mapToInt(item -> item)
                .toArray();
        confidence = new double[order.length];
        right = new boolean[order.length];
        bin = new int[order.length];
        int b = 0;
        for (int at = 0; at < order.length; at++) {
            confidence[at] = confidenceOf.applyAsDouble(order[at]);
            right[at] = isRight.test(order[at]);
            while (confidence[at] > (b + 1.0) / bins) {
                b++;
            }
            bin[at] = b;
        }
    }

    /** Puts the errors of the test set in which each item counts {@code times[item]} times. */
    void put(int[] times, Map<Metric, Double> values) {
        long items = 0;
        Gaps gaps = new Gaps(bins);
        for (int at = 0; at < order.length; at++) {
            int weight = times[order[at]];
            items += weight;
            gaps.add(bin[at], weight, confidence[at], right[at] ? weight : 0);
        }
        values.put(Metric.ECE, gaps.expected());
        values.put(Metric.MCE, gaps.maximum());
        values.put(Metric.ADAPTIVE_ECE, byMass(times, items).expected());
    }

    /** Items of equal confidence stand at consecutive places, each as right as all of them together. */
    private Gaps byMass(int[] times, long items) {
        Gaps gaps = new Gaps(bins);
        long place = 0;
        int b = 0;
        int first = 0;
        while (first < order.length) {
            long weight = 0;
            long correct = 0;
            int end = first;
            for (; end < order.length && confidence[end] == confidence[first]; end++) {
                weight += times[order[end]];
                correct += right[end] ? times[order[end]] : 0;
            }
            for (long left = weight; left > 0; ) {
                long taken = Math.min(left, (b + 1) * items / bins - place);
                gaps.add(b, taken, confidence[first], (double) correct / weight * taken);
                left -= taken;
                place += taken;
                b += left > 0 ? 1 : 0;
            }
            first = end;
        }
        return gaps;
    }

    /** The sums of each bin. */
    private static final class Gaps {
        private final long[] items;
        private final double[] confidence;
        private final double[] right;

        Gaps(int bins) {
            items = new long[bins];
            confidence = new double[bins];
            right = new double[bins];
        }

        void add(int bin, long times, double confidenceOfEach, double correct) {
            items[bin] += times;
            confidence[bin] += times * confidenceOfEach;
            right[bin] += correct;
        }

        double expected() {
            double sum = 0;
            long all = 0;
            for (int b = 0; b < items.length; b++) {
                sum += Math.abs(right[b] - confidence[b]);
                all += items[b];
            }
            return sum / all;
        }

        double maximum() {
            double maximum = Double.NaN;
            for (int b = 0; b < items.length; b++) {
                if (items[b] > 0) {
                    double gap = Math.abs(right[b] - confidence[b]) / items[b];
                    maximum = maximum >= gap ? maximum : gap;
                }
            }
            return maximum;
        }
    }
}
