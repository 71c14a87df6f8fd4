package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LongTailEvaluatorLawsTest {

    private static final int TRIES = 200;
    private static final int CLASSES = 5;
    private static final int[] TRAIN = {300, 101, 60, 20, 3};

    @Property(seed = "1", tries = TRIES)
    void mergingIsEvaluatingTheConcatenation(@ForAll long seed, @ForAll @IntRange(max = 30) int cut) {
        int[] truth = labels(seed, 30);
        int[] predicted = labels(seed + 1, 30);
        ConfusionMatrix head = ConfusionMatrix.of(Arrays.copyOf(truth, cut), Arrays.copyOf(predicted, cut), CLASSES);
        ConfusionMatrix tail =
                ConfusionMatrix.of(Arrays.copyOfRange(truth, cut, 30), Arrays.copyOfRange(predicted, cut, 30), CLASSES);
        LongTailReport whole = evaluate(truth, predicted);
        assertThat(LongTailEvaluator.standard().evaluate(head.merge(tail), TRAIN))
                .isEqualTo(whole);
        assertThat(LongTailEvaluator.standard().evaluate(tail.merge(head), TRAIN))
                .isEqualTo(whole);
        assertThat(head.items()).isEqualTo(cut);
    }

    @Property(seed = "1", tries = TRIES)
    void orderOfItemsDoesNotMatter(@ForAll long seed) {
        int[] truth = labels(seed, 30);
        int[] predicted = labels(seed + 1, 30);
        int[] order = IntStream.range(0, 30)
                .boxed()
                .sorted((a, b) -> Long.compare(a * 7919L % 31, b * 7919L % 31))
                .mapToInt(i -> i)
                .toArray();
        assertThat(order).isNotEqualTo(IntStream.range(0, 30).toArray());
        assertThat(evaluate(
                        IntStream.of(order).map(i -> truth[i]).toArray(),
                        IntStream.of(order).map(i -> predicted[i]).toArray()))
                .isEqualTo(evaluate(truth, predicted));
    }

    @Property(seed = "1", tries = TRIES)
    void metricsAreFractionsAndTheMeanLiesBetweenWorstAndBest(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int items) {
        LongTailReport report = evaluate(labels(seed, items), labels(seed + 1, items));
        for (Metric metric : Metric.values()) {
            double value = metric.applyAsDouble(report);
            assertThat(Double.isNaN(value) || (value >= 0 && value <= 1))
                    .as("%s = %s", metric, value)
                    .isTrue();
        }
        assertThat(report.accuracy()).isNotNaN();
        assertThat(report.meanClassAccuracy())
                .isGreaterThanOrEqualTo(Metric.WORST_CLASS_ACCURACY.applyAsDouble(report) - 1e-15);
    }

    @Property(seed = "1", tries = TRIES)
    void theTruthIsPerfectAndSizesCoverTheClassesPresent(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int items) {
        int[] truth = labels(seed, items);
        LongTailReport report = evaluate(truth, truth);
        assertThat(report.accuracy()).isEqualTo(1);
        assertThat(report.meanClassAccuracy()).isEqualTo(1);
        assertThat(report.groupSizes().values().stream().mapToInt(size -> size).sum())
                .isEqualTo((int) IntStream.of(truth).distinct().count());
    }

    private static LongTailReport evaluate(int[] truth, int[] predicted) {
        return LongTailEvaluator.standard().evaluate(truth, predicted, TRAIN);
    }

    private static int[] labels(long seed, int size) {
        return new Random(seed).ints(size, 0, CLASSES).toArray();
    }
}
