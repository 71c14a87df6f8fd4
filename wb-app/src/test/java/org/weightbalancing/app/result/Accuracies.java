package org.weightbalancing.app.result;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/** What runs reach, as comparisons have it. */
public final class Accuracies {

    private static final List<Metric> METRICS = List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW, Metric.ACCURACY);

    private Accuracies() {}

    public static Map<Metric, MeanInterval> accuracies(List<Double> values) {
        Map<Metric, MeanInterval> accuracies = new EnumMap<>(Metric.class);
        for (int i = 0; i < values.size(); i++) {
            accuracies.put(METRICS.get(i), value(values.get(i), Double.NaN, Double.NaN));
        }
        return accuracies;
    }

    public static MeanInterval value(double value, double lower, double upper) {
        return new MeanInterval(1, value, Double.NaN, lower, upper, 0.95);
    }
}
