package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SigmoidLossTest {

    private static final double LN2 = Math.log(2);
    // p = 1/2, 3/4.
    private static final double[] LOGITS = {0, Math.log(3)};
    private static final double[] WEIGHTS = {2, 1};

    @Test
    void binaryCrossEntropyOfHandWorkedLogits() {
        // -log 1/2 - log 1/4 = 3 log 2, times 2, over 2 classes.
        LossCase.require(new ClassBalancedSigmoid(WEIGHTS), LOGITS, 0, 3 * LN2, -0.5, 0.75);
        // -log 1/2 - log 3/4, times 1, over 2 classes.
        LossCase.require(new ClassBalancedSigmoid(WEIGHTS), LOGITS, 1, (3 * LN2 - Math.log(3)) / 2, 0.25, -0.125);
    }

    @Test
    void focalLossOfHandWorkedLogits() {
        // The true class has 1/2 log 2, the other 3/4 log 4.
        // Slopes -1/2 (1/2 + 1/2 log 2) and 3/4 (3/4 + 1/4 log 4).
        double trueSlope = -(1 + LN2) / 4;
        double otherSlope = 9 / 16.0 + 3 * LN2 / 8;
        LossCase.require(new SigmoidFocalLoss(1), LOGITS, 0, 2 * LN2, trueSlope, otherSlope);
        LossCase.require(new ClassBalancedFocal(WEIGHTS, 1), LOGITS, 0, 4 * LN2, 2 * trueSlope, 2 * otherSlope);
    }

    @Test
    void focusZeroIsTheSumOfBinaryCrossEntropies() {
        LossCase.require(new SigmoidFocalLoss(0), LOGITS, 0, 3 * LN2, -0.5, 0.75);
        LossCase.require(new ClassBalancedFocal(WEIGHTS, 0), LOGITS, 0, 6 * LN2, -1, 1.5);
    }

    @Test
    void confidentMistakesCountInFull() {
        // (1 - p)^2 and its slope round to 1 and 0 long before p = e^-1000.
        LossCase.require(new SigmoidFocalLoss(2), new double[] {-1000, -1000}, 0, 1000, -1, 0);
        LossCase.require(new ClassBalancedSigmoid(WEIGHTS), new double[] {-1000, 1000}, 0, 2000, -1, 1);
    }

    @Test
    void confidentDecisionsKeepTheirTinyLoss() {
        // Each of two classes has -log(1 - e^-50) = e^-50, up to a factor 1 + 1e-21.
        double[][] logits = {{50, -50}};
        double tiny = Math.exp(-50);
        assertThat(LossCase.mean(new ClassBalancedSigmoid(new double[] {1, 1}), logits, new int[] {0}, DataType.DOUBLE)
                        / tiny)
                .isCloseTo(1, within(1e-12));
        assertThat(LossCase.mean(new SigmoidFocalLoss(1), logits, new int[] {0}, DataType.DOUBLE) / (tiny * tiny))
                .isCloseTo(2, within(1e-12));
    }

    @Test
    void softLabelsMixBothAnswers() {
        INDArray logits = LossCase.array(new double[][] {LOGITS}, DataType.DOUBLE);
        INDArray soft = LossCase.array(new double[][] {{0.25, 0.75}}, DataType.DOUBLE);
        // omega = 1.25; log 2 for the first, .75 log 4/3 + .25 log 4 for the second.
        double second = 0.75 * (2 * LN2 - Math.log(3)) + 0.5 * LN2;
        Pair<Double, INDArray> both = LossCase.both(new ClassBalancedSigmoid(WEIGHTS), soft, logits);
        assertThat(both.getFirst()).isCloseTo(1.25 / 2 * (LN2 + second), within(1e-14));
        // omega / 2 (p - t).
        assertThat(both.getSecond().toDoubleVector()).containsExactly(new double[] {0.15625, 0}, within(1e-14));
    }

    @Test
    void anyFocusIsThePowerOfTheProbability() {
        double log3 = Math.log(3);
        for (double gamma : new double[] {0, 0.5, 1, 1.5, 2, 3}) {
            // The true class has (1/2)^gamma log 2, the other (3/4)^gamma log 4.
            double yes = Math.pow(0.5, gamma);
            double no = Math.pow(0.75, gamma);
            double[] gradient = {-yes * (0.5 + gamma * 0.5 * LN2), no * (0.75 + gamma * 0.25 * 2 * LN2)};
            LossCase.require(new SigmoidFocalLoss(gamma), LOGITS, 0, yes * LN2 + no * 2 * LN2, gradient);
            // With the second class true: (1/2)^gamma log 2 and (1/4)^gamma log 4/3.
            double rest = Math.pow(0.25, gamma);
            double log = 2 * LN2 - log3;
            double[] other = {yes * (0.5 + gamma * 0.5 * LN2), -rest * (0.25 + gamma * 0.75 * log)};
            LossCase.require(new SigmoidFocalLoss(gamma), LOGITS, 1, yes * LN2 + rest * log, other);
        }
    }

    @Test
    void infiniteLogitsOnTheRightSideAreNoLossAndOnTheWrongSideInfinite() {
        double[] right = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        LossCase.require(new ClassBalancedSigmoid(WEIGHTS), right, 0, 0, 0, 0);
        for (double gamma : new double[] {0.5, 1, 2}) {
            LossCase.require(new SigmoidFocalLoss(gamma), right, 0, 0, 0, 0);
        }
        double infinite = Double.POSITIVE_INFINITY;
        for (LogitLoss loss : List.of(new ClassBalancedSigmoid(WEIGHTS), new SigmoidFocalLoss(2))) {
            assertThat(LossCase.mean(loss, new double[][] {{-infinite, 0}}, new int[] {0}, DataType.DOUBLE))
                    .isEqualTo(infinite);
            assertThat(LossCase.mean(loss, new double[][] {{0, infinite}}, new int[] {0}, DataType.DOUBLE))
                    .isEqualTo(infinite);
        }
    }

    @Test
    void softLabelsMixBothFocalLosses() {
        INDArray logits = LossCase.array(new double[][] {LOGITS}, DataType.DOUBLE);
        INDArray soft = LossCase.array(new double[][] {{0.25, 0}}, DataType.DOUBLE);
        // Of the first class, 1/4 + 3/4 of 1/4 log 2; of the second, 9/16 log 4.
        Pair<Double, INDArray> both = LossCase.both(new SigmoidFocalLoss(2), soft, logits);
        assertThat(both.getFirst()).isCloseTo(LN2 / 4 + 9 / 8.0 * LN2, within(1e-14));
        // Slopes 1/4 (1/2 + log 2) times 3/4 - 1/4, and 9/16 (3/4 + 1/2 log 4).
        assertThat(both.getSecond().toDoubleVector())
                .containsExactly(new double[] {(0.5 + LN2) / 8, 9 / 16.0 * (0.75 + LN2)}, within(1e-14));
    }

    @Test
    void logarithmOfOnePlusIsExactEverywhere() {
        for (double x : new double[] {0, 1e-300, 1e-17, 3e-16, 1e-8, 0.1, 0.7, 1, 1e5, -1e-17, -1e-8, -0.5, -0.999}) {
            assertThat(Logistic.log1p(x)).isCloseTo(Math.log1p(x), within(4 * Math.ulp(Math.log1p(x))));
        }
    }

    @Test
    void refusesAFocusOutOfRange() {
        assertThatThrownBy(() -> new SigmoidFocalLoss(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gamma is -1.0, allowed is a finite number from 0");
        assertThatThrownBy(() -> new ClassBalancedFocal(WEIGHTS, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gamma is Infinity");
    }
}
