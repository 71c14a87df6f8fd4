package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * How much better the first of two methods is than the second on the same test items, found by {@link PairedBootstrap}.
 *
 * @param interval of the difference first - second, as a fraction; NaN where the metric is undefined
 * @param notAbove the fraction of resampled differences at or below 0; NaN where the metric is undefined
 * @param p two-sided: min(1, 2 (1 + k) / (1 + resamples)), where k counts the resampled differences at or below 0, or
 *     those at or above 0 if they are fewer; counting the data themselves keeps it above 0 (Davison and Hinkley, Bootstrap
 *     Methods and their Application, section 4.2). NaN where the metric is undefined
 */
public record PairedDifference(BootstrapInterval interval, double notAbove, double p) {

    static PairedDifference of(BootstrapInterval interval, double[] resampled) {
        if (Double.isNaN(interval.estimate())) {
            return new PairedDifference(interval, Double.NaN, Double.NaN);
        }
        long notAbove = Arrays.stream(resampled).filter(value -> value <= 0).count();
        long notBelow = Arrays.stream(resampled).filter(value -> value >= 0).count();
        double p = 2.0 * (1 + Math.min(notAbove, notBelow)) / (1 + resampled.length);
        return new PairedDifference(interval, (double) notAbove / resampled.length, Math.min(1, p));
    }
}
