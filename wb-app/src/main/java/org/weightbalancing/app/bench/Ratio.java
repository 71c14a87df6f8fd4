package org.weightbalancing.app.bench;

import java.util.List;

/**
 * The ratios of all pairs, {@code wb / other}, in three numbers.
 *
 * @param median over the pairs
 * @param min of the pair that is worst for wb
 * @param max of the pair that is best for wb
 */
public record Ratio(double median, double min, double max) {

    /** Sums up at least one pair; all three are NaN without. */
    static Ratio of(List<Pair> pairs) {
        List<Double> ratios = pairs.stream().map(Pair::ratio).sorted().toList();
        return ratios.isEmpty()
                ? new Ratio(Double.NaN, Double.NaN, Double.NaN)
                : new Ratio(Median.of(ratios), ratios.get(0), ratios.get(ratios.size() - 1));
    }
}
