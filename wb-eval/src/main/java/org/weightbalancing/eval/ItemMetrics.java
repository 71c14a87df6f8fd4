package org.weightbalancing.eval;

import java.util.Map;

/** Computes the means over items that need probabilities; NaN without items. */
final class ItemMetrics {

    private static final int TOP = 5;

    private final ItemScores scores;
    private double inTop;
    private double likelihood;
    private double brier;
    private double confidence;
    private double entropy;
    private long items;

    private ItemMetrics(ItemScores scores) {
        this.scores = scores;
    }

    /** Puts the means in which each item counts {@code times[item]} times. */
    static void put(ItemScores scores, int[] times, Map<Metric, Double> values) {
        ItemMetrics sums = new ItemMetrics(scores);
        for (int i = 0; i < times.length; i++) {
            if (times[i] > 0) {
                sums.add(i, times[i]);
            }
        }
        sums.put(values);
    }

    private void add(int item, int times) {
        items += times;
        inTop += scores.rank(item) < TOP ? times : 0;
        likelihood += times * scores.negativeLogLikelihood(item);
        brier += times * scores.brier(item);
        confidence += times * scores.confidence(item);
        entropy += times * scores.entropy(item);
    }

    private void put(Map<Metric, Double> values) {
        values.put(Metric.TOP_5_ACCURACY, inTop / items);
        values.put(Metric.NLL, likelihood / items);
        values.put(Metric.BRIER, brier / items);
        values.put(Metric.CONFIDENCE, confidence / items);
        values.put(Metric.ENTROPY, entropy / items / Math.log(scores.classes()));
    }
}
