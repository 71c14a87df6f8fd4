package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class SmoothingLossTest {

    private static final double LN2 = Math.log(2);
    // p = 1/2, 1/4, 1/4; the mean of -log p is 5/3 log 2.
    private static final double[] LOGITS = {LN2, 0, 0};

    @Test
    void smoothingOfHandWorkedLogits() {
        // 0.7 log 2 + 0.3 * 5/3 log 2; the target is 0.8, 0.1, 0.1.
        LossCase.require(new LabelSmoothingLoss(0.3), LOGITS, 0, 1.2 * LN2, -0.3, 0.15, 0.15);
    }

    @Test
    void shapesOfHandWorkedCounts() {
        int[] counts = {9, 5, 1};
        // The middle class is half way: sin 45 degrees is sqrt(1/2).
        double half = Math.sqrt(0.5);
        assertThat(epsilons(counts, Shape.LINEAR)).containsExactly(new double[] {0.4, 0.25, 0.1}, within(1e-15));
        assertThat(epsilons(counts, Shape.CONCAVE))
                .containsExactly(new double[] {0.4, 0.1 + 0.3 * half, 0.1}, within(1e-15));
        assertThat(epsilons(counts, Shape.CONVEX))
                .containsExactly(new double[] {0.4, 0.4 - 0.3 * half, 0.1}, within(1e-15));
        assertThat(epsilons(new int[] {7, 7}, Shape.CONCAVE)).containsExactly(0.4, 0.4);
        assertThat(epsilons(new int[] {7, 0}, Shape.CONCAVE)).containsExactly(0.4, 0.1);
    }

    @Test
    void eachClassIsSmoothedByItsOwn() {
        ILossFunction aware = new LabelAwareSmoothingLoss(new int[] {9, 5, 1}, 0.4, 0.1, Shape.LINEAR);
        double[] smoothing = {0.4, 0.25, 0.1};
        for (int label = 0; label < 3; label++) {
            double[][] z = {LOGITS};
            int[] y = {label};
            ILossFunction plain = new LabelSmoothingLoss(smoothing[label]);
            LossCase.require(
                    aware,
                    LOGITS,
                    label,
                    LossCase.mean(plain, z, y, DataType.DOUBLE),
                    LossCase.gradient(plain, z, y, DataType.DOUBLE)[0]);
        }
    }

    @Test
    void softLabelsMixTheLossesOfTheirClasses() {
        INDArray logits = LossCase.array(new double[][] {LOGITS}, DataType.DOUBLE);
        INDArray soft = LossCase.array(new double[][] {{0.25, 0, 0.75}}, DataType.DOUBLE);
        ILossFunction loss = new LabelAwareSmoothingLoss(new int[] {9, 5, 1}, 0.4, 0.1, Shape.CONVEX);
        double[][] z = {LOGITS};
        double expected = 0.25 * LossCase.mean(loss, z, new int[] {0}, DataType.DOUBLE)
                + 0.75 * LossCase.mean(loss, z, new int[] {2}, DataType.DOUBLE);
        assertThat(LossCase.both(loss, soft, logits).getFirst()).isCloseTo(expected, within(1e-14));
    }

    @Test
    void refusesToSmoothAllAway() {
        assertThatThrownBy(() -> new LabelSmoothingLoss(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epsilon is 1.0, allowed is 0 to below 1");
        int[] counts = {2, 1};
        assertThatThrownBy(() -> new LabelAwareSmoothingLoss(counts, 1, 0, Shape.LINEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("head is 1.0");
        assertThatThrownBy(() -> new LabelAwareSmoothingLoss(counts, 0, -0.1, Shape.LINEAR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tail is -0.1");
    }

    private static double[] epsilons(int[] counts, Shape shape) {
        return new LabelAwareSmoothingLoss(counts, 0.4, 0.1, shape).epsilons();
    }
}
