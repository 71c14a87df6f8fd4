package org.weightbalancing.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
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
 * interval. 10,000 items and 2,000 resamples take about a second, however many repetitions there are.
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
        return differences(truth, List.of(new Pair(first, second)), trainCounts, pair -> "")
                .get(0);
    }

    /**
     * Two methods.
     *
     * @param first the predictions of the first method, [repetitions, items]
     * @param second the predictions of the second, [repetitions, items]; their number may differ
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Pair(int[][] first, int[][] second) {}

    /**
     * Returns the differences of several pairs of methods on the same items, for each those that it would have alone, in
     * less time: all are drawn together.
     *
     * @param truth the true class of each test item, [items]
     * @param pairs the predictions of each pair of methods; there may be none
     * @param trainCounts the number of training images of each class, [classes]
     * @return of each pair, in their order, what {@link #differences(int[], int[][], int[][], int[])} returns
     * @throws IllegalArgumentException as for one pair; what is wrong with a pair is said of it by its index
     */
    public List<Map<Metric, PairedDifference>> differences(int[] truth, List<Pair> pairs, int[] trainCounts) {
        return differences(truth, pairs, trainCounts, pair -> "pairs[" + pair + "]: ");
    }

    /** As the public ones; messages about a pair start with its place. */
    private List<Map<Metric, PairedDifference>> differences(
            int[] truth, List<Pair> pairs, int[] trainCounts, IntFunction<String> places) {
        if (truth.length == 0) {
            throw new IllegalArgumentException("0 test items, but at least one is required");
        }
        check("truth", truth, trainCounts.length);
        double[][] advantages = new double[truth.length][pairs.size()];
        for (int pair = 0; pair < pairs.size(); pair++) {
            int[][] first = pairs.get(pair).first();
            int[][] second = pairs.get(pair).second();
            require(places.apply(pair), "first", first, truth.length, trainCounts.length);
            require(places.apply(pair), "second", second, truth.length, trainCounts.length);
            double[] advantage = new double[truth.length];
            add(advantage, first, truth, 1);
            add(advantage, second, truth, -1);
            for (int i = 0; i < truth.length; i++) {
                advantages[i][pair] = advantage[i];
            }
        }
        List<PairedDifference> ofAccuracy = ofAccuracy(advantages, pairs.size());
        List<Map<Metric, PairedDifference>> differences = ofClasses(advantages, pairs.size(), truth, trainCounts);
        for (int pair = 0; pair < pairs.size(); pair++) {
            differences.get(pair).put(Metric.ACCURACY, ofAccuracy.get(pair));
        }
        return differences;
    }

    private static void require(String place, String name, int[][] predicted, int items, int classes) {
        if (predicted.length == 0) {
            throw new IllegalArgumentException(
                    place + "0 repetitions of the " + name + " method, but at least one is required");
        }
        for (int repetition = 0; repetition < predicted.length; repetition++) {
            int[] labels = predicted[repetition];
            if (labels.length != items) {
                throw new IllegalArgumentException(place + items + " true classes but " + labels.length
                        + " predicted ones in " + name + "[" + repetition + "]");
            }
            check(place + name + "[" + repetition + "]", labels, classes);
        }
    }

    private static void add(double[] advantage, int[][] predicted, int[] truth, int sign) {
        int[] correct = new int[truth.length];
        for (int[] labels : predicted) {
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

    private List<PairedDifference> ofAccuracy(double[][] advantages, int pairs) {
        SplittableRandom random = new SplittableRandom(bootstrap.seed());
        double[][] resampled = new double[pairs][bootstrap.resamples()];
        for (int resample = 0; resample < bootstrap.resamples(); resample++) {
            double[] means = meansOfDraws(advantages, pairs, random);
            for (int pair = 0; pair < pairs; pair++) {
                resampled[pair][resample] = means[pair];
            }
        }
        double[] estimates = means(advantages, pairs);
        return IntStream.range(0, pairs)
                .mapToObj(pair -> difference(estimates[pair], resampled[pair]))
                .toList();
    }

    private List<Map<Metric, PairedDifference>> ofClasses(
            double[][] advantages, int pairs, int[] truth, int[] trainCounts) {
        double[][][] items = byClass(advantages, truth, trainCounts.length);
        double[][] estimates =
                Arrays.stream(items).map(own -> means(own, pairs)).toArray(double[][]::new);
        Map<Metric, int[]> groups = groups(trainCounts, items);
        Map<Metric, double[][]> resampled = resampled(items, pairs, groups);
        List<Map<Metric, PairedDifference>> differences = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            Map<Metric, PairedDifference> own = new EnumMap<>(Metric.class);
            for (Map.Entry<Metric, int[]> group : groups.entrySet()) {
                double estimate = mean(estimates, pair, group.getValue());
                own.put(group.getKey(), difference(estimate, resampled.get(group.getKey())[pair]));
            }
            differences.add(own);
        }
        return differences;
    }

    /** The differences of each metric in each resample, [pairs, resamples]. */
    private Map<Metric, double[][]> resampled(double[][][] items, int pairs, Map<Metric, int[]> groups) {
        Map<Metric, double[][]> resampled = new EnumMap<>(Metric.class);
        groups.keySet().forEach(metric -> resampled.put(metric, new double[pairs][bootstrap.resamples()]));
        SplittableRandom random = new SplittableRandom(bootstrap.seed());
        double[][] drawn = new double[items.length][];
        for (int resample = 0; resample < bootstrap.resamples(); resample++) {
            Arrays.setAll(drawn, c -> meansOfDraws(items[c], pairs, random));
            for (Map.Entry<Metric, int[]> group : groups.entrySet()) {
                for (int pair = 0; pair < pairs; pair++) {
                    resampled.get(group.getKey())[pair][resample] = mean(drawn, pair, group.getValue());
                }
            }
        }
        return resampled;
    }

    /** [classes, items of the class, pairs]. */
    private static double[][][] byClass(double[][] advantages, int[] truth, int classes) {
        double[][][] items = new double[classes][][];
        Arrays.setAll(items, c -> IntStream.range(0, truth.length)
                .filter(i -> truth[i] == c)
                .mapToObj(i -> advantages[i])
                .toArray(double[][]::new));
        return items;
    }

    /** The classes with test items of each metric that is a mean over classes. */
    private Map<Metric, int[]> groups(int[] trainCounts, double[][][] items) {
        Map<Metric, int[]> groups = new EnumMap<>(Metric.class);
        int[] tested = IntStream.range(0, items.length)
                .filter(c -> items[c].length > 0)
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

    private static double mean(double[][] values, int pair, int[] classes) {
        return Arrays.stream(classes)
                .mapToDouble(c -> values[c][pair])
                .average()
                .orElse(Double.NaN);
    }

    /** The mean of each pair, [pairs]; NaN if there are no items. */
    private static double[] means(double[][] items, int pairs) {
        double[] means = new double[pairs];
        Arrays.setAll(means, pair -> Arrays.stream(items)
                .mapToDouble(own -> own[pair])
                .average()
                .orElse(Double.NaN));
        return means;
    }

    /** The means of as many draws as there are items, [pairs]; NaN if there is none. */
    private static double[] meansOfDraws(double[][] items, int pairs, SplittableRandom random) {
        double[] sums = new double[pairs];
        for (int i = 0; i < items.length; i++) {
            double[] own = items[random.nextInt(items.length)];
            for (int pair = 0; pair < pairs; pair++) {
                sums[pair] += own[pair];
            }
        }
        Arrays.setAll(sums, pair -> sums[pair] / items.length);
        return sums;
    }

    private PairedDifference difference(double estimate, double[] resampled) {
        double[] values = Arrays.stream(resampled).map(PairedBootstrap::rounded).toArray();
        return PairedDifference.of(bootstrap.interval(rounded(estimate), values), values);
    }

    private static double rounded(double difference) {
        return Math.abs(difference) < ROUNDING ? 0 : difference;
    }
}
