package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class DeferredLossTest {

    private static final double[] LOGITS = {0, 0, 0};
    private static final int[] COUNTS = {8, 4, 4};

    @Test
    void switchesAtTheGivenEpoch() {
        DeferredLoss loss = new DeferredLoss(new CrossEntropy(), new BalancedSoftmaxLoss(COUNTS), 2);
        double third = 1 / 3.0;
        LossCase.require(loss, LOGITS, 0, Math.log(3), -2 * third, third, third);
        loss.at(1, 99);
        LossCase.require(loss, LOGITS, 0, Math.log(3), -2 * third, third, third);
        loss.at(2, 100);
        LossCase.require(loss, LOGITS, 0, Math.log(2), -0.5, 0.25, 0.25);
        loss.at(0, 0);
        LossCase.require(loss, LOGITS, 0, Math.log(3), -2 * third, third, third);
    }

    @Test
    void everyWayToTheLossGoesToTheOneInForce() {
        DeferredLoss loss = new DeferredLoss(new CrossEntropy(), new BalancedSoftmaxLoss(COUNTS), 2);
        INDArray logits = LossCase.array(new double[][] {{1, 2, 3}, {0, 0, 1}}, DataType.DOUBLE);
        INDArray labels = LossCase.oneHot(new int[] {0, 1}, 3, DataType.DOUBLE);
        INDArray mask = Nd4j.createFromArray(new double[][] {{1}, {0.5}});
        ActivationSoftmax softmax = new ActivationSoftmax();
        for (int epoch : new int[] {1, 2}) {
            loss.at(epoch, 0);
            ILossFunction active = epoch < 2 ? new CrossEntropy() : new BalancedSoftmaxLoss(COUNTS);
            assertThat(loss.computeScore(labels, logits, softmax, mask, false))
                    .isEqualTo(active.computeScore(labels, logits, softmax, mask, false));
            assertThat(loss.computeScoreArray(labels, logits, softmax, mask))
                    .isEqualTo(active.computeScoreArray(labels, logits, softmax, mask));
            assertThat(loss.computeGradient(labels, logits, softmax, mask))
                    .isEqualTo(active.computeGradient(labels, logits, softmax, mask));
            assertThat(loss.computeGradientAndScore(labels, logits, softmax, mask, true))
                    .isEqualTo(active.computeGradientAndScore(labels, logits, softmax, mask, true));
        }
    }

    @Test
    void bothLossesHearTheTimeAndTheActiveOneSeesTheFeatures() {
        int[] counts = {80, 10, 10};
        EqualizationLoss random = new EqualizationLoss(counts, 0.5, 0.2, 3);
        EqualizationLoss twin = new EqualizationLoss(counts, 0.5, 0.2, 3);
        InfluenceBalancedLoss influence = new InfluenceBalancedLoss(new double[] {1, 1, 1}, 1, 1);
        DeferredLoss loss = new DeferredLoss(random, influence, 1);
        double[][] logits = new double[40][3];
        int[] labels = new int[40];
        double[][] atZero = LossCase.gradient(twin, logits, labels, DataType.DOUBLE);
        loss.at(0, 7);
        twin.at(0, 7);
        double[][] atSeven = LossCase.gradient(loss, logits, labels, DataType.DOUBLE);
        assertThat(atSeven).isDeepEqualTo(LossCase.gradient(twin, logits, labels, DataType.DOUBLE));
        assertThat(Arrays.deepEquals(atSeven, atZero)).isFalse();

        // LossCase gives the features to the deferred loss alone.
        INDArray targets = LossCase.oneHot(labels, 3, DataType.DOUBLE);
        INDArray z = LossCase.array(logits, DataType.DOUBLE);
        assertThatThrownBy(() -> influence.computeScore(targets, z, new ActivationSoftmax(), null, true))
                .isInstanceOf(IllegalStateException.class);
        loss.at(1, 8);
        // |p - e|_1 = 4/3 and |f|_1 = 2.
        assertThat(LossCase.mean(loss, logits, labels, DataType.DOUBLE))
                .isCloseTo(Math.log(3) / (8 / 3.0 + 1), within(1e-14));
    }

    @Test
    void namesBothLosses() {
        DeferredLoss loss = new DeferredLoss(new CrossEntropy(), new LabelSmoothingLoss(0.1), 160);
        assertThat(loss.name())
                .isEqualTo("DeferredLoss(before=CrossEntropy(), after=LabelSmoothingLoss(epsilon=0.1), epoch=160)");
        assertThat(loss)
                .isNotEqualTo(new DeferredLoss(new CrossEntropy(), new LabelSmoothingLoss(0.1), 159))
                .isNotEqualTo(new DeferredLoss(new CrossEntropy(), new CrossEntropy(), 160))
                .isNotEqualTo(new DeferredLoss(new LabelSmoothingLoss(0.1), new LabelSmoothingLoss(0.1), 160));
    }

    @Test
    void refusesAnEpochBeforeTheFirst() {
        assertThatThrownBy(() -> new DeferredLoss(new CrossEntropy(), new CrossEntropy(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epoch is -1, allowed is 0 or more");
    }
}
