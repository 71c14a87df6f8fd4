package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongTailEvaluatorTest {

    private static final int[] TRUTH = {0, 0, 1, 1, 1, 1, 2, 2};
    private static final int[] PREDICTED = {0, 0, 1, 1, 1, 0, 2, 0};

    /** Class accuracies 1, 3/4, 1/2; classes 0 and 1 are many: (1 + 3/4) / 2 = 7/8; none is medium; all: 6 of 8. */
    @Test
    void groupsAreMeansOverTheirClasses() {
        LongTailReport report = LongTailEvaluator.standard().evaluate(TRUTH, PREDICTED, new int[] {500, 101, 19});
        assertThat(report.items()).isEqualTo(8);
        assertThat(report.accuracy()).isEqualTo(0.75);
        assertThat(report.meanClassAccuracy()).isEqualTo(0.75);
        assertThat(report.many()).isEqualTo(0.875);
        assertThat(report.few()).isEqualTo(0.5);
        assertThat(report.groupSizes()).isEqualTo(Map.of(Shot.MANY, 2, Shot.MEDIUM, 0, Shot.FEW, 1));
        assertThat(report.classAccuracies()).containsExactly(1, 0.75, 0.5);
    }

    /** Predicted are 0, 1, 0, 2. */
    @Test
    void theExampleOfThePackage() {
        int[] trainCounts = {500, 60, 5};
        int[] truth = {0, 1, 1, 2};
        double[][] logits = {{4, 1, 0}, {0, 2, 1}, {3, 1, 0}, {1, 0, 2}};
        ItemScores scores = ItemScores.of(logits, truth);
        LongTailReport report = LongTailEvaluator.standard().evaluate(scores, trainCounts);
        assertThat(report.many()).isEqualTo(1);
        assertThat(report.medium()).isEqualTo(0.5);
        assertThat(report.values().get(Metric.ECE)).isBetween(0.0, 1.0);
        assertThat(new Bootstrap(10, 0.95, 7).intervals(scores, trainCounts, LongTailEvaluator.standard()))
                .containsKey(Metric.ECE);
    }

    @Test
    void emptyGroupIsUndefinedNotZero() {
        LongTailReport report = LongTailEvaluator.standard().evaluate(TRUTH, PREDICTED, new int[] {500, 101, 19});
        assertThat(report.medium()).isNaN();
    }

    /** Class 2 has no test item: it neither lowers a mean nor counts in a size. */
    @Test
    void classesWithoutItemsAreLeftOut() {
        LongTailReport report =
                LongTailEvaluator.standard().evaluate(new int[] {0, 1}, new int[] {0, 1}, new int[] {500, 50, 50, 5});
        assertThat(report.medium()).isEqualTo(1);
        assertThat(report.few()).isNaN();
        assertThat(report.groupSizes()).containsEntry(Shot.MEDIUM, 1).containsEntry(Shot.FEW, 0);
        assertThat(report.meanClassAccuracy()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"101, MANY", "100, MEDIUM", "20, MEDIUM", "19, FEW", "0, FEW"})
    void standardBounds(int count, Shot shot) {
        assertThat(ShotGroups.standard().of(count)).isEqualTo(shot);
    }

    @ParameterizedTest
    @CsvSource({"100, MANY", "99, MEDIUM", "21, MEDIUM", "20, FEW"})
    void boundsOfOpenLongTailedRecognition(int count, Shot shot) {
        assertThat(ShotGroups.inclusive().of(count)).isEqualTo(shot);
    }

    @ParameterizedTest
    @CsvSource({"1001, MANY", "1000, MEDIUM", "200, MEDIUM", "199, FEW"})
    void boundsForCifar10(int count, Shot shot) {
        assertThat(ShotGroups.CIFAR_10.of(count)).isEqualTo(shot);
    }

    @Test
    void theReportCannotBeChangedFromOutside() {
        LongTailReport report = LongTailEvaluator.standard().evaluate(TRUTH, PREDICTED, new int[] {500, 101, 19});
        report.classAccuracies()[0] = -1;
        assertThat(report.classAccuracies()).containsExactly(1, 0.75, 0.5);
        LongTailReport same = LongTailEvaluator.standard().evaluate(TRUTH, PREDICTED, new int[] {500, 101, 19});
        assertThat(report).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(report).isNotEqualTo(LongTailEvaluator.standard().evaluate(TRUTH, TRUTH, new int[] {500, 101, 19}));
    }

    @Test
    void metricsAreNamedNumbersOfTheReport() {
        LongTailReport report = LongTailEvaluator.standard().evaluate(TRUTH, PREDICTED, new int[] {500, 50, 19});
        assertThat(Metric.named("accuracy").applyAsDouble(report)).isEqualTo(0.75);
        assertThat(Metric.named("mean-class-accuracy").applyAsDouble(report)).isEqualTo(0.75);
        assertThat(Metric.named("many").applyAsDouble(report)).isEqualTo(1);
        assertThat(Metric.named("medium").applyAsDouble(report)).isEqualTo(0.75);
        assertThat(Metric.named("few").applyAsDouble(report)).isEqualTo(0.5);
        assertThat(Metric.named("worst-class-accuracy").applyAsDouble(report)).isEqualTo(0.5);
        for (Metric metric : Metric.values()) {
            assertThat(Metric.named(metric.toString())).isEqualTo(metric);
        }
    }

    @Test
    void anUnknownMetricIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> Metric.named("mean_class_acuracy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown metric \"mean_class_acuracy\"; did you mean \"mean-class-accuracy\"?")
                .hasMessageContaining(
                        "[accuracy, mean-class-accuracy, many, medium, few, worst-class-accuracy, worst-10-percent,");
    }

    @Test
    void badCountsAndBoundsAreRefused() {
        LongTailEvaluator evaluator = LongTailEvaluator.standard();
        assertThatThrownBy(() -> evaluator.evaluate(TRUTH, PREDICTED, new int[] {500, -1, 19}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trainCounts[1] = -1, but at least 0 is required");
        assertThatThrownBy(() -> evaluator.evaluate(TRUTH, PREDICTED, new int[] {500, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("truth[6] = 2, but classes are 0..1");
        assertThatThrownBy(() -> evaluator.evaluate(new ConfusionMatrix(3), new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 training counts for 3 classes");
        assertThatThrownBy(() -> ShotGroups.standard().of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShotGroups(20, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("many > 20, few < 100");
        assertThatThrownBy(() -> new ShotGroups(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShotGroups(5, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
