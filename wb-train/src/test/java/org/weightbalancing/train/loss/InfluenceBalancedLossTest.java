package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class InfluenceBalancedLossTest {

    private static final double LN2 = Math.log(2);
    private static final double[] WEIGHTS = {0.5, 1, 3};

    @Test
    void influenceOfHandWorkedLogits() {
        // p = 1/2, 1/4, 1/4: |p - e|_1 = 1. The features have |f|_1 = 2: 0.5 * 3 / (1 * 2 + 1) = 0.5.
        ILossFunction loss = new InfluenceBalancedLoss(WEIGHTS, 3, 1);
        LossCase.require(loss, new double[] {LN2, 0, 0}, 0, 0.5 * LN2, -0.25, 0.125, 0.125);
        // |p - e|_1 = 1.5: 1 * 3 / (1.5 * 2 + 1) = 0.75.
        LossCase.require(loss, new double[] {LN2, 0, 0}, 1, 0.75 * 2 * LN2, 0.375, -0.5625, 0.1875);
    }

    @Test
    void everyExampleHasItsOwnFeatures() {
        InfluenceBalancedLoss loss = new InfluenceBalancedLoss(new double[] {1, 1}, 1, 1);
        // |p - e|_1 = 1 for both. Feature maps [2, 1, 1, 2] of norms 3 and 0, in column-major order.
        loss.features(Nd4j.createFromArray(new float[][] {{1, -2}, {0, 0}})
                .reshape(2, 1, 1, 2)
                .dup('f'));
        INDArray logits = LossCase.array(new double[][] {{0, 0}, {0, 0}}, DataType.DOUBLE);
        INDArray labels = LossCase.oneHot(new int[] {0, 1}, 2, DataType.DOUBLE);
        assertThat(loss.computeScoreArray(labels, logits, new ActivationSoftmax(), null)
                        .toDoubleVector())
                .containsExactly(new double[] {LN2 / 4, LN2}, within(1e-14));
        // Those of the next batch take their place.
        loss.features(Nd4j.createFromArray(new float[][] {{0, 1}, {-2, 1}}));
        assertThat(loss.computeScoreArray(labels, logits, new ActivationSoftmax(), null)
                        .toDoubleVector())
                .containsExactly(new double[] {LN2 / 2, LN2 / 4}, within(1e-14));
    }

    @Test
    void featuresAreCopied() {
        InfluenceBalancedLoss loss = new InfluenceBalancedLoss(new double[] {1, 1}, 1, 1);
        INDArray features = Nd4j.createFromArray(new double[][] {{3}});
        loss.features(features);
        features.assign(100);
        INDArray logits = LossCase.array(new double[][] {{0, 0}}, DataType.DOUBLE);
        INDArray labels = LossCase.oneHot(new int[] {0}, 2, DataType.DOUBLE);
        assertThat(loss.computeScore(labels, logits, new ActivationSoftmax(), null, true))
                .isCloseTo(LN2 / 4, within(1e-14));
    }

    @Test
    void refusesToGuessFeatures() {
        INDArray logits = LossCase.array(new double[][] {{0, 0, 0}, {1, 0, 0}}, DataType.DOUBLE);
        INDArray labels = LossCase.oneHot(new int[] {0, 1}, 3, DataType.DOUBLE);
        InfluenceBalancedLoss loss = new InfluenceBalancedLoss(WEIGHTS, 3, 1);
        assertThatThrownBy(() -> loss.computeGradient(labels, logits, new ActivationSoftmax(), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("InfluenceBalancedLoss(classes=3, alpha=3.0, epsilon=1.0) was given the features of 0"
                        + " examples before the loss of 2, they must be given before every step");
        loss.features(Nd4j.ones(3, 4));
        assertThatThrownBy(() -> loss.computeScore(labels, logits, new ActivationSoftmax(), null, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("features of 3 examples before the loss of 2");
    }

    @Test
    void refusesScalesThatAreNotPositive() {
        assertThatThrownBy(() -> new InfluenceBalancedLoss(WEIGHTS, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha is 0.0");
        assertThatThrownBy(() -> new InfluenceBalancedLoss(WEIGHTS, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epsilon is 0.0");
    }
}
