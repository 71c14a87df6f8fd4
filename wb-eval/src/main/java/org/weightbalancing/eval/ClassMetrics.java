package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Computes the metrics that follow from counts of each class, for one vector of training counts. */
final class ClassMetrics {

    private final Shot[] shots;
    private final Map<Metric, double[]> priors = new EnumMap<>(Metric.class);

    ClassMetrics(ShotConvention convention, int[] trainCounts) {
        shots = convention.of(trainCounts);
        if (shots.length != trainCounts.length) {
            throw new IllegalArgumentException(
                    shots.length + " shot groups for " + trainCounts.length + " classes, but one for each is required");
        }
        priors.put(Metric.FORWARD_50, ShiftedPrior.forward(50).of(trainCounts));
        priors.put(Metric.FORWARD_10, ShiftedPrior.forward(10).of(trainCounts));
        priors.put(Metric.BACKWARD_10, ShiftedPrior.backward(10).of(trainCounts));
        priors.put(Metric.BACKWARD_50, ShiftedPrior.backward(50).of(trainCounts));
    }

    void put(ClassCounts counts, Map<Metric, Double> values) {
        double[] accuracies =
                IntStream.range(0, shots.length).mapToDouble(counts::accuracy).toArray();
        double[] tested = defined(accuracies);
        int tenth = Math.max(1, (tested.length + 9) / 10);
        values.put(Metric.ACCURACY, counts.accuracy());
        values.put(Metric.MEAN_CLASS_ACCURACY, mean(tested));
        values.put(Metric.MANY, mean(defined(of(Shot.MANY, accuracies))));
        values.put(Metric.MEDIUM, mean(defined(of(Shot.MEDIUM, accuracies))));
        values.put(Metric.FEW, mean(defined(of(Shot.FEW, accuracies))));
        values.put(Metric.WORST_CLASS_ACCURACY, new WorstClasses(1).accuracy(tested));
        values.put(Metric.WORST_10_PERCENT, new WorstClasses(tenth).accuracy(tested));
        double[] inverses = Arrays.stream(tested).map(accuracy -> 1 / accuracy).toArray();
        values.put(Metric.HARMONIC_MEAN_ACCURACY, 1 / mean(inverses));
        double[] logarithms = Arrays.stream(tested).map(Math::log).toArray();
        values.put(Metric.GEOMETRIC_MEAN_ACCURACY, Math.exp(mean(logarithms)));
        double[] f1 = IntStream.range(0, shots.length).mapToDouble(counts::f1).toArray();
        values.put(Metric.MACRO_F1, mean(defined(f1)));
        priors.forEach((metric, prior) -> values.put(metric, ShiftedPrior.weighted(accuracies, prior)));
    }

    /** How many classes with test items each group has. */
    Map<Shot, Integer> sizes(ClassCounts counts) {
        Map<Shot, Integer> sizes = new EnumMap<>(Shot.class);
        for (Shot shot : Shot.values()) {
            IntPredicate tested = c -> shots[c] == shot && counts.items(c) > 0;
            sizes.put(
                    shot, (int) IntStream.range(0, shots.length).filter(tested).count());
        }
        return sizes;
    }

    private double[] of(Shot shot, double[] accuracies) {
        return IntStream.range(0, shots.length)
                .filter(c -> shots[c] == shot)
                .mapToDouble(c -> accuracies[c])
                .toArray();
    }

    private static double[] defined(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
