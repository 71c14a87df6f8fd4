package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class WeightedCrossEntropyTest {

    private static final double LN2 = Math.log(2);
    private static final double LN3 = Math.log(3);
    // softmax of the first row is 1/2, 1/4, 1/4; the second row is uniform.
    private static final double[][] LOGITS = {{LN2, 0, 0}, {5, 5, 5}};
    private static final int[] LABELS = {0, 2};
    private static final double[] WEIGHTS = {0.5, 1, 3};

    @Test
    void reductionsOfHandWorkedLogits() {
        double sum = 0.5 * LN2 + 3 * LN3;
        assertThat(mean(Reduction.MEAN)).isCloseTo(sum / 2, within(1e-14));
        assertThat(mean(Reduction.WEIGHTED_MEAN)).isCloseTo(sum / 3.5, within(1e-14));
        assertThat(mean(Reduction.SUM)).isCloseTo(sum, within(1e-14));
    }

    @Test
    void gradientsOverTheRowsAreThoseOfTheValue() {
        // 3 (1/3, 1/3, -2/3) for the second row, divided by 2, 3.5 and 1; rows are not divided by 2 yet.
        assertThat(second(Reduction.MEAN)).containsExactly(new double[] {1, 1, -2}, within(1e-14));
        assertThat(second(Reduction.WEIGHTED_MEAN))
                .containsExactly(new double[] {2 / 3.5, 2 / 3.5, -4 / 3.5}, within(1e-14));
        assertThat(second(Reduction.SUM)).containsExactly(new double[] {2, 2, -4}, within(1e-14));
    }

    @Test
    void aMaskLeavesExamplesOutOfTheWeightedMean() {
        INDArray labels = LossCase.oneHot(LABELS, 3, DataType.DOUBLE);
        INDArray logits = LossCase.array(LOGITS, DataType.DOUBLE);
        ILossFunction loss = new WeightedCrossEntropy(WEIGHTS, Reduction.WEIGHTED_MEAN);
        INDArray first = Nd4j.createFromArray(new double[][] {{1}, {0}});
        assertThat(loss.computeScore(labels, logits, new ActivationSoftmax(), first, true))
                .isCloseTo(LN2, within(1e-14));
        // (2 * 0.5 log 2 + 0.5 * 3 log 3) / (1 + 1.5)
        INDArray both = Nd4j.createFromArray(new double[][] {{2}, {0.5}});
        assertThat(loss.computeScore(labels, logits, new ActivationSoftmax(), both, true))
                .isCloseTo((LN2 + 1.5 * LN3) / 2.5, within(1e-14));
        INDArray none = Nd4j.createFromArray(new double[][] {{0}, {0}});
        Pair<Double, INDArray> nothing =
                loss.computeGradientAndScore(labels, logits, new ActivationSoftmax(), none, true);
        assertThat(nothing.getFirst()).isZero();
        assertThat(nothing.getSecond().toDoubleMatrix()).isDeepEqualTo(new double[2][3]);
    }

    @Test
    void weightsOfZeroLeaveNothing() {
        ILossFunction loss = new WeightedCrossEntropy(new double[] {0, 1, 0}, Reduction.WEIGHTED_MEAN);
        assertThat(LossCase.mean(loss, LOGITS, LABELS, DataType.DOUBLE)).isZero();
        assertThat(LossCase.gradient(loss, LOGITS, LABELS, DataType.DOUBLE)).isDeepEqualTo(new double[2][3]);
    }

    @Test
    void softLabelsWeighByTheirMixture() {
        // Weights 0.5 and 1 at shares 1/4 and 3/4: (0.125 log 2 + 0.75 log 4) / 0.875.
        INDArray soft = LossCase.array(new double[][] {{0.25, 0.75, 0}}, DataType.DOUBLE);
        INDArray logits = LossCase.array(new double[][] {LOGITS[0]}, DataType.DOUBLE);
        assertThat(LossCase.both(new WeightedCrossEntropy(WEIGHTS, Reduction.WEIGHTED_MEAN), soft, logits)
                        .getFirst())
                .isCloseTo(1.625 * LN2 / 0.875, within(1e-14));
    }

    private static double mean(Reduction reduction) {
        return LossCase.mean(new WeightedCrossEntropy(WEIGHTS, reduction), LOGITS, LABELS, DataType.DOUBLE);
    }

    private static double[] second(Reduction reduction) {
        return LossCase.gradient(new WeightedCrossEntropy(WEIGHTS, reduction), LOGITS, LABELS, DataType.DOUBLE)[1];
    }
}
