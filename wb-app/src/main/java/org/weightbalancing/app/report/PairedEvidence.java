package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.weightbalancing.eval.Holm;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.Shot;
import org.weightbalancing.eval.ShotGroups;

/**
 * Whether methods of one run differ by more than chance. All were tested on the same images, so what is easy or hard for
 * both cancels out: a difference can be sure although the intervals of both methods overlap
 * ({@link org.weightbalancing.eval.PairedBootstrap}).
 *
 * <p>In each metric the best method is held against every other that carries no stamp. The same images say which is the best,
 * so that any pair might have been told: p values are corrected ({@link Holm}) for all of
 *
 * <pre>
 * m = sum over the metrics of M (M - 1) / 2
 * </pre>
 *
 * pairs, where M methods without a stamp have the metric; pairs without the best count as if their p were 1. With all methods
 * equal, some difference is then called sure in at most about 5 % of the runs. There are so many resamples that the smallest
 * possible p is small enough after that, unless images are so many that it would take too long: see {@link #isTooCoarse}.
 */
final class PairedEvidence {

    /** A difference with a smaller corrected p is called one. */
    private static final double SURE = 0.05;

    private static final int LEAST_RESAMPLES = 1000;
    private static final int RESAMPLES_PER_COMPARISON = 100;

    /** Some seconds. */
    private static final long MOST_DRAWS = 700_000_000;

    private static final long SEED = 0;

    /** Predictions with another accuracy than the results are not theirs. */
    private static final double ROUNDING = 1e-6;

    private static final Set<Metric> METRICS =
            Collections.unmodifiableSet(EnumSet.of(Metric.ACCURACY, Metric.MANY, Metric.MEDIUM, Metric.FEW));

    private final Map<Compared, Double> corrected = new LinkedHashMap<>();
    private final int comparisons;
    private final int resamples;

    /** The best method of a metric and another, by their labels. */
    private record Compared(Metric metric, String best, String other) {

        static Compared of(Metric metric, ReportedMethod best, ReportedMethod other) {
            return new Compared(metric, best.label(), other.label());
        }
    }

    private PairedEvidence(ReportedResults results, int[] truth, Map<String, int[]> predicted) {
        List<Compared> told = new ArrayList<>();
        int pairs = 0;
        for (Metric metric : METRICS) {
            List<ReportedMethod> sorted = sorted(results, metric);
            pairs += sorted.size() * (sorted.size() - 1) / 2;
            sorted.stream()
                    .skip(1)
                    .map(other -> Compared.of(metric, sorted.get(0), other))
                    .forEach(told::add);
        }
        this.comparisons = pairs;
        this.resamples = resamples(pairs, truth.length);
        List<String> labels = List.copyOf(predicted.keySet());
        Shot[] shots = new ShotGroups(results.manyAbove(), results.fewBelow())
                .of(results.trainCounts().stream().mapToInt(Integer::intValue).toArray());
        double[] p = new PairedResamples(
                        truth, labels.stream().map(predicted::get).toList(), shots)
                .p(
                        told.stream()
                                .map(one -> new PairedResamples.Compared(
                                        one.metric(), labels.indexOf(one.best()), labels.indexOf(one.other())))
                                .toList(),
                        resamples,
                        SEED);
        double[] all = Holm.corrected(p, comparisons);
        for (int i = 0; i < all.length; i++) {
            corrected.put(told.get(i), all[i]);
        }
    }

    /** How often images are drawn for so many comparisons: twice for each resample. */
    static int resamples(int comparisons, int images) {
        long wanted = Math.max(LEAST_RESAMPLES, (long) RESAMPLES_PER_COMPARISON * comparisons);
        return (int) Math.min(wanted, Math.max(LEAST_RESAMPLES, MOST_DRAWS / (2L * images)));
    }

    /** The methods without a stamp that have a metric, the best first. */
    private static List<ReportedMethod> sorted(ReportedResults results, Metric metric) {
        return results.methods().stream()
                .filter(method -> method.stamp().isEmpty())
                .filter(method -> !Double.isNaN(method.plain().value(metric)))
                .sorted(Comparator.comparingDouble(
                                (ReportedMethod method) -> method.plain().value(metric))
                        .reversed())
                .toList();
    }

    /**
     * That of a run; nothing without predictions, if a method has other ones than its accuracy was computed of, or if there
     * are more than {@value PairedResamples#MOST_METHODS} methods.
     */
    static Optional<PairedEvidence> of(ReportedRun run) {
        return run.results().flatMap(results -> run.predictions()
                .filter(table -> !table.rows().isEmpty() && results.methods().size() <= PairedResamples.MOST_METHODS)
                .flatMap(table -> of(results, table)));
    }

    private static Optional<PairedEvidence> of(ReportedResults results, CsvTable table) {
        int[] truth = PredictedClasses.truth(table);
        Map<String, int[]> predicted = new LinkedHashMap<>();
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
        return comparisons;
    }

    /** Whether no difference can be sure, however large, because the smallest possible p is too large after correction. */
    boolean isTooCoarse() {
        return comparisons * 2.0 / (1 + resamples) >= SURE;
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
