package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class MetricLawsTest {

    private static final int TRIES = 100;
    private static final Offset<Double> ROUNDING = within(1e-12);

    @Property(seed = "1", tries = TRIES)
    void mergingInAnyGroupingIsEvaluatingAll(
            @ForAll long seed, @ForAll @IntRange(max = 20) int first, @ForAll @IntRange(max = 20) int second) {
        RandomItems items = RandomItems.of(seed, 40);
        ItemScores a = items.range(0, first).scores();
        ItemScores b = items.range(first, first + second).scores();
        ItemScores c = items.range(first + second, 40).scores();
        LongTailReport whole = items.report();
        assertThat(evaluate(a.merge(b).merge(c), items.train)).isEqualTo(whole);
        assertThat(evaluate(a.merge(b.merge(c)), items.train)).isEqualTo(whole);
    }

    @Property(seed = "1", tries = TRIES)
    void orderOfItemsDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        RandomItems items = RandomItems.of(seed, size);
        int[] order = shuffled(size, seed);
        assertSameValues(items.pick(order).report(), items.report());
    }

    @Property(seed = "1", tries = TRIES)
    void orderOfClassesDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        RandomItems items = RandomItems.of(seed, size);
        int[] order = shuffled(items.classes(), seed);
        LongTailReport report = items.report();
        LongTailReport renamed = items.renamed(order).report();
        assertSameValues(renamed, report);
        for (int c = 0; c < order.length; c++) {
            ClassReport expected = report.classes().get(order[c]);
            assertThat(renamed.classes().get(c).items()).isEqualTo(expected.items());
            assertThat(renamed.classes().get(c).f1()).isEqualTo(Double.valueOf(expected.f1()));
            assertThat(renamed.classes().get(c).marginalLikelihood())
                    .isCloseTo(expected.marginalLikelihood(), ROUNDING);
        }
    }

    @Property(seed = "1", tries = TRIES)
    void predictionsGiveTheSameMetricsAsTheirLogits(@ForAll long seed) {
        RandomItems items = RandomItems.of(seed, 30);
        LongTailReport report = items.report();
        int[] predicted = IntStream.range(0, 30).map(items.scores()::predicted).toArray();
        Map<Metric, Double> ofPredictions = LongTailEvaluator.standard()
                .evaluate(items.labels, predicted, items.train)
                .values();
        ofPredictions.forEach((metric, value) -> {
            if (metric.compareTo(Metric.TOP_5_ACCURACY) < 0) {
                assertThat(value)
                        .as(metric.toString())
                        .isEqualTo(report.values().get(metric));
            }
        });
    }

    @Property(seed = "1", tries = TRIES)
    void everyMetricKeepsItsBounds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        LongTailReport report = RandomItems.of(seed, size).report();
        report.values().forEach((metric, value) -> {
            boolean group = List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW).contains(metric);
            double largest = metric == Metric.NLL ? Double.MAX_VALUE : metric == Metric.BRIER ? 2 : 1;
            assertThat((group && Double.isNaN(value)) || (value >= 0 && value <= largest + 1e-12))
                    .as("%s = %s", metric, value)
                    .isTrue();
        });
        double marginals = report.classes().stream()
                .mapToDouble(ClassReport::marginalLikelihood)
                .sum();
        assertThat(marginals).isCloseTo(1, ROUNDING);
    }

    @Property(seed = "1", tries = TRIES)
    void metricsAreOrderedAmongThemselves(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
        LongTailReport report = RandomItems.of(seed, size).report();
        assertOrdered(report, Metric.ACCURACY, Metric.TOP_5_ACCURACY);
        assertOrdered(report, Metric.WORST_CLASS_ACCURACY, Metric.WORST_10_PERCENT);
        assertOrdered(report, Metric.WORST_10_PERCENT, Metric.MEAN_CLASS_ACCURACY);
        assertOrdered(report, Metric.WORST_CLASS_ACCURACY, Metric.HARMONIC_MEAN_ACCURACY);
        assertOrdered(report, Metric.HARMONIC_MEAN_ACCURACY, Metric.GEOMETRIC_MEAN_ACCURACY);
        assertOrdered(report, Metric.GEOMETRIC_MEAN_ACCURACY, Metric.MEAN_CLASS_ACCURACY);
        assertOrdered(report, Metric.ECE, Metric.MCE);
        assertThat(Metric.ECE.applyAsDouble(report))
                .isGreaterThanOrEqualTo(Math.abs(report.accuracy() - Metric.CONFIDENCE.applyAsDouble(report)) - 1e-12);
    }

    @Property(seed = "1", tries = TRIES)
    void theTruthIsPerfect(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        RandomItems items = RandomItems.of(seed, size);
        for (int i = 0; i < size; i++) {
            Arrays.fill(items.logits[i], 0);
            items.logits[i][items.labels[i]] = 1e4;
        }
        items.report().values().forEach((metric, value) -> {
            boolean group = List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW).contains(metric);
            if (!group || !Double.isNaN(value)) {
                assertThat(value).as(metric.toString()).isCloseTo(metric.largerIsBetter() ? 1 : 0, ROUNDING);
            }
        });
    }

    /** The probabilities are 1/C: class 0 is predicted, the distance from the truth is (1 - 1/C)^2 + (C-1)/C^2. */
    @Property(seed = "1", tries = TRIES)
    void equalLogitsKnowNothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(min = -10_000, max = 10_000) int logit) {
        RandomItems items = RandomItems.of(seed, size);
        Arrays.stream(items.logits).forEach(row -> Arrays.fill(row, logit));
        LongTailReport report = items.report();
        int classes = items.classes();
        assertThat(Metric.NLL.applyAsDouble(report)).isCloseTo(Math.log(classes), ROUNDING);
        assertThat(Metric.ENTROPY.applyAsDouble(report)).isCloseTo(1, ROUNDING);
        assertThat(Metric.CONFIDENCE.applyAsDouble(report)).isCloseTo(1.0 / classes, ROUNDING);
        assertThat(Metric.BRIER.applyAsDouble(report)).isCloseTo(1 - 1.0 / classes, ROUNDING);
        double gap = Math.abs(report.accuracy() - 1.0 / classes);
        assertThat(Metric.ECE.applyAsDouble(report)).isCloseTo(gap, ROUNDING);
        assertThat(Metric.ADAPTIVE_ECE.applyAsDouble(report)).isCloseTo(gap, ROUNDING);
    }

    private static void assertOrdered(LongTailReport report, Metric smaller, Metric larger) {
        assertThat(smaller.applyAsDouble(report))
                .as("%s and %s", smaller, larger)
                .isLessThanOrEqualTo(larger.applyAsDouble(report) + 1e-12);
    }

    private static void assertSameValues(LongTailReport actual, LongTailReport expected) {
        assertThat(actual.items()).isEqualTo(expected.items());
        assertThat(actual.groupSizes()).isEqualTo(expected.groupSizes());
        expected.values().forEach((metric, value) -> {
            if (Double.isNaN(value)) {
                assertThat(metric.applyAsDouble(actual)).as(metric.toString()).isNaN();
            } else {
                assertThat(metric.applyAsDouble(actual)).as(metric.toString()).isCloseTo(value, ROUNDING);
            }
        });
    }

    private static LongTailReport evaluate(ItemScores scores, int[] train) {
        return LongTailEvaluator.standard().evaluate(scores, train);
    }

    private static int[] shuffled(int size, long seed) {
        List<Integer> order = IntStream.range(0, size).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(seed));
        return order.stream().mapToInt(i -> i).toArray();
    }
}
