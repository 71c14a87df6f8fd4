package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BootstrapIntervalsTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 0.9, 7);
    private static final LongTailEvaluator EVALUATOR = LongTailEvaluator.standard();
    private static final int[] TRAIN = {500, 50, 5};

    /** The slow twin evaluates a test set that holds each item as often as it was drawn. */
    @Property(seed = "1", tries = 100)
    void aResampleIsATestSetOfRepeatedItems(@ForAll long seed) {
        double[][] logits = logits(seed, 30);
        int[] labels = labels(seed, 30);
        int[] drawn = new Random(seed).ints(30, 0, 30).toArray();
        int[] times = new int[30];
        Arrays.stream(drawn).forEach(i -> times[i]++);
        ItemScores repeated = ItemScores.of(
                Arrays.stream(drawn).mapToObj(i -> logits[i]).toArray(double[][]::new),
                Arrays.stream(drawn).map(i -> labels[i]).toArray());
        Map<Metric, Double> actual =
                new ResampledMetrics(ItemScores.of(logits, labels), ShotGroups.standard(), TRAIN).of(times);
        Map<Metric, Double> expected = EVALUATOR.evaluate(repeated, TRAIN).values();
        assertThat(actual).hasSameSizeAs(expected);
        expected.forEach((metric, value) -> {
            if (Double.isNaN(value)) {
                assertThat(actual.get(metric)).as(metric.toString()).isNaN();
            } else {
                assertThat(actual.get(metric)).as(metric.toString()).isCloseTo(value, within(1e-12));
            }
        });
    }

    @Test
    void accuracyHasTheIntervalOfTheSimpleBootstrap() {
        ItemScores scores = ItemScores.of(logits(1, 100), labels(1, 100));
        int[] predicted = IntStream.range(0, 100).map(scores::predicted).toArray();
        assertThat(BOOTSTRAP.intervals(scores, TRAIN, EVALUATOR).get(Metric.ACCURACY))
                .isEqualTo(BOOTSTRAP.interval(Bootstrap::accuracy, labels(1, 100), predicted));
    }

    @Test
    void estimatesAreThoseOfTheReportAndEveryMetricHasAnEntry() {
        ItemScores scores = ItemScores.of(logits(2, 200), labels(2, 200));
        Map<Metric, Double> values = EVALUATOR.evaluate(scores, TRAIN).values();
        Map<Metric, BootstrapInterval> intervals = BOOTSTRAP.intervals(scores, TRAIN, EVALUATOR);
        assertThat(intervals.keySet()).containsExactly(Metric.values());
        intervals.forEach((metric, interval) -> {
            assertThat(interval.estimate()).as(metric.toString()).isEqualTo(values.get(metric));
            assertThat(interval.level()).isEqualTo(0.9);
            if (metric.interval() == BootstrapInterval.Kind.NONE) {
                assertThat(interval.lower()).as(metric.toString()).isNaN();
                assertThat(interval.upper()).as(metric.toString()).isNaN();
            } else {
                assertThat(interval.lower()).as(metric.toString()).isLessThanOrEqualTo(interval.upper());
            }
        });
        for (Metric metric : new Metric[] {Metric.FEW, Metric.NLL, Metric.BRIER, Metric.MACRO_F1, Metric.ENTROPY}) {
            assertThat(intervals.get(metric).contains(values.get(metric)))
                    .as(metric.toString())
                    .isTrue();
            assertThat(intervals.get(metric).lower())
                    .isLessThan(intervals.get(metric).upper());
        }
    }

    /** Of the estimate 1/2, percentiles 3/8 and 3/4 turn round to 1/4 and 5/8. */
    @Test
    void intervalsAreTurnedRoundOrWithheld() {
        BootstrapInterval percentiles = new BootstrapInterval(0.5, 0.375, 0.75, 0.9);
        assertThat(percentiles.reversed(0.25)).isEqualTo(new BootstrapInterval(0.5, 0.25, 0.625, 0.9));
        assertThat(percentiles.reversed(0.5)).isEqualTo(new BootstrapInterval(0.5, 0, 0.625, 0.9));
        assertThat(percentiles.withheld()).isEqualTo(new BootstrapInterval(0.5, Double.NaN, Double.NaN, 0.9));
    }

    /** Of the estimate 1/8, percentiles 3/16 and 1/2 turn round to -1/4 and 1/16; of 3/4, 1/4 and 5/8 to 7/8 and 5/4. */
    @Test
    void turnedRoundIntervalsStayFractions() {
        assertThat(new BootstrapInterval(0.125, 0.1875, 0.5, 0.9).reversed(0))
                .isEqualTo(new BootstrapInterval(0.125, 0, 0.0625, 0.9));
        assertThat(new BootstrapInterval(0.75, 0.25, 0.625, 0.9).reversed(0))
                .isEqualTo(new BootstrapInterval(0.75, 0.875, 1, 0.9));
        BootstrapInterval undefined = new BootstrapInterval(Double.NaN, Double.NaN, Double.NaN, 0.9);
        assertThat(undefined.reversed(0)).isEqualTo(undefined);
    }

    @Test
    void theSeedDecides() {
        ItemScores scores = ItemScores.of(logits(3, 50), labels(3, 50));
        Map<Metric, BootstrapInterval> intervals = BOOTSTRAP.intervals(scores, TRAIN, EVALUATOR);
        assertThat(BOOTSTRAP.intervals(scores, TRAIN, EVALUATOR)).isEqualTo(intervals);
        assertThat(new Bootstrap(200, 0.9, 8).intervals(scores, TRAIN, EVALUATOR))
                .isNotEqualTo(intervals);
    }

    /** Class 2 has one item of five, always right: resamples without it are left out. No class is medium shot. */
    @Test
    void undefinedResamplesAreLeftOutAndUndefinedMetricsStayUndefined() {
        int[] labels = {0, 0, 0, 0, 2};
        double[][] logits = {{1, 0, 0}, {1, 0, 0}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}};
        Map<Metric, BootstrapInterval> intervals =
                BOOTSTRAP.intervals(ItemScores.of(logits, labels), new int[] {500, 500, 5}, EVALUATOR);
        assertThat(intervals).containsEntry(Metric.FEW, new BootstrapInterval(1, 1, 1, 0.9));
        assertThat(intervals)
                .containsEntry(Metric.MEDIUM, new BootstrapInterval(Double.NaN, Double.NaN, Double.NaN, 0.9));
    }

    /** A true class of logit -infinity is infinitely unlikely: so is every resample that holds the item. */
    @Test
    void infiniteLikelihoodsDoNotMakeTheIntervalUndefined() {
        double[][] logits = {{0, 0}, {0, Double.NEGATIVE_INFINITY}};
        BootstrapInterval nll = new Bootstrap(200, 0.2, 7)
                .intervals(ItemScores.of(logits, new int[] {0, 1}), new int[2], EVALUATOR)
                .get(Metric.NLL);
        assertThat(nll)
                .isEqualTo(new BootstrapInterval(
                        Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0.2));
        BootstrapInterval wide = new Bootstrap(200, 0.9, 7)
                .intervals(ItemScores.of(logits, new int[] {0, 1}), new int[2], EVALUATOR)
                .get(Metric.NLL);
        assertThat(wide.lower()).isCloseTo(Math.log(2), within(1e-14));
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> BOOTSTRAP.intervals(new ItemScores(3), TRAIN, EVALUATOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 test items, but at least one is required");
        ItemScores scores = ItemScores.of(logits(3, 5), labels(3, 5));
        assertThatThrownBy(() -> BOOTSTRAP.intervals(scores, new int[2], EVALUATOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 training counts for 3 classes");
    }

    /** Some items have equal confidence: the logits take few values. */
    private static double[][] logits(long seed, int size) {
        Random random = new Random(seed + 1);
        int[] labels = labels(seed, size);
        return IntStream.range(0, size)
                .mapToObj(i -> {
                    double[] row = random.ints(3, 0, 4).asDoubleStream().toArray();
                    row[labels[i]] += random.nextInt(3);
                    return row;
                })
                .toArray(double[][]::new);
    }

    private static int[] labels(long seed, int size) {
        return new Random(seed).ints(size, 0, 3).toArray();
    }
}
