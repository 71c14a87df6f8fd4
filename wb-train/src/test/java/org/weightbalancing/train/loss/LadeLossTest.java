package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class LadeLossTest {

    private static final double LN2 = Math.log(2);
    private static final double LN_3_2 = Math.log(1.5);
    private static final int[] COUNTS = {3, 1};

    @Test
    void boundOfAHandWorkedBatch() {
        double[][] logits = {{0, 0}, {0, 0}};
        int[] labels = {0, 0};
        // pi = 3/4, 1/4: L_0 = -log(2 * 3/4), L_1 = -log(2 * 1/4); both means of the logits are 0, the second for want
        // of an image.
        double bound = 0.75 * (-LN_3_2 + 2 * LN_3_2 * LN_3_2) + 0.25 * (LN2 + 2 * LN2 * LN2);
        ILossFunction loss = new LadeLoss(COUNTS, 0.5, 2);
        assertThat(LossCase.mean(loss, logits, labels, DataType.DOUBLE))
                .isCloseTo(-Math.log(0.75) + 0.5 * bound, within(1e-14));
        // Cross-entropy -1/4, 1/4. Bound, before the division by 2: 3/4 (1 + 4 L_0 - 1), 1/4 (1 + 4 L_1), times 1/2.
        double[] row = {-0.25 - 1.5 * LN_3_2, 0.25 + (1 + 4 * LN2) / 8};
        for (double[] gradient : LossCase.gradient(loss, logits, labels, DataType.DOUBLE)) {
            assertThat(gradient).containsExactly(row, within(1e-14));
        }
    }

    @Test
    void meanOfAClassIsOverItsImages() {
        // L_c = 0 in the gradient's factor for lambda = 0. Logits of class 0: 0, log 3, shares 1/4, 3/4 of the batch.
        double[][] logits = {{0, 0}, {Math.log(3), 0}, {0, 0}, {0, 0}};
        int[] labels = {0, 0, 0, 1};
        double[][] with = LossCase.gradient(new LadeLoss(COUNTS, 1, 0), logits, labels, DataType.DOUBLE);
        double[][] without = LossCase.gradient(new BalancedSoftmaxLoss(COUNTS), logits, labels, DataType.DOUBLE);
        // exp over mean exp is 1 / 1.5 and 3 / 1.5; an image of three in four weighs 4/3.
        assertThat(with[0][0] - without[0][0]).isCloseTo(0.75 * (1 / 1.5 - 4 / 3.0), within(1e-14));
        assertThat(with[1][0] - without[1][0]).isCloseTo(0.75 * (3 / 1.5 - 4 / 3.0), within(1e-14));
        assertThat(with[3][0] - without[3][0]).isCloseTo(0.75 * (1 / 1.5), within(1e-14));
        assertThat(with[3][1] - without[3][1]).isCloseTo(0.25 * (1 - 4), within(1e-14));
    }

    @Test
    void aMaskLeavesExamplesOutAndKeepsTheRows() {
        double[][] logits = {{0.5, -1}, {2, 0.25}, {-1, 1.5}};
        INDArray all = LossCase.array(logits, DataType.DOUBLE);
        INDArray labels = LossCase.oneHot(new int[] {0, 1, 0}, 2, DataType.DOUBLE);
        INDArray mask = Nd4j.createFromArray(new double[][] {{1}, {0}, {1}});
        ILossFunction loss = new LadeLoss(COUNTS, 0.3, 0.2);
        Pair<Double, INDArray> masked = loss.computeGradientAndScore(labels, all, new ActivationSoftmax(), mask, false);
        double[][] kept = {logits[0], logits[2]};
        int[] keptLabels = {0, 0};
        assertThat(masked.getFirst())
                .isCloseTo(2 * LossCase.mean(loss, kept, keptLabels, DataType.DOUBLE), within(1e-14));
        double[][] gradient = LossCase.gradient(loss, kept, keptLabels, DataType.DOUBLE);
        assertThat(masked.getSecond().getRow(0).toDoubleVector()).containsExactly(gradient[0], within(1e-14));
        assertThat(masked.getSecond().getRow(1).toDoubleVector()).containsExactly(0, 0);
        assertThat(masked.getSecond().getRow(2).toDoubleVector()).containsExactly(gradient[1], within(1e-14));
    }

    @Test
    void aMaskOfTwoIsTheSameExampleTwice() {
        double[][] once = {{0.5, -1}, {2, 0.25}};
        double[][] twice = {once[0], once[0], once[1]};
        INDArray mask = Nd4j.createFromArray(new double[][] {{2}, {1}});
        ILossFunction loss = new LadeLoss(COUNTS, 0.3, 0.2);
        for (int other : new int[] {0, 1}) {
            Pair<Double, INDArray> masked = loss.computeGradientAndScore(
                    LossCase.oneHot(new int[] {0, other}, 2, DataType.DOUBLE),
                    LossCase.array(once, DataType.DOUBLE),
                    new ActivationSoftmax(),
                    mask,
                    false);
            int[] labels = {0, 0, other};
            assertThat(masked.getFirst())
                    .isCloseTo(3 * LossCase.mean(loss, twice, labels, DataType.DOUBLE), within(1e-14));
            double[][] gradient = LossCase.gradient(loss, twice, labels, DataType.DOUBLE);
            assertThat(masked.getSecond().getRow(0).mul(0.5).toDoubleVector())
                    .containsExactly(gradient[0], within(1e-14));
            assertThat(masked.getSecond().getRow(1).toDoubleVector()).containsExactly(gradient[2], within(1e-14));
        }
    }

    @Test
    void aClassWithoutTrainingImagesCountsForNothing() {
        ILossFunction loss = new LadeLoss(new int[] {3, 1, 0}, 0.3, 0.2);
        double[][] logits = {{0.5, -1, 7}, {2, 0.25, -3}};
        double[][] others = {{0.5, -1, 0}, {2, 0.25, 5}};
        int[] labels = {0, 1};
        assertThat(LossCase.mean(loss, logits, labels, DataType.DOUBLE))
                .isFinite()
                .isEqualTo(LossCase.mean(loss, others, labels, DataType.DOUBLE));
        double[][] gradient = LossCase.gradient(loss, logits, labels, DataType.DOUBLE);
        assertThat(gradient[0][2]).isZero();
        assertThat(gradient[1][2]).isZero();
        assertThat(gradient[0][0]).isNotZero().isFinite();
    }

    @Test
    void noLogitOfAClassWithoutTrainingImagesMatters() {
        ILossFunction loss = new LadeLoss(new int[] {3, 1, 0}, 0.3, 0.2);
        double[][] logits = {{0.5, -1, Double.NEGATIVE_INFINITY}, {2, 0.25, Double.NEGATIVE_INFINITY}};
        double[][] others = {{0.5, -1, 0}, {2, 0.25, 5}};
        int[] labels = {0, 1};
        assertThat(LossCase.mean(loss, logits, labels, DataType.DOUBLE))
                .isEqualTo(LossCase.mean(loss, others, labels, DataType.DOUBLE));
        assertThat(LossCase.gradient(loss, logits, labels, DataType.DOUBLE))
                .isEqualTo(LossCase.gradient(loss, others, labels, DataType.DOUBLE));
    }

    @Test
    void aConstantOnAllLogitsChangesNothingIfEachClassHasAnImage() {
        // For lambda = 0, L_c grows by what the mean of the logits of class c does.
        ILossFunction loss = new LadeLoss(COUNTS, 0.3, 0);
        double[][] logits = {{0.5, -1}, {2, 0.25}, {-1, 1.5}};
        int[] labels = {0, 1, 0};
        double expected = LossCase.mean(loss, logits, labels, DataType.DOUBLE);
        double[][] gradient = LossCase.gradient(loss, logits, labels, DataType.DOUBLE);
        for (double shift : new double[] {2048, -2048}) {
            double[][] shifted = Arrays.stream(logits)
                    .map(row -> Arrays.stream(row).map(z -> z + shift).toArray())
                    .toArray(double[][]::new);
            assertThat(LossCase.mean(loss, shifted, labels, DataType.DOUBLE)).isCloseTo(expected, within(1e-11));
            double[][] actual = LossCase.gradient(loss, shifted, labels, DataType.DOUBLE);
            for (int i = 0; i < gradient.length; i++) {
                assertThat(actual[i]).containsExactly(gradient[i], within(1e-12));
            }
        }
    }

    @Test
    void refusesNegativeWeights() {
        assertThatThrownBy(() -> new LadeLoss(COUNTS, -0.1, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha is -0.1");
        assertThatThrownBy(() -> new LadeLoss(COUNTS, 0.1, -0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lambda is -0.1");
    }
}
