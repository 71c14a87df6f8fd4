package org.weightbalancing.eval;

import java.util.EnumMap;
import java.util.Map;

/** Computes every metric of a test set in which each item counts a number of times. */
final class ResampledMetrics {

    private final ItemScores scores;
    private final ClassMetrics classMetrics;
    private final ResampledCalibration calibration;

    ResampledMetrics(ItemScores scores, ShotConvention convention, int[] trainCounts) {
        this.scores = scores;
        classMetrics = new ClassMetrics(convention, trainCounts);
        calibration = new ResampledCalibration(scores, LongTailEvaluator.BINS);
    }

    /** Returns the metrics when each item counts {@code times[item]} times, [items]. */
    Map<Metric, Double> of(int[] times) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        classMetrics.put(ClassCounts.of(scores, times), values);
        ItemMetrics.put(scores, times, values);
        calibration.put(times, values);
        return values;
    }
}
