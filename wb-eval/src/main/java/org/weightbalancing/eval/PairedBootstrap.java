package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Estimates how surely one method is better than another when both predict the same test items, each perhaps several
 * times, by networks of other seeds.
 *
 * <p>With A repetitions of the first method and B of the second, item i counts
 * d_i = (1/A) #{a: first[a][i] = truth[i]} - (1/B) #{b: second[b][i] = truth[i]}: repetitions are averaged, and what is
 * easy or hard for both cancels out. The difference of accuracies is the mean of d over all items; that of a class is
 * its mean over the items of the class, and that of a group the mean over its classes. Items are drawn with replacement:
 *
 * <ul>
 *   <li>for {@link Metric#ACCURACY} from all items alike, as {@link Bootstrap} does: nothing is taken for granted about
 *       how many of each class another test set would have;
 *   <li>for the means over classes from each class as many as it has: how many items a class has was chosen, not met by
 *       chance, and a class that a resample missed would change what the mean is over.
 * </ul>
 *
 * <p>The interval is that of percentiles (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13). It speaks
 * of other test items for the networks at hand; for training anew see {@link MeanInterval}. The same seed gives the same
 * interval. 10,000 items and 2,000 resamples take less than a second, however many repetitions there are.
 *
 * @param bootstrap resamples, level and seed
 * @param convention assigns each class to its group
 */
public record PairedBootstrap(Bootstrap bootstrap, ShotConvention convention) {

    /** Differences are multiples of one over the items of a class and the repetitions; less is rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * Returns the differences first - second of {@link Metric#ACCURACY}, {@link Metric#MEAN_CLASS_ACCURACY},
     * {@link Metric#MANY}, {@link Metric#MEDIUM} and {@link Metric#FEW}, in this order. The accuracy of the worst class is
     * not among them: which class that is changes from one resample to another, and percentiles of a minimum mislead.
     *
     * @param truth the true class of each test item, [items]
     * @param first the predictions of the first method, [repetitions, items]
     * @param second the predictions of the second, [repetitions, items]; their number may differ
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if there is no item or repetition, lengths differ, a class is out of range or a
     *     count negative
     */
    public Map<Metric, PairedDifference> differences(int[] truth, int[][] first, int[][] second, int[] trainCounts) {
        if (truth.length == 0) {
            throw new IllegalArgumentException("0 test items, but at least one is required");
        }
        check("truth", truth, trainCounts.length);
        double[] advantage = new double[truth.length];
        add(advantage, "first", first, truth, trainCounts.length, 1);
        add(advantage, "second", second, truth, trainCounts.length, -1);
        Map<Metric, PairedDifference> differences = new EnumMap<>(Metric.class);
        differences.put(Metric.ACCURACY, ofAccuracy(advantage));
        differences.putAll(ofClasses(advantage, truth, trainCounts));
        return differences;
    }

    private static void add(double[] advantage, String name, int[][] predicted, int[] truth, int classes, int sign) {
        if (predicted.length == 0) {
            throw new IllegalArgumentException(
                    "0 repetitions of the " + name + " method, but at least one is required");
        }
        int[] correct = new int[truth.length];
        for (int repetition = 0; repetition < predicted.length; repetition++) {
            int[] labels = predicted[repetition];
            if (labels.length != truth.length) {
                throw new IllegalArgumentException(truth.length + " true classes but " + labels.length
                        + " predicted ones in " + name + "[" + repetition + "]");
            }
            check(name + "[" + repetition + "]", labels, classes);
            Arrays.setAll(correct, i -> correct[i] + (labels[i] == truth[i] ? 1 : 0));
        }
        Arrays.setAll(advantage, i -> advantage[i] + (double) sign * correct[i] / predicted.length);
    }

    private static void check(String name, int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] = " + labels[i] + ", but classes are 0.." + (classes - 1));
            }
        }
    }

    private PairedDifference ofAccuracy(double[] advantage) {
        SplittableRandom random = new SplittableRandom(bootstrap.seed());
        double[] resampled = new double[bootstrap.resamples()];
        Arrays.setAll(resampled, resample -> meanOfDraws(advantage, random));
        return difference(Arrays.stream(advantage).average().orElseThrow(), resampled);
    }

    private Map<Metric, PairedDifference> ofClasses(double[] advantage, int[] truth, int[] trainCounts) {
        double[][] items = byClass(advantage, truth, trainCounts.length);
        double[] estimates = new double[items.length];
        Arrays.setAll(estimates, c -> Arrays.stream(items[c]).average().orElse(Double.NaN));
        Map<Metric, int[]> groups = groups(trainCounts, estimates);
        Map<Metric, double[]> resampled = new EnumMap<>(Metric.class);
        groups.keySet().forEach(metric -> resampled.put(metric, new double[bootstrap.resamples()]));
        SplittableRandom random = new SplittableRandom(bootstrap.seed());
        double[] drawn = new double[items.length];
        for (int resample = 0; resample < bootstrap.resamples(); resample++) {
            Arrays.setAll(drawn, c -> meanOfDraws(items[c], random));
            for (Map.Entry<Metric, int[]> group : groups.entrySet()) {
                resampled.get(group.getKey())[resample] = mean(drawn, group.getValue());
            }
        }
        Map<Metric, PairedDifference> differences = new EnumMap<>(Metric.class);
        groups.forEach((metric, classes) ->
                differences.put(metric, difference(mean(estimates, classes), resampled.get(metric))));
        return differences;
    }

    private static double[][] byClass(double[] advantage, int[] truth, int classes) {
        double[][] items = new double[classes][];
        Arrays.setAll(items, c -> IntStream.range(0, truth.length)
                .filter(i -> truth[i] == c)
                .mapToDouble(i -> advantage[i])
                .toArray());
        return items;
    }

    /** The classes with test items of each metric that is a mean over classes. */
    private Map<Metric, int[]> groups(int[] trainCounts, double[] estimates) {
        Map<Metric, int[]> groups = new EnumMap<>(Metric.class);
        int[] tested = IntStream.range(0, estimates.length)
                .filter(c -> !Double.isNaN(estimates[c]))
                .toArray();
        Shot[] shots = convention.of(trainCounts);
        groups.put(Metric.MEAN_CLASS_ACCURACY, tested);
        for (Shot shot : Shot.values()) {
            groups.put(
                    Metric.valueOf(shot.name()),
                    Arrays.stream(tested).filter(c -> shots[c] == shot).toArray());
        }
        return groups;
    }

    private static double mean(double[] values, int[] classes) {
        return Arrays.stream(classes).mapToDouble(c -> values[c]).average().orElse(Double.NaN);
    }

    /** The mean of as many draws as there are values; NaN if there is none. */
    private static double meanOfDraws(double[] values, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[random.nextInt(values.length)];
        }
        return sum / values.length;
    }

    private PairedDifference difference(double estimate, double[] resampled) {
        double[] values = Arrays.stream(resampled).map(PairedBootstrap::rounded).toArray();
        return PairedDifference.of(bootstrap.interval(rounded(estimate), values), values);
    }

    private static double rounded(double difference) {
        return Math.abs(difference) < ROUNDING ? 0 : difference;
    }
}
