package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class LdamLossTest {

    @Test
    void marginsOfHandWorkedCounts() {
        // 16^(-1/4) = 1/2, 81^(-1/4) = 1/3, scaled to a largest of 1/2.
        assertThat(LdamLoss.margins(new int[] {81, 16, 1}, 0.5))
                .containsExactly(new double[] {0.5 / 3, 0.25, 0.5}, within(1e-15));
    }

    @Test
    void lowersTheTrueLogitByItsMargin() {
        // 2 (0, 0 - 1/2): the odds of class 1 are 1 : e.
        double other = Math.E / (1 + Math.E);
        LossCase.require(
                new LdamLoss(new int[] {16, 1}, 0.5, 2),
                new double[] {0, 0},
                1,
                Math.log(1 + Math.E),
                2 * other,
                -2 * other);
    }

    @Test
    void weightsAndReductionActOnTheMarginLoss() {
        double[] margins = {0.25, 0.5};
        double[] weights = {1, 3};
        double[][] logits = {{0, 0}, {0, 0}};
        int[] labels = {0, 1};
        // 2 (0 - 1/4, 0) and 2 (0, 0 - 1/2).
        double first = Math.log(1 + Math.sqrt(Math.E));
        double second = Math.log(1 + Math.E);
        assertThat(mean(new LdamLoss(margins, 2, weights, Reduction.MEAN), logits, labels))
                .isCloseTo((first + 3 * second) / 2, within(1e-14));
        assertThat(mean(new LdamLoss(margins, 2, weights, Reduction.WEIGHTED_MEAN), logits, labels))
                .isCloseTo((first + 3 * second) / 4, within(1e-14));
        assertThat(mean(new LdamLoss(margins, 2, weights, Reduction.SUM), logits, labels))
                .isCloseTo(first + 3 * second, within(1e-14));
    }

    @Test
    void aLargerMarginIsALargerLoss() {
        int[] counts = {100, 10, 2};
        double[][] logits = {{1, 2, -1}};
        for (int label = 0; label < 3; label++) {
            int[] y = {label};
            double without = mean(new LdamLoss(counts, 0, 30), logits, y);
            double with = mean(new LdamLoss(counts, 0.5, 30), logits, y);
            assertThat(with).isGreaterThan(without);
        }
    }

    @Test
    void refusesWhatHasNoMargin() {
        assertThatThrownBy(() -> new LdamLoss(new int[] {3, 0}, 0.5, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LdamLoss is not defined for a class without images: count of class 1 is 0");
        assertThatThrownBy(() -> new LdamLoss(new int[] {3, 1}, -0.5, 30)).hasMessageContaining("maxMargin is -0.5");
        assertThatThrownBy(() -> new LdamLoss(new int[] {3, 1}, 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale is 0.0, allowed is a finite number above 0");
        assertThatThrownBy(() -> new LdamLoss(new double[] {1}, 1, new double[] {1, 1}, Reduction.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("margins of 1 classes and weights of 2");
        assertThatThrownBy(() -> new LdamLoss(new double[] {1, -1}, 1, new double[] {1, 1}, Reduction.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("margin of class 1 is -1.0");
    }

    private static double mean(ILossFunction loss, double[][] logits, int[] labels) {
        return LossCase.mean(loss, logits, labels, DataType.DOUBLE);
    }
}
