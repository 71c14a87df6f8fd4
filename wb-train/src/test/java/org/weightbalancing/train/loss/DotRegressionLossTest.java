package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class DotRegressionLossTest {

    @Test
    void pullsTheTrueLogitToTheTarget() {
        // (1/2 - 2)^2 / 4 = 9/16; 1/4 - 1.
        ILossFunction loss = new DotRegressionLoss(2);
        LossCase.require(loss, new double[] {100, 0.5, -100}, 1, 0.5625, 0, -0.75, 0);
        LossCase.require(loss, new double[] {2, 0.5, 3}, 0, 0, 0, 0, 0);
    }

    @Test
    void refusesATargetThatIsNotPositive() {
        assertThatThrownBy(() -> new DotRegressionLoss(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target is 0.0, allowed is a finite number above 0");
    }
}
