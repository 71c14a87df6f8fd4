package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class SeesawLossTest {

    private static final double LN2 = Math.log(2);
    private static final int[] COUNTS = {100, 10, 10};

    @Test
    void commonImagesPushRareClassesLess() {
        // M = 1, 1/10, 1/10 for an image of class 0; for one of class 1 all are 1.
        ILossFunction loss = new SeesawLoss(COUNTS, 1, 3);
        double[] logits = {0, 0, 0};
        LossCase.require(loss, logits, 0, Math.log(1.2), -1 / 6.0, 1 / 12.0, 1 / 12.0);
        LossCase.require(loss, logits, 1, Math.log(3), 1 / 3.0, -2 / 3.0, 1 / 3.0);
        // (1/10)^(1/2) for the square root.
        double root = Math.sqrt(0.1);
        double sum = 1 + 2 * root;
        LossCase.require(new SeesawLoss(COUNTS, 0.5, 3), logits, 0, Math.log(sum), 1 / sum - 1, root / sum, root / sum);
    }

    @Test
    void mistakesArePushedMore() {
        // P = 1/2, 1/4, 1/4: S_0 = 2^2 for an image of class 1, so exp(z) S = 8, 1, 1.
        ILossFunction loss = new SeesawLoss(COUNTS, 1, 2);
        LossCase.require(loss, new double[] {LN2, 0, 0}, 1, Math.log(10), 0.8, -0.9, 0.1);
        // No class is above class 0, whose image leaves M / 10: 2, 1/10, 1/10.
        LossCase.require(loss, new double[] {LN2, 0, 0}, 0, Math.log(1.1), -1 / 11.0, 1 / 22.0, 1 / 22.0);
    }

    @Test
    void compensationIsBoundedForLostExamples() {
        // P_0 rounds to 1, P_1 to 0: S_0 = 100 and the loss is 1000 + log 100.
        LossCase.require(
                new SeesawLoss(new int[] {5, 5}, 1, 1), new double[] {1000, 0}, 1, 1000 + Math.log(100), 1, -1);
        // P = 1/200 for the label and for class 1, below the least that it is compared with: no compensation for class
        // 1.
        double[] logits = {Math.log(198), 0, 0};
        // S_0 = (198/200) / (1/100) = 99.
        LossCase.require(
                new SeesawLoss(new int[] {5, 5, 5}, 1, 1),
                logits,
                2,
                Math.log(198 * 99 + 2),
                198 * 99 / (198 * 99 + 2.0),
                1 / (198 * 99 + 2.0),
                -(198 * 99 + 1) / (198 * 99 + 2.0));
    }

    @Test
    void aClassWithoutImagesIsNotPushedDown() {
        ILossFunction loss = new SeesawLoss(new int[] {4, 4, 0}, 0.8, 0);
        LossCase.require(loss, new double[] {0, 0, 9}, 0, LN2, -0.5, 0.5, 0);
        // An image of such a class pushes all others in full.
        LossCase.require(loss, new double[] {0, 0, 0}, 2, Math.log(3), 1 / 3.0, 1 / 3.0, -2 / 3.0);
    }

    @Test
    void refusesExponentsBelowZero() {
        assertThatThrownBy(() -> new SeesawLoss(COUNTS, -1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p is -1.0, allowed is a finite number from 0");
        assertThatThrownBy(() -> new SeesawLoss(COUNTS, 1, Double.NaN)).hasMessageContaining("q is NaN");
    }
}
