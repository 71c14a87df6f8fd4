package org.weightbalancing.app.result;

import java.util.LinkedHashMap;
import java.util.Map;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.LongTailReport;
import org.weightbalancing.eval.Metric;

/**
 * Everything that is told of one set of logits of the test images.
 *
 * @param report with the experiment's own shot groups
 * @param intervals what other test images would change, by metric
 * @param conventions the same numbers with the shot groups of the literature, by the name of the convention
 */
public record Measured(
        LongTailReport report,
        Map<Metric, BootstrapInterval> intervals,
        Map<ShotConventions, LongTailReport> conventions) {

    /** Keeps copies of the maps, the conventions in their order. */
    public Measured {
        intervals = Map.copyOf(intervals);
        conventions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(conventions));
    }

    /** The fraction of test images that are recognised. */
    public double accuracy() {
        return report.accuracy();
    }

    /** One number of the report. */
    public double of(Metric metric) {
        return metric.applyAsDouble(report);
    }
}
