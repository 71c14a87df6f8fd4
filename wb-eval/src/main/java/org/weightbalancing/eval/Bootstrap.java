package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Estimates by resampling how far a metric would move on another test set of the same size.
 *
 * <p>Test items are drawn with replacement, as many as there are, {@code resamples} times; the interval runs between the
 * (1 - level)/2 and (1 + level)/2 percentiles of the resampled metrics, interpolated linearly between neighbours (the
 * percentile interval of Efron and Tibshirani, An Introduction to the Bootstrap). A resample in which the metric is
 * undefined is left out. {@link #intervals} turns it round or withholds it where it would mislead. It measures the chance in
 * the test items only: not that of training, which takes several seeds to see. The same seed gives the same interval.
 *
 * <p>A metric is any function of (truth, predicted), for instance
 * {@code (truth, predicted) -> Metric.FEW.applyAsDouble(evaluator.evaluate(truth, predicted, trainCounts))}.
 *
 * @param resamples how many times to resample, at least 1; 1000 is usual
 * @param level the confidence level, between 0 and 1
 * @param seed decides the draws
 */
public record Bootstrap(int resamples, double level, long seed) {

    /** Refuses what cannot be computed. */
    public Bootstrap {
        if (resamples < 1) {
            throw new IllegalArgumentException("resamples = " + resamples + ", but at least 1 is required");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level = " + level + ", but a number between 0 and 1 is required");
        }
    }

    /** Returns the fraction of items predicted correctly: the metric to use for plain accuracy. NaN without items. */
    public static double accuracy(int[] truth, int[] predicted) {
        checkLengths(truth, predicted);
        int correct = 0;
        for (int i = 0; i < truth.length; i++) {
            correct += truth[i] == predicted[i] ? 1 : 0;
        }
        return (double) correct / truth.length;
    }

    /**
     * Returns the interval of a metric.
     *
     * @throws IllegalArgumentException if there is no item or the lengths differ
     */
    public BootstrapInterval interval(ToDoubleBiFunction<int[], int[]> metric, int[] truth, int[] predicted) {
        check(truth, predicted);
        return interval(truth.length, items -> metric.applyAsDouble(pick(truth, items), pick(predicted, items)));
    }

    /**
     * Returns the interval of the paired difference metric(first) - metric(second): both are resampled with the same
     * items, so that what is easy or hard for both cancels out.
     *
     * @throws IllegalArgumentException if there is no item or the lengths differ
     */
    public BootstrapInterval difference(
            ToDoubleBiFunction<int[], int[]> metric, int[] truth, int[] first, int[] second) {
        check(truth, first);
        check(truth, second);
        return interval(truth.length, items -> {
            int[] drawn = pick(truth, items);
            return metric.applyAsDouble(drawn, pick(first, items)) - metric.applyAsDouble(drawn, pick(second, items));
        });
    }

    /**
     * Returns the interval of every metric of a report, all from the same resamples, of the kind that {@link
     * Metric#interval()} tells; NaN for the ends of a metric of which no interval holds what it says, and for one that is
     * undefined on the test set itself.
     *
     * <p>A class that a resample misses is left out of its means over classes, and a resample that misses a whole group is
     * left out of the interval of that group.
     *
     * <p>1000 resamples of 10,000 items and 100 classes take about a second.
     *
     * @param scores what the logits say of each test item
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if there is no item, the numbers of classes differ or a count is negative
     */
    public Map<Metric, BootstrapInterval> intervals(ItemScores scores, int[] trainCounts, LongTailEvaluator evaluator) {
        if (scores.items() == 0) {
            throw new IllegalArgumentException("0 test items, but at least one is required");
        }
        Map<Metric, Double> estimates = evaluator.evaluate(scores, trainCounts).values();
        ResampledMetrics metrics = new ResampledMetrics(scores, evaluator.convention(), trainCounts);
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<Metric, Double>> resampled = Stream.generate(() -> metrics.of(times(scores.items(), random)))
                .limit(resamples)
                .toList();
        List<Map<Metric, Double>> calibrated =
                new CalibratedErrors(scores, LongTailEvaluator.BINS).draw(resamples, random);
        Map<Metric, BootstrapInterval> intervals = new EnumMap<>(Metric.class);
        estimates.forEach((metric, estimate) -> {
            double[] values = Double.isNaN(estimate) ? new double[0] : sorted(resampled, metric);
            BootstrapInterval percentiles = interval(estimate, values);
            intervals.put(
                    metric,
                    switch (metric.interval()) {
                        case PERCENTILE -> percentiles;
                        case REVERSED -> percentiles.reversed(percentile(sorted(calibrated, metric), level));
                        case NONE -> percentiles.withheld();
                    });
        });
        return intervals;
    }

    private static double[] sorted(List<Map<Metric, Double>> resampled, Metric metric) {
        return resampled.stream()
                .mapToDouble(of -> of.get(metric))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static int[] times(int size, SplittableRandom random) {
        int[] times = new int[size];
        for (int i = 0; i < size; i++) {
            times[random.nextInt(size)]++;
        }
        return times;
    }

    private BootstrapInterval interval(int size, ToDoubleFunction<int[]> value) {
        int[] items = new int[size];
        Arrays.setAll(items, i -> i);
        double estimate = value.applyAsDouble(items);
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = DoubleStream.generate(() -> {
                    Arrays.setAll(items, i -> random.nextInt(size));
                    return value.applyAsDouble(items);
                })
                .limit(resamples)
                .filter(resampled -> !Double.isNaN(resampled))
                .toArray();
        return interval(estimate, values);
    }

    /** The percentile interval of resampled values, none of them undefined, in any order. */
    BootstrapInterval interval(double estimate, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new BootstrapInterval(
                estimate, percentile(sorted, (1 - level) / 2), percentile(sorted, (1 + level) / 2), level);
    }

    static double percentile(double[] sorted, double fraction) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        if (position == below || sorted[below] == sorted[below + 1]) {
            return sorted[below];
        }
        return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }

    private static int[] pick(int[] labels, int[] items) {
        int[] picked = new int[items.length];
        Arrays.setAll(picked, i -> labels[items[i]]);
        return picked;
    }

    private static void check(int[] truth, int[] predicted) {
        if (truth.length == 0) {
            throw new IllegalArgumentException("0 test items, but at least one is required");
        }
        checkLengths(truth, predicted);
    }

    private static void checkLengths(int[] truth, int[] predicted) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException(
                    truth.length + " true classes but " + predicted.length + " predicted ones");
        }
    }
}
