package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricTest {

    private static final Offset<Double> EXACT = within(1e-14);
    private static final int[] TRAIN = {500, 50, 5};
    private static final int[] LABELS = {0, 0, 1, 2, 2, 2, 2};

    /** Probabilities of seven items in eighths; predicted are 0, 1, 1, 2, 0, 2, 2. */
    private static final double[][] EIGHTHS = {
        {4, 2, 2}, {2, 4, 2}, {1, 6, 1}, {1, 1, 6}, {6, 1, 1}, {2, 2, 4}, {1, 1, 6}
    };

    private static final LongTailReport REPORT =
            LongTailEvaluator.standard().evaluate(ItemScores.of(logarithms(EIGHTHS), LABELS), TRAIN);

    /** Items n = (2, 1, 4), right t = (1, 1, 3): accuracies 1/2, 1, 3/4, their mean 3/4; 5 of 7 items are right. */
    @Test
    void meansOverItemsClassesAndGroups() {
        assertValue(Metric.ACCURACY, 5.0 / 7);
        assertValue(Metric.MEAN_CLASS_ACCURACY, 0.75);
        assertValue(Metric.MANY, 0.5);
        assertValue(Metric.MEDIUM, 1);
        assertValue(Metric.FEW, 0.75);
        assertValue(Metric.WORST_CLASS_ACCURACY, 0.5);
        assertValue(Metric.WORST_10_PERCENT, 0.5);
        assertThat(REPORT.items()).isEqualTo(7);
        assertThat(REPORT.groupSizes()).isEqualTo(Map.of(Shot.MANY, 1, Shot.MEDIUM, 1, Shot.FEW, 1));
    }

    /** Harmonic 3 / (2 + 1 + 4/3) = 9/13; geometric the cubic root of 1/2 * 1 * 3/4 = 3/8. */
    @Test
    void otherMeansOfClassAccuracies() {
        assertValue(Metric.HARMONIC_MEAN_ACCURACY, 9.0 / 13);
        assertValue(Metric.GEOMETRIC_MEAN_ACCURACY, Math.cbrt(0.375));
    }

    /** Class 1 is never right: 1/0 makes the harmonic mean 0, log 0 the geometric one. */
    @Test
    void oneClassWithoutSuccessMakesHarmonicAndGeometricMeanZero() {
        LongTailReport report = LongTailEvaluator.standard().evaluate(new int[] {0, 1, 2}, new int[] {0, 0, 2}, TRAIN);
        assertThat(Metric.HARMONIC_MEAN_ACCURACY.applyAsDouble(report)).isZero();
        assertThat(Metric.GEOMETRIC_MEAN_ACCURACY.applyAsDouble(report)).isZero();
        assertThat(report.meanClassAccuracy()).isCloseTo(2.0 / 3, EXACT);
    }

    /** Predicted m = (2, 2, 3): precisions 1/2, 1/2, 1 and F1 2/4, 2/3, 6/7; (21 + 28 + 36) / 42 / 3 = 85/126. */
    @Test
    void precisionAndF1() {
        assertValue(Metric.MACRO_F1, 85.0 / 126);
        assertThat(REPORT.classes()).extracting(ClassReport::items).containsExactly(2L, 1L, 4L);
        assertThat(numbers(REPORT.classes().stream().map(ClassReport::precision)))
                .containsExactly(0.5, 0.5, 1);
        assertThat(numbers(REPORT.classes().stream().map(ClassReport::f1)))
                .containsExactly(new double[] {0.5, 2.0 / 3, 6.0 / 7}, EXACT);
    }

    /**
     * Class 1 is never predicted (F1 0), class 2 has no item but is predicted (F1 0), class 3 has neither (undefined);
     * class 0 has t = 1, n = 2, m = 1: F1 2/3, so that the mean over three classes is 2/9.
     */
    @Test
    void macroF1CountsClassesThatAreOnlyPredicted() {
        LongTailReport report =
                LongTailEvaluator.standard().evaluate(new int[] {0, 0, 1}, new int[] {0, 2, 2}, new int[4]);
        assertThat(Metric.MACRO_F1.applyAsDouble(report)).isCloseTo(2.0 / 9, EXACT);
        assertThat(numbers(report.classes().stream().map(ClassReport::f1)))
                .containsExactly(new double[] {2.0 / 3, 0, 0, Double.NaN}, EXACT);
        assertThat(numbers(report.classes().stream().map(ClassReport::precision)))
                .containsExactly(1, Double.NaN, 0, Double.NaN);
        assertThat(report.classAccuracies()).containsExactly(0.5, 0, Double.NaN, Double.NaN);
    }

    /** Forward-50 weighs the classes 1, 1/sqrt 50, 1/50; backward-50 the other way round. */
    @Test
    void shiftedPriorsWeighTheClasses() {
        double middle50 = 1 / Math.sqrt(50);
        double middle10 = 1 / Math.sqrt(10);
        assertValue(Metric.FORWARD_50, (0.5 + middle50 + 0.75 / 50) / (1 + middle50 + 0.02));
        assertValue(Metric.BACKWARD_50, (0.5 / 50 + middle50 + 0.75) / (1 + middle50 + 0.02));
        assertValue(Metric.FORWARD_10, (0.5 + middle10 + 0.75 / 10) / (1 + middle10 + 0.1));
        assertValue(Metric.BACKWARD_10, (0.5 / 10 + middle10 + 0.75) / (1 + middle10 + 0.1));
    }

    /** Eleven classes: k = 2. Class c has four items, of which (3, 1, 2, 4, 4, ...) are right: (1/4 + 2/4) / 2 = 3/8. */
    @Test
    void worstTenPercentAreRoundedUp() {
        int[] right = {3, 1, 2, 4, 4, 4, 4, 4, 4, 4, 4};
        int[] truth = IntStream.range(0, 44).map(i -> i / 4).toArray();
        int[] predicted = IntStream.range(0, 44)
                .map(i -> i % 4 < right[i / 4] ? i / 4 : (i / 4 + 1) % 11)
                .toArray();
        LongTailReport report = LongTailEvaluator.standard().evaluate(truth, predicted, new int[11]);
        assertThat(Metric.WORST_10_PERCENT.applyAsDouble(report)).isEqualTo(0.375);
        assertThat(Metric.WORST_CLASS_ACCURACY.applyAsDouble(report)).isEqualTo(0.25);
    }

    /** The true classes' ranks are 4, 5 and, by the tie with class 0, 5: one item of three is among the first five. */
    @Test
    void topFiveCountsRanks() {
        double[][] logits = {{6, 5, 4, 3, 2, 1}, {6, 5, 4, 3, 2, 1}, {1, 5, 4, 3, 2, 1}};
        LongTailReport report =
                LongTailEvaluator.standard().evaluate(ItemScores.of(logits, new int[] {4, 5, 5}), new int[6]);
        assertThat(Metric.TOP_5_ACCURACY.applyAsDouble(report)).isCloseTo(1.0 / 3, EXACT);
        assertValue(Metric.TOP_5_ACCURACY, 1); // there are only three classes
    }

    /** The true classes have 1/2, 1/4, 3/4, 3/4, 1/8, 1/2, 3/4; their product is 27/8192. */
    @Test
    void negativeLogLikelihood() {
        assertValue(Metric.NLL, Math.log(8192.0 / 27) / 7);
    }

    /** Items 0 and 5: 3/8; item 1: 9/16 + 1/4 + 1/16 = 7/8; 2, 3 and 6: 3/32; item 4: 43/32. Their sum is 13/4. */
    @Test
    void brierScore() {
        assertValue(Metric.BRIER, 13.0 / 28);
    }

    /** Three items at 1/2 and four at 3/4: 9/14. Entropies are (3/2) log 2 and (9/4) log 2 - (3/4) log 3. */
    @Test
    void confidenceAndEntropy() {
        assertValue(Metric.CONFIDENCE, 9.0 / 14);
        assertValue(Metric.ENTROPY, (13.5 * Math.log(2) - 3 * Math.log(3)) / 7 / Math.log(3));
    }

    /** Of the three items at 1/2 two are right, gap 1/6; of the four at 3/4 three, gap 0: ECE 3/7 * 1/6 = 1/14. */
    @Test
    void calibrationErrors() {
        assertValue(Metric.ECE, 1.0 / 14);
        assertValue(Metric.MCE, 1.0 / 6);
        Calibration calibration = REPORT.calibration().orElseThrow();
        assertThat(calibration.bins()).hasSize(15);
        assertValue(Metric.ADAPTIVE_ECE, calibration.adaptive());
    }

    /**
     * Fifteen bins of two items each: confidences (31 + b) / 48 for b = 0..14, both items of a bin right where b is even, none
     * where it is odd. The gaps are (17 - b) / 48 and (31 + b) / 48: (17 + 15 + ... + 3) + (32 + 34 + ... + 44) = 80 + 266
     * 48ths, divided by 15.
     */
    @Test
    void adaptiveCalibrationErrorHasBinsOfEquallyManyItems() {
        double[][] probabilities = IntStream.range(0, 30)
                .mapToObj(i -> new double[] {31 + i / 2, 17 - i / 2})
                .toArray(double[][]::new);
        int[] labels = IntStream.range(0, 30).map(i -> i / 2 % 2).toArray();
        LongTailReport report =
                LongTailEvaluator.standard().evaluate(ItemScores.of(logarithms(probabilities), labels), new int[2]);
        assertThat(Metric.ADAPTIVE_ECE.applyAsDouble(report)).isCloseTo(346.0 / 48 / 15, EXACT);
    }

    /** Sums of the columns in eighths: 17, 17 and 22. */
    @Test
    void marginalLikelihoodsAreMeansOverAllItems() {
        assertThat(numbers(REPORT.classes().stream().map(ClassReport::marginalLikelihood)))
                .containsExactly(new double[] {17.0 / 56, 17.0 / 56, 22.0 / 56}, EXACT);
    }

    @Test
    void predictionsAloneLeaveProbabilitiesUndefined() {
        LongTailReport report = LongTailEvaluator.standard().evaluate(LABELS, LABELS, TRAIN);
        for (Metric metric : Metric.values()) {
            boolean probabilities = metric.compareTo(Metric.TOP_5_ACCURACY) >= 0;
            assertThat(Double.isNaN(metric.applyAsDouble(report)))
                    .as(metric.toString())
                    .isEqualTo(probabilities);
        }
        assertThat(report.calibration()).isEmpty();
        assertThat(numbers(report.classes().stream().map(ClassReport::marginalLikelihood)))
                .containsOnly(Double.NaN);
    }

    @Test
    void withoutItemsEveryMetricIsUndefined() {
        LongTailReport empty = LongTailEvaluator.standard().evaluate(new ItemScores(3), TRAIN);
        assertThat(empty.values()).hasSize(Metric.values().length);
        assertThat(empty.values().values()).containsOnly(Double.NaN);
        assertThat(LongTailEvaluator.standard()
                        .evaluate(new int[0], new int[0], TRAIN)
                        .values()
                        .values())
                .containsOnly(Double.NaN);
    }

    @Test
    void errorsAndLossesAreBetterSmall() {
        assertThat(Arrays.stream(Metric.values()).filter(metric -> !metric.largerIsBetter()))
                .containsExactly(Metric.NLL, Metric.BRIER, Metric.ECE, Metric.MCE, Metric.ADAPTIVE_ECE, Metric.ENTROPY);
        assertThat(Arrays.stream(Metric.values()).filter(metric -> !metric.isFraction()))
                .containsExactly(Metric.NLL, Metric.BRIER);
    }

    @Test
    void confidenceAndEntropyOnlyDescribe() {
        assertThat(Arrays.stream(Metric.values()).filter(metric -> !metric.isGoal()))
                .containsExactly(Metric.CONFIDENCE, Metric.ENTROPY);
    }

    @Test
    void whatChanceMovesOneWayHasNoIntervalOfPercentiles() {
        assertThat(Arrays.stream(Metric.values()).filter(metric -> metric.interval() == BootstrapInterval.Kind.NONE))
                .containsExactly(
                        Metric.WORST_CLASS_ACCURACY,
                        Metric.WORST_10_PERCENT,
                        Metric.HARMONIC_MEAN_ACCURACY,
                        Metric.GEOMETRIC_MEAN_ACCURACY,
                        Metric.MCE);
        assertThat(Arrays.stream(Metric.values())
                        .filter(metric -> metric.interval() == BootstrapInterval.Kind.REVERSED))
                .containsExactly(Metric.ECE, Metric.ADAPTIVE_ECE);
    }

    @Test
    void namesAreThoseOfFiles() {
        assertThat(Arrays.stream(Metric.values()).map(Metric::toString))
                .containsExactly(
                        "accuracy",
                        "mean-class-accuracy",
                        "many",
                        "medium",
                        "few",
                        "worst-class-accuracy",
                        "worst-10-percent",
                        "harmonic-mean-accuracy",
                        "geometric-mean-accuracy",
                        "macro-f1",
                        "forward-50",
                        "forward-10",
                        "backward-10",
                        "backward-50",
                        "top-5-accuracy",
                        "nll",
                        "brier",
                        "ece",
                        "mce",
                        "adaptive-ece",
                        "confidence",
                        "entropy");
        EnumSet.allOf(Metric.class)
                .forEach(metric -> assertThat(Metric.named(metric.toString())).isEqualTo(metric));
    }

    @Test
    void aReportHasEveryMetric() {
        assertThatThrownBy(() -> new LongTailReport(
                        1, Map.of(Metric.ACCURACY, 1.0), Map.of(), REPORT.classes(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a report without [mean-class-accuracy, many,");
        assertThat(REPORT.values().keySet()).containsExactly(Metric.values());
        assertThatThrownBy(() -> REPORT.values().put(Metric.ACCURACY, 1.0))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertValue(Metric metric, double expected) {
        assertThat(metric.applyAsDouble(REPORT)).as(metric.toString()).isCloseTo(expected, EXACT);
    }

    private static double[][] logarithms(double[][] proportions) {
        return Arrays.stream(proportions)
                .map(row -> Arrays.stream(row).map(Math::log).toArray())
                .toArray(double[][]::new);
    }

    private static double[] numbers(Stream<Double> values) {
        return values.mapToDouble(value -> value).toArray();
    }
}
