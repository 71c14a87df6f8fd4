package org.weightbalancing.eval;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers of one evaluation on a long-tailed problem; NaN where one is undefined, never 0.
 *
 * <p>Immutable: what could change is copied in. Made by {@link LongTailEvaluator}.
 *
 * @param items the number of test items
 * @param values each {@link Metric}, in the order of the enum; NaN where undefined
 * @param groupSizes how many classes {@code many}, {@code medium} and {@code few} are the means of
 * @param classes what is known of each class, [classes]
 * @param calibration the reliability of the confidences; empty if only predictions are known
 */
public record LongTailReport(
        long items,
        Map<Metric, Double> values,
        Map<Shot, Integer> groupSizes,
        List<ClassReport> classes,
        Optional<Calibration> calibration) {

    /** Copies what could change and refuses a report that lacks a metric. */
    public LongTailReport {
        Set<Metric> missing = EnumSet.allOf(Metric.class);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("a report without " + missing + ", but every metric is required");
        }
        values = Collections.unmodifiableMap(new EnumMap<>(values));
        groupSizes = Map.copyOf(groupSizes);
        classes = List.copyOf(classes);
    }

    /** Returns {@link Metric#ACCURACY}. */
    public double accuracy() {
        return values.get(Metric.ACCURACY);
    }

    /** Returns {@link Metric#MEAN_CLASS_ACCURACY}. */
    public double meanClassAccuracy() {
        return values.get(Metric.MEAN_CLASS_ACCURACY);
    }

    /** Returns {@link Metric#MANY}. */
    public double many() {
        return values.get(Metric.MANY);
    }

    /** Returns {@link Metric#MEDIUM}. */
    public double medium() {
        return values.get(Metric.MEDIUM);
    }

    /** Returns {@link Metric#FEW}. */
    public double few() {
        return values.get(Metric.FEW);
    }

    /** Returns the accuracy of each class, a new array [classes]; NaN for a class without test items. */
    public double[] classAccuracies() {
        return classes.stream().mapToDouble(ClassReport::accuracy).toArray();
    }

    @Override
    public String toString() {
        return "LongTailReport[items=" + items + ", values=" + values + ", groupSizes=" + groupSizes + ", classes="
                + classes.size() + "]";
    }
}
