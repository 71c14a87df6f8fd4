package org.weightbalancing.app.bench;

import java.util.List;

/** The middle of numbers. */
final class Median {

    private Median() {}

    /** The number in the middle, of an even count the mean of the two; NaN of none. */
    static double of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
