package org.weightbalancing.app;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.weightbalancing.eval.Bootstrap;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.ItemScores;
import org.weightbalancing.eval.LogitsBlocks;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.LongTailEvaluator;
import org.weightbalancing.eval.LongTailReport;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.adjustment.LogitAdjustment;

/**
 * Logits of a test set that some other program has computed; they are read part by part.
 *
 * @param logits [n, C]
 * @param blocks the same
 * @param labels true class of each item, [n]
 * @param trainCounts training images of each class, [C]
 * @param resampling how intervals are found
 */
// A holder of arrays that are handed over, not compared.
@SuppressWarnings("ArrayRecordComponent")
record ForeignLogits(LogitsFile logits, LogitsBlocks blocks, int[] labels, int[] trainCounts, Resampling resampling) {

    private static final int PART_NUMBERS = 1 << 20;

    /**
     * How intervals are found.
     *
     * @param resamples 0 for no intervals
     * @param seed of the draws: the same for all that is measured
     */
    record Resampling(int resamples, long seed) {}

    /** Measures the logits as they are. */
    Measured measured() throws IOException {
        return measured(logits.scores(labels));
    }

    /** Measures the logits after a change. */
    Measured measured(LogitAdjustment adjustment) throws IOException {
        return measured(scores((first, items) -> adjustment.apply(blocks.block(first, items))));
    }

    /**
     * Measures the mean of the logits and those of the mirrored items, (a + b) / 2.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    Measured averaged(LogitsBlocks mirrored) throws IOException {
        if (mirrored.items() != logits.items() || mirrored.classes() != logits.classes()) {
            throw new IllegalArgumentException("the mirrored logits are [" + mirrored.items() + ", "
                    + mirrored.classes() + "], but [" + logits.items() + ", " + logits.classes()
                    + "] is required, as of the others");
        }
        return measured(scores((first, items) -> mean(blocks.block(first, items), mirrored.block(first, items))));
    }

    private static double[][] mean(double[][] a, double[][] b) {
        for (int i = 0; i < a.length; i++) {
            for (int c = 0; c < a[i].length; c++) {
                a[i][c] = (a[i][c] + b[i][c]) / 2;
            }
        }
        return a;
    }

    @FunctionalInterface
    private interface Reading {
        double[][] read(int first, int items) throws IOException;
    }

    private ItemScores scores(Reading reading) throws IOException {
        ItemScores scores = new ItemScores(logits.classes());
        int part = Math.max(1, PART_NUMBERS / logits.classes());
        for (int first = 0; first < labels.length; first += part) {
            int items = Math.min(part, labels.length - first);
            try {
                scores.add(reading.read(first, items), Arrays.copyOfRange(labels, first, first + items));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("of the items from " + first + " on: " + e.getMessage(), e);
            }
        }
        return scores;
    }

    private Measured measured(ItemScores scores) {
        LongTailEvaluator evaluator = LongTailEvaluator.standard();
        Map<ShotConventions, LongTailReport> conventions = new EnumMap<>(ShotConventions.class);
        for (ShotConventions convention : ShotConventions.values()) {
            LongTailEvaluator other = new LongTailEvaluator(convention.of(trainCounts.length));
            conventions.put(convention, other.evaluate(scores, trainCounts));
        }
        Map<Metric, BootstrapInterval> intervals = resampling.resamples() == 0
                ? Map.of()
                : new Bootstrap(resampling.resamples(), ComparedRuns.LEVEL, resampling.seed())
                        .intervals(scores, trainCounts, evaluator);
        return new Measured(evaluator.evaluate(scores, trainCounts), intervals, conventions);
    }
}
