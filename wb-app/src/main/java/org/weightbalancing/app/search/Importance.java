package org.weightbalancing.app.search;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How much each hyperparameter of a study matters for the score.
 *
 * <p>A random forest f is fitted to the complete trials over the coordinates of the space (forests for this purpose: Hutter,
 * Hoos and Leyton-Brown, ICML 2014). The total effect of a dimension is the mean variance of f when that coordinate alone
 * is drawn anew, T_j = E[Var(f | all but x_j)] (Homma and Saltelli, Reliability Engineering and System Safety 52, 1996),
 * over the whole space, by the estimator (1/2N) sum_i (f(x_i) - f(x_i with another x_j))^2 of Jansen (Computer Physics
 * Communications 117, 1999). A share is T_j / sum_k T_k. A dimension whose condition does not hold at a point has no effect
 * there. With few trials the shares of weak dimensions come out too small. Steps of the budget are a coordinate too, at its largest value where f is asked. A loss above the third quartile
 * by more than three times the interquartile range counts as that bound, so that few diverged trials do not rule.
 *
 * @param shares of the dimensions, largest first; each from 0 to 1, together 1
 * @param explained fraction of the variance of the scores, among trials of one budget, that the forest explains at trials
 *     it has not seen; 0 or less if the shares mean nothing
 * @param error how far off the forest's predictions are there: the root of the mean squared error, in units of the score
 */
public record Importance(Map<String, Double> shares, double explained, double error) {

    private static final int FEWEST = 10;
    private static final int POINTS = 1024;
    private static final double MIDDLE = 0.5;

    /** Copies the shares and keeps their order. */
    public Importance {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /**
     * Computes the importance of all dimensions.
     *
     * @param space of the study
     * @param goal of the study
     * @param trials all or some of its trials; those that are not complete are left out
     * @param seed of what is drawn; the same seed gives the same numbers
     * @return nothing if fewer than 10 trials are complete, or no score depends on any dimension
     */
    public static Optional<Importance> of(SearchSpace space, Goal goal, List<TrialRecord> trials, long seed) {
        List<TrialRecord> complete =
                trials.stream().filter(TrialRecord::complete).toList();
        if (complete.size() < FEWEST) {
            return Optional.empty();
        }
        double[] losses = fenced(complete.stream()
                .mapToDouble(trial -> goal.loss(trial.score().orElseThrow()))
                .toArray());
        double[][] points = complete.stream().map(trial -> point(space, trial)).toArray(double[][]::new);
        Forest forest = Forest.grow(points, losses, seed);
        double[] effects = effects(space, forest, budget(points), new SplittableRandom(seed + 1));
        double sum =
                IntStream.range(0, effects.length).mapToDouble(j -> effects[j]).sum();
        if (!(sum > 0)) {
            return Optional.empty();
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        IntStream.range(0, effects.length)
                .boxed()
                .sorted(Comparator.comparing((Integer j) -> effects[j], Comparator.reverseOrder()))
                .forEach(j -> shares.put(space.dimensions().get(j).name(), effects[j] / sum));
        return Optional.of(
                new Importance(shares, 1 - forest.error() * forest.error() / variance(points, losses), forest.error()));
    }

    private static double[] fenced(double[] losses) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        double low = sorted[sorted.length / 4];
        double high = sorted[3 * sorted.length / 4];
        double fence = high > low ? high + 3 * (high - low) : Double.POSITIVE_INFINITY;
        return IntStream.range(0, losses.length)
                .mapToDouble(i -> Math.min(fence, losses[i]))
                .toArray();
    }

    /** The mean squared distance to the mean of all points of the same budget. */
    private static double variance(double[][] points, double[] losses) {
        Map<Double, List<Integer>> rungs = IntStream.range(0, losses.length)
                .boxed()
                .collect(Collectors.groupingBy(i -> points[i][points[i].length - 1]));
        double squares = 0;
        for (List<Integer> rung : rungs.values()) {
            double mean = rung.stream().mapToDouble(i -> losses[i]).average().orElseThrow();
            squares += rung.stream()
                    .mapToDouble(i -> (losses[i] - mean) * (losses[i] - mean))
                    .sum();
        }
        return squares / losses.length;
    }

    /** The coordinates of a trial, those that do not matter in the middle, and the logarithm of its budget behind them. */
    private static double[] point(SearchSpace space, TrialRecord trial) {
        List<Dimension> dimensions = space.dimensions();
        List<Double> coordinates = trial.proposal().coordinates();
        double[] point = new double[dimensions.size() + 1];
        for (int j = 0; j < dimensions.size(); j++) {
            Dimension dimension = dimensions.get(j);
            Optional<Object> value = trial.proposal().parameters().value(dimension.name());
            double coordinate = coordinates.size() == dimensions.size() ? coordinates.get(j) : Double.NaN;
            point[j] = value.isEmpty()
                    ? MIDDLE
                    : Double.isNaN(coordinate) ? dimension.domain().coordinate(value.get()) : coordinate;
        }
        point[dimensions.size()] = Math.log(trial.budget());
        return point;
    }

    private static double budget(double[][] points) {
        return Arrays.stream(points)
                .mapToDouble(point -> point[point.length - 1])
                .max()
                .orElseThrow();
    }

    private static double[] effects(SearchSpace space, Forest forest, double budget, SplittableRandom random) {
        double[] effects = new double[space.dimensions().size()];
        for (int i = 0; i < POINTS; i++) {
            Double[] coordinates = random.doubles(effects.length).boxed().toArray(Double[]::new);
            double here = forest.at(canonical(space, coordinates, budget));
            for (int j = 0; j < effects.length; j++) {
                Double[] moved = coordinates.clone();
                moved[j] = random.nextDouble();
                double distance = forest.at(canonical(space, moved, budget)) - here;
                effects[j] += distance * distance / (2 * POINTS);
            }
        }
        return effects;
    }

    /** The point as a trial has it: whatever does not matter is in the middle. */
    private static double[] canonical(SearchSpace space, Double[] coordinates, double budget) {
        double[] point = new double[coordinates.length + 1];
        List<Boolean> active = space.active(List.of(coordinates));
        for (int j = 0; j < coordinates.length; j++) {
            point[j] = active.get(j) ? coordinates[j] : MIDDLE;
        }
        point[coordinates.length] = budget;
        return point;
    }
}
