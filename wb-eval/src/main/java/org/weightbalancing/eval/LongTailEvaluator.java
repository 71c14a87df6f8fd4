package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Evaluates predictions or logits on a test set, overall, by class and by shot group: every {@link Metric}.
 *
 * <p>A group's accuracy is the mean over its classes (each class counts alike), taken over those with test items. The
 * published code reports 0 for an empty group; here it is NaN.
 *
 * @param convention assigns each class to its group
 */
public record LongTailEvaluator(ShotConvention convention) {

    /** How many bins the calibration metrics have. */
    static final int BINS = 15;

    /** Evaluates by the {@link ShotGroups#standard()} groups. */
    public static LongTailEvaluator standard() {
        return new LongTailEvaluator(ShotGroups.standard());
    }

    /**
     * Evaluates predicted classes; metrics that need probabilities are NaN.
     *
     * @param truth the true class of each test item
     * @param predicted the predicted class of each test item
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if lengths differ, a class is out of range or a count negative
     */
    public LongTailReport evaluate(int[] truth, int[] predicted, int[] trainCounts) {
        return evaluate(ConfusionMatrix.of(truth, predicted, trainCounts.length), trainCounts);
    }

    /** Evaluates what has been counted, for instance batch after batch; as {@link #evaluate(int[], int[], int[])}. */
    public LongTailReport evaluate(ConfusionMatrix matrix, int[] trainCounts) {
        check(matrix.classes(), trainCounts);
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        EnumSet.allOf(Metric.class).forEach(metric -> values.put(metric, Double.NaN));
        return report(ClassCounts.of(matrix), trainCounts, values, c -> Double.NaN, Optional.empty());
    }

    /**
     * Evaluates logits.
     *
     * @param scores what the logits say of each test item
     * @param trainCounts the number of training images of each class, [classes]
     * @throws IllegalArgumentException if the numbers of classes differ or a count is negative
     */
    public LongTailReport evaluate(ItemScores scores, int[] trainCounts) {
        check(scores.classes(), trainCounts);
        int[] once = new int[scores.items()];
        Arrays.fill(once, 1);
        Calibration calibration = Calibration.of(scores, BINS);
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        ItemMetrics.put(scores, once, values);
        values.put(Metric.ECE, calibration.expected());
        values.put(Metric.MCE, calibration.maximum());
        values.put(Metric.ADAPTIVE_ECE, calibration.adaptive());
        double[] marginals = scores.marginalLikelihoods();
        return report(ClassCounts.of(scores, once), trainCounts, values, c -> marginals[c], Optional.of(calibration));
    }

    private LongTailReport report(
            ClassCounts counts,
            int[] trainCounts,
            Map<Metric, Double> values,
            IntToDoubleFunction marginals,
            Optional<Calibration> calibration) {
        ClassMetrics metrics = new ClassMetrics(convention, trainCounts);
        metrics.put(counts, values);
        List<ClassReport> classes = IntStream.range(0, trainCounts.length)
                .mapToObj(c -> counts.report(c, marginals.applyAsDouble(c)))
                .toList();
        return new LongTailReport(counts.items(), values, metrics.sizes(counts), classes, calibration);
    }

    private static void check(int classes, int[] trainCounts) {
        if (trainCounts.length != classes) {
            throw new IllegalArgumentException(trainCounts.length + " training counts for " + classes + " classes");
        }
    }
}
