package org.weightbalancing.app.report;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.weightbalancing.eval.Bootstrap;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.PairedBootstrap;
import org.weightbalancing.eval.PairedDifference;
import org.weightbalancing.eval.ShotGroups;

/**
 * Whether methods of one run differ by more than chance. All were tested on the same images, so what is easy or hard for
 * both cancels out: a difference can be sure although the intervals of both methods overlap ({@link PairedBootstrap}).
 */
final class PairedEvidence {

    /** A difference with a smaller p is called one. */
    private static final double SURE = 0.05;

    private static final int RESAMPLES = 1000;
    private static final double LEVEL = 0.95;
    private static final long SEED = 0;

    /** Predictions with another accuracy than the results are not theirs. */
    private static final double ROUNDING = 1e-6;

    private static final Set<Metric> METRICS =
            Collections.unmodifiableSet(EnumSet.of(Metric.ACCURACY, Metric.MANY, Metric.MEDIUM, Metric.FEW));

    private final int[] truth;
    private final Map<String, int[]> predicted;
    private final int[] trainCounts;
    private final PairedBootstrap bootstrap;
    private final Map<Set<String>, Map<Metric, PairedDifference>> differences = new HashMap<>();

    private PairedEvidence(ReportedResults results, int[] truth, Map<String, int[]> predicted) {
        this.truth = truth;
        this.predicted = predicted;
        this.trainCounts =
                results.trainCounts().stream().mapToInt(Integer::intValue).toArray();
        this.bootstrap = new PairedBootstrap(
                new Bootstrap(RESAMPLES, LEVEL, SEED), new ShotGroups(results.manyAbove(), results.fewBelow()));
    }

    /** That of a run; nothing without predictions, or if a method has other ones than its accuracy was computed of. */
    static Optional<PairedEvidence> of(ReportedRun run) {
        return run.results().flatMap(results -> run.predictions()
                .filter(table -> !table.rows().isEmpty())
                .flatMap(table -> of(results, table)));
    }

    private static Optional<PairedEvidence> of(ReportedResults results, CsvTable table) {
        int[] truth = PredictedClasses.truth(table);
        Map<String, int[]> predicted = new HashMap<>();
        for (ReportedMethod method : results.methods()) {
            Optional<int[]> labels = PredictedClasses.of(table, method).filter(its -> agrees(method, truth, its));
            if (labels.isEmpty()) {
                return Optional.empty();
            }
            predicted.put(method.label(), labels.get());
        }
        return Optional.of(new PairedEvidence(results, truth, predicted));
    }

    private static boolean agrees(ReportedMethod method, int[] truth, int[] labels) {
        long right = IntStream.range(0, truth.length)
                .filter(i -> truth[i] == labels[i])
                .count();
        return Math.abs((double) right / truth.length - method.plain().value(Metric.ACCURACY)) <= ROUNDING;
    }

    /** Whether it can tell of a metric. */
    static boolean covers(Metric metric) {
        return METRICS.contains(metric);
    }

    /**
     * Whether two methods differ in a metric. Where their intervals are apart no bootstrap is needed: the interval of the
     * difference is never wider than both together.
     */
    boolean differ(Metric metric, ReportedMethod a, ReportedMethod b) {
        Optional<Scores.Interval> first = a.plain().interval(metric);
        Optional<Scores.Interval> second = b.plain().interval(metric);
        if (first.isPresent() && second.isPresent() && !first.get().meets(second.get())) {
            return true;
        }
        return p(metric, a, b) < SURE;
    }

    /** How probable so large a difference is by chance, two-sided; NaN where the metric is undefined. */
    double p(Metric metric, ReportedMethod a, ReportedMethod b) {
        return differences
                .computeIfAbsent(
                        Set.copyOf(List.of(a.label(), b.label())),
                        pair -> bootstrap.differences(truth, labels(a), labels(b), trainCounts))
                .get(metric)
                .p();
    }

    private int[][] labels(ReportedMethod method) {
        return new int[][] {predicted.get(method.label())};
    }
}
