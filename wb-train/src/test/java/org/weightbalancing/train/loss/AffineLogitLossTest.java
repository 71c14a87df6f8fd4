package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class AffineLogitLossTest {

    private static final double LN2 = Math.log(2);
    private static final int[] WITH_NONE = {6, 2, 0};

    @Test
    void balancedSoftmaxOfHandWorkedCounts() {
        // At equal logits p is the prior 1/2, 1/4, 1/4.
        ILossFunction loss = new BalancedSoftmaxLoss(new int[] {8, 4, 4});
        require(loss, new double[] {7, 7, 7}, 1, 2 * LN2, 0.5, -0.75, 0.25);
    }

    @Test
    void logitAdjustmentOfHandWorkedCounts() {
        // pi^2 is 1/4, 1/16, 1/16: p = 2/3, 1/6, 1/6.
        ILossFunction loss = new LogitAdjustedLoss(new int[] {8, 4, 4}, 2);
        require(loss, new double[] {0, 0, 0}, 0, Math.log(1.5), -1 / 3.0, 1 / 6.0, 1 / 6.0);
    }

    @Test
    void vectorScalingOfHandWorkedCounts() {
        // Scales 1, 1/2, 1/2, priors 2/3, 1/6, 1/6: exp(a z + b) = 2/3, 1/3, 1/6, so p = 4/7, 2/7, 1/7.
        ILossFunction loss = new VectorScalingLoss(new int[] {8, 2, 2}, 0.5, 1);
        require(loss, new double[] {0, 2 * LN2, 0}, 1, Math.log(3.5), 4 / 7.0, -5 / 14.0, 1 / 14.0);
    }

    @Test
    void classDependentTemperaturesOfHandWorkedCounts() {
        // Temperatures 1, 2, 2: exp(z / a) = 1, 2, 1.
        ILossFunction loss = new ClassDependentTemperatureLoss(new int[] {8, 2, 2}, 0.5);
        require(loss, new double[] {0, 2 * LN2, 0}, 1, LN2, 0.25, -0.25, 0.125);
    }

    @Test
    void aClassWithoutImagesCannotBePredictedInTraining() {
        // p = 3/4, 1/4, 0, whatever the third logit.
        for (ILossFunction loss : List.of(
                new BalancedSoftmaxLoss(WITH_NONE),
                new LogitAdjustedLoss(WITH_NONE, 1),
                new VectorScalingLoss(WITH_NONE, 0, 1))) {
            require(loss, new double[] {0, 0, 1e4}, 0, Math.log(4 / 3.0), -0.25, 0.25, 0);
            assertThat(LossCase.mean(loss, new double[][] {{0, 0, 1e4}}, new int[] {2}, DataType.DOUBLE))
                    .isEqualTo(Double.POSITIVE_INFINITY);
        }
        require(new VectorScalingLoss(new int[] {4, 4, 0}, 1, 1), new double[] {1, 1, 5}, 0, LN2, -0.5, 0.5, 0);
        // Where one class has all the images there is nothing to learn.
        require(new BalancedSoftmaxLoss(new int[] {0, 5, 0}), new double[] {3, -2, 1}, 1, 0, 0, 0, 0);
        // Without adjustment the counts do not matter.
        require(
                new LogitAdjustedLoss(WITH_NONE, 0),
                new double[] {0, 0, 0},
                2,
                Math.log(3),
                1 / 3.0,
                1 / 3.0,
                -2 / 3.0);
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> new ClassDependentTemperatureLoss(WITH_NONE, 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ClassDependentTemperatureLoss is not defined for a class without images:"
                        + " count of class 2 is 0");
        assertThatThrownBy(() -> new VectorScalingLoss(WITH_NONE, 0.3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VectorScalingLoss with tau 0 is not defined");
        assertThatThrownBy(() -> new VectorScalingLoss(new int[] {2, 1}, -1, 1)).hasMessageContaining("gamma is -1.0");
        assertThatThrownBy(() -> new LogitAdjustedLoss(new int[] {2, 1}, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tau is NaN, allowed is a finite number from 0");
        assertThatThrownBy(() -> new BalancedSoftmaxLoss(new int[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counts of 1 classes, at least 2 are needed");
        assertThatThrownBy(() -> new BalancedSoftmaxLoss(new int[] {2, -3}))
                .hasMessage("count of class 1 is -3, allowed is 0 or more");
        assertThatThrownBy(() -> LossCase.mean(
                        new BalancedSoftmaxLoss(new int[] {2, 3}),
                        new double[][] {{1, 2, 3}},
                        new int[] {0},
                        DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BalancedSoftmaxLoss(classes=2) has counts of 2 classes, the logits have 3");
    }

    @Test
    void countsAreACopy() {
        int[] given = {3, 2};
        BalancedSoftmaxLoss loss = new BalancedSoftmaxLoss(given);
        given[0] = 9;
        loss.counts()[1] = 9;
        assertThat(loss.counts()).containsExactly(3, 2);
    }

    private static void require(ILossFunction loss, double[] z, int label, double value, double... gradient) {
        LossCase.require(loss, z, label, value, gradient);
    }
}
