package org.weightbalancing.app.result;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.weightbalancing.app.training.LogitRows;
import org.weightbalancing.eval.Bootstrap;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.ItemScores;
import org.weightbalancing.eval.LongTailEvaluator;
import org.weightbalancing.eval.LongTailReport;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.ShotGroups;

/**
 * Measures logits of the test images.
 *
 * @param labels class of each image
 * @param trainCounts training images of each class
 * @param groups the experiment's own
 * @param resamples of the bootstrap, 0 for no intervals
 * @param seed of the bootstrap: the same resamples for all methods
 */
// A holder of arrays that are handed over, not compared.
@SuppressWarnings("ArrayRecordComponent")
public record Measuring(int[] labels, int[] trainCounts, ShotGroups groups, int resamples, long seed) {

    static final int RESAMPLES = 1000;

    private static final int ROWS = 1024;

    /** One of {@link #RESAMPLES}. */
    Measuring(int[] labels, int[] trainCounts, ShotGroups groups, long seed) {
        this(labels, trainCounts, groups, RESAMPLES, seed);
    }

    /** Measures logits [n, C] as they are. */
    Measured of(INDArray logits) {
        return of(logits, Temperatures.none(labels.length));
    }

    /** Measures logits [n, C] divided by temperatures. */
    Measured of(INDArray logits, Temperatures temperatures) {
        return of(scores(logits, temperatures.values()));
    }

    /** Measures what logits [n, C] say. */
    public Measured of(ItemScores scores) {
        LongTailEvaluator evaluator = new LongTailEvaluator(groups);
        Map<ShotConventions, LongTailReport> conventions = new EnumMap<>(ShotConventions.class);
        for (ShotConventions convention : ShotConventions.values()) {
            LongTailEvaluator other = new LongTailEvaluator(convention.of(trainCounts.length));
            conventions.put(convention, other.evaluate(scores, trainCounts));
        }
        return new Measured(evaluator.evaluate(scores, trainCounts), intervals(scores, evaluator), conventions);
    }

    /** Measures logits [n, C] with the experiment's own shot groups, and nothing else. */
    public LongTailReport report(INDArray logits) {
        return new LongTailEvaluator(groups)
                .evaluate(scores(logits, Temperatures.none(labels.length).values()), trainCounts);
    }

    private Map<Metric, BootstrapInterval> intervals(ItemScores scores, LongTailEvaluator evaluator) {
        return resamples == 0
                ? Map.of()
                : new Bootstrap(resamples, ComparedRuns.LEVEL, seed).intervals(scores, trainCounts, evaluator);
    }

    // Some rows at a time: in double, the logits of a large test set would fill the memory.
    private ItemScores scores(INDArray logits, double[] temperatures) {
        ItemScores scores = new ItemScores(trainCounts.length);
        for (int from = 0; from < labels.length; from += ROWS) {
            int to = Math.min(labels.length, from + ROWS);
            double[][] rows = LogitRows.of(logits.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()));
            for (int i = from; i < to; i++) {
                divide(rows[i - from], temperatures[i]);
            }
            scores.add(rows, Arrays.copyOfRange(labels, from, to));
        }
        return scores;
    }

    private static void divide(double[] row, double temperature) {
        for (int c = 0; c < row.length; c++) {
            row[c] /= temperature;
        }
    }
}
