package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class FocalLossTest {

    private static final double LN2 = Math.log(2);
    // p = 1/2, 1/4, 1/4.
    private static final double[] LOGITS = {LN2, 0, 0};

    @Test
    void focalLossOfHandWorkedLogits() {
        // 1/2 log 2; the slope of (1 - e^-u) u at log 2 is 1/2 + 1/2 log 2.
        double slope = (1 + LN2) / 2;
        LossCase.require(new FocalLoss(1), LOGITS, 0, LN2 / 2, -slope / 2, slope / 4, slope / 4);
    }

    @Test
    void weightsEnterTheModulator() {
        // u = 2 log 2, 1 - e^-u = 3/4, slope 3/4 + 1/4 u, times the weight 2.
        double slope = 2 * (0.75 + 0.5 * LN2);
        ILossFunction loss = new FocalLoss(1, new double[] {2, 1, 1});
        LossCase.require(loss, LOGITS, 0, 1.5 * LN2, -slope / 2, slope / 4, slope / 4);
        double[] without = {0, 1, 1};
        LossCase.require(new FocalLoss(1, without), LOGITS, 0, 0, 0, 0, 0);
        double[] impossible = {Double.NEGATIVE_INFINITY, 0, 0};
        LossCase.require(new FocalLoss(1, without), impossible, 0, 0, 0, 0, 0);
    }

    @Test
    void confidentExamplesHaveNoLossAndLostOnesAllOfIt() {
        for (double gamma : new double[] {0.5, 1, 2}) {
            LossCase.require(new FocalLoss(gamma), new double[] {1000, 0}, 0, 0, 0, 0);
            LossCase.require(new FocalLoss(gamma), new double[] {1000, 0}, 1, 1000, 1, -1);
        }
        double[][] impossible = {{0, Double.NEGATIVE_INFINITY}};
        assertThat(LossCase.mean(new FocalLoss(2), impossible, new int[] {1}, DataType.DOUBLE))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(LossCase.gradient(new FocalLoss(2), impossible, new int[] {1}, DataType.DOUBLE)[0])
                .containsExactly(1, -1);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new FocalLoss(1, new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight of class 1 is NaN, allowed is a finite number from 0");
        assertThatThrownBy(() -> new FocalLoss(Double.NaN)).hasMessageContaining("gamma is NaN");
        ILossFunction ofTwo = new FocalLoss(1, new double[] {1, 1});
        assertThatThrownBy(() -> LossCase.mean(ofTwo, new double[][] {LOGITS}, new int[] {0}, DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FocalLoss(classes=2, gamma=1.0) has weights of 2 classes, the logits have 3");
    }
}
