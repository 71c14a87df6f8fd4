package org.weightbalancing.app.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Gives up a trial whose best value so far is worse than the median of the others' mean values up to the same step.
 *
 * <p>With f(s) the value that a trial reports at step s as a number to be minimised, the trial ends at step t if
 * min over s &le; t of f(s) &gt; median over the others that have come to step t of the mean over s &le; t of theirs. A value
 * that is not finite is worse than any other. (The median stopping rule of Golovin et al., KDD 2017, section 3.2.)
 *
 * @param trials others that must have come to the step, 1 or more
 * @param steps before which no trial is given up
 */
public record MedianPruner(int trials, int steps) implements Pruner {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if trials is below 1, or steps negative
     */
    public MedianPruner {
        if (trials < 1) {
            throw new IllegalArgumentException("trials of the median are " + trials + ", allowed is 1 or more");
        }
        if (steps < 0) {
            throw new IllegalArgumentException("steps before pruning are " + steps + ", allowed is 0 or more");
        }
    }

    @Override
    public Optional<String> judge(Goal goal, SortedMap<Integer, Double> curve, List<TrialRecord> others) {
        if (curve.isEmpty() || curve.lastKey() < steps) {
            return Optional.empty();
        }
        int step = curve.lastKey();
        double best = curve.values().stream()
                .mapToDouble(value -> loss(goal, value))
                .min()
                .orElseThrow();
        double[] means = others.stream()
                .map(TrialRecord::curve)
                .filter(other -> !other.isEmpty() && other.firstKey() <= step && other.lastKey() >= step)
                .mapToDouble(other -> mean(goal, other.headMap(step + 1)))
                .sorted()
                .toArray();
        if (means.length < trials || !(best > median(means))) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "best value so far %.4g is worse than %.4g, the median of the mean values of %d other trials up to step %d",
                value(goal, best),
                value(goal, median(means)),
                means.length,
                step));
    }

    private static double mean(Goal goal, SortedMap<Integer, Double> curve) {
        return curve.values().stream()
                .mapToDouble(value -> loss(goal, value))
                .average()
                .orElseThrow();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double loss(Goal goal, double value) {
        return Double.isFinite(value) ? goal.loss(value) : Double.POSITIVE_INFINITY;
    }

    private static double value(Goal goal, double loss) {
        return goal.loss(loss);
    }
}
