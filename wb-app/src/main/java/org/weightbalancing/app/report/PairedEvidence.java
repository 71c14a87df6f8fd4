package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.weightbalancing.eval.Bootstrap;
import org.weightbalancing.eval.Holm;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.PairedBootstrap;
import org.weightbalancing.eval.PairedDifference;
import org.weightbalancing.eval.ShotGroups;

/**
 * Whether methods of one run differ by more than chance. All were tested on the same images, so what is easy or hard for
 * both cancels out: a difference can be sure although the intervals of both methods overlap ({@link PairedBootstrap}).
 *
 * <p>In each metric the best method is held against every other that carries no stamp. All p values are corrected for all of
 * these comparisons ({@link Holm}), with so many resamples that the smallest possible p is small enough after that.
 */
final class PairedEvidence {

    /** A difference with a smaller corrected p is called one. */
    private static final double SURE = 0.05;

    private static final int LEAST_RESAMPLES = 1000;
    private static final int RESAMPLES_PER_COMPARISON = 100;
    private static final double LEVEL = 0.95;
    private static final long SEED = 0;

    /** Predictions with another accuracy than the results are not theirs. */
    private static final double ROUNDING = 1e-6;

    private static final Set<Metric> METRICS =
            Collections.unmodifiableSet(EnumSet.of(Metric.ACCURACY, Metric.MANY, Metric.MEDIUM, Metric.FEW));

    private final Map<Compared, Double> corrected = new LinkedHashMap<>();

    /** The best method of a metric and another. */
    private record Compared(Metric metric, Two methods) {

        static Compared of(Metric metric, ReportedMethod best, ReportedMethod other) {
            return new Compared(metric, new Two(best.label(), other.label()));
        }
    }

    /** Two methods by their labels. */
    private record Two(String first, String second) {

        PairedBootstrap.Pair pair(Map<String, int[]> predicted) {
            return new PairedBootstrap.Pair(new int[][] {predicted.get(first)}, new int[][] {predicted.get(second)});
        }
    }

    private PairedEvidence(ReportedResults results, int[] truth, Map<String, int[]> predicted) {
        List<Compared> family = family(results);
        List<Two> methods = family.stream().map(Compared::methods).distinct().toList();
        List<PairedBootstrap.Pair> pairs =
                methods.stream().map(two -> two.pair(predicted)).toList();
        int resamples = Math.max(LEAST_RESAMPLES, RESAMPLES_PER_COMPARISON * family.size());
        List<Map<Metric, PairedDifference>> differences = new PairedBootstrap(
                        new Bootstrap(resamples, LEVEL, SEED), new ShotGroups(results.manyAbove(), results.fewBelow()))
                .differences(
                        truth,
                        pairs,
                        results.trainCounts().stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
        double[] p = Holm.corrected(family.stream()
                .mapToDouble(one -> differences
                        .get(methods.indexOf(one.methods()))
                        .get(one.metric())
                        .p())
                .toArray());
        for (int i = 0; i < p.length; i++) {
            corrected.put(family.get(i), p[i]);
        }
    }

    /** The best method of each metric against all others, where they are not all equal. */
    private static List<Compared> family(ReportedResults results) {
        List<Compared> family = new ArrayList<>();
        for (Metric metric : METRICS) {
            List<ReportedMethod> sorted = results.methods().stream()
                    .filter(method -> method.stamp().isEmpty())
                    .filter(method -> !Double.isNaN(method.plain().value(metric)))
                    .sorted(Comparator.comparingDouble(
                                    (ReportedMethod method) -> method.plain().value(metric))
                            .reversed())
                    .toList();
            boolean equal = sorted.stream()
                            .map(method -> method.plain().value(metric))
                            .distinct()
                            .count()
                    < 2;
            if (!equal) {
                sorted.stream()
                        .skip(1)
                        .map(other -> Compared.of(metric, sorted.get(0), other))
                        .forEach(family::add);
            }
        }
        return family;
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

    /** The number of comparisons that p values are corrected for. */
    int comparisons() {
        return corrected.size();
    }

    /** Whether the best method of a metric and another differ in it. */
    boolean differ(Metric metric, ReportedMethod best, ReportedMethod other) {
        return p(metric, best, other) < SURE;
    }

    /**
     * How probable so large a difference between the best method of a metric and another is by chance, two-sided and
     * corrected; NaN where the metric is undefined.
     */
    double p(Metric metric, ReportedMethod best, ReportedMethod other) {
        return corrected.getOrDefault(Compared.of(metric, best, other), Double.NaN);
    }
}
