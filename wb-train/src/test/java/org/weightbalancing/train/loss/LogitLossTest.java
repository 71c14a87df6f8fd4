package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class LogitLossTest {

    private static final double LN2 = Math.log(2);
    private static final double LN3 = Math.log(3);
    // softmax of the first row is 1/2, 1/4, 1/4; the second row is uniform.
    private static final double[][] LOGITS = {{LN2, 0, 0}, {5, 5, 5}};
    private static final int[] LABELS = {0, 2};
    private static final double[] WEIGHTS = {0.5, 1, 3};
    private static final int[] COUNTS = {50, 10, 2};

    @Test
    void crossEntropyOfHandWorkedLogits() {
        assertThat(LossCase.mean(new CrossEntropy(), LOGITS, LABELS, DataType.DOUBLE))
                .isCloseTo((LN2 + LN3) / 2, within(1e-15));
        double[][] gradient = LossCase.gradient(new CrossEntropy(), LOGITS, LABELS, DataType.DOUBLE);
        assertThat(gradient[0]).containsExactly(new double[] {-0.5, 0.25, 0.25}, within(1e-15));
        assertThat(gradient[1]).containsExactly(new double[] {1 / 3.0, 1 / 3.0, -2 / 3.0}, within(1e-15));
    }

    @Test
    void classBalancedCrossEntropyOfHandWorkedLogits() {
        ILossFunction loss = new ClassBalancedCrossEntropy(WEIGHTS);
        assertThat(LossCase.mean(loss, LOGITS, LABELS, DataType.DOUBLE))
                .isCloseTo((0.5 * LN2 + 3 * LN3) / 2, within(1e-15));
        double[][] gradient = LossCase.gradient(loss, LOGITS, LABELS, DataType.DOUBLE);
        assertThat(gradient[0]).containsExactly(new double[] {-0.25, 0.125, 0.125}, within(1e-15));
        assertThat(gradient[1]).containsExactly(new double[] {1, 1, -2}, within(1e-15));
    }

    @Test
    void softmaxBceOfHandWorkedLogits() {
        ILossFunction loss = new ClassBalancedSoftmaxBce(WEIGHTS);
        // First row: -(log 1/2 + 2 log 3/4) = 5 log 2 - 2 log 3, times 1/2, over 3 classes.
        // Second row: -(log 1/3 + 2 log 2/3) = 3 log 3 - 2 log 2, times 3, over 3 classes.
        double first = 0.5 / 3 * (5 * LN2 - 2 * LN3);
        double second = 3.0 / 3 * (3 * LN3 - 2 * LN2);
        assertThat(LossCase.mean(loss, LOGITS, LABELS, DataType.DOUBLE)).isCloseTo((first + second) / 2, within(1e-15));
        // First row: h = (-1, 1/3, 1/3), sum -1/3, gradient h - p * sum = (-5/6, 5/12, 5/12), times 1/6.
        // Second row: h = (1/2, 1/2, -1), sum 0, times 1.
        double[][] gradient = LossCase.gradient(loss, LOGITS, LABELS, DataType.DOUBLE);
        assertThat(gradient[0]).containsExactly(new double[] {-5 / 36.0, 5 / 72.0, 5 / 72.0}, within(1e-15));
        assertThat(gradient[1]).containsExactly(new double[] {0.5, 0.5, -1}, within(1e-15));
    }

    @Test
    void softLabelsMixTheLossesOfTheirClasses() {
        INDArray logits = LossCase.array(new double[][] {{LN2, 0, 0}}, DataType.DOUBLE);
        INDArray soft = LossCase.array(new double[][] {{0.25, 0.75, 0}}, DataType.DOUBLE);
        // -log p = log 2, log 4 = 2 log 2.
        assertThat(LossCase.both(new CrossEntropy(), soft, logits).getFirst()).isCloseTo(1.75 * LN2, within(1e-15));
        // Weights 0.5 and 1: 0.125 log 2 + 0.75 * 2 log 2.
        Pair<Double, INDArray> weighted = LossCase.both(new ClassBalancedCrossEntropy(WEIGHTS), soft, logits);
        assertThat(weighted.getFirst()).isCloseTo(1.625 * LN2, within(1e-15));
        // Mass 0.875: 0.4375 - 0.125, 0.21875 - 0.75, 0.21875.
        assertThat(weighted.getSecond().toDoubleVector())
                .containsExactly(new double[] {0.3125, -0.53125, 0.21875}, within(1e-15));
        // omega = 0.875; terms: t log p + (1-t) log(1-p) = -.25 l - .75 l, -1.5 l + .25 log 3/4, log 3/4.
        double logThreeQuarters = Math.log(0.75);
        double expected = 0.875 / 3 * (LN2 + 1.5 * LN2 - 1.25 * logThreeQuarters);
        assertThat(LossCase.both(new ClassBalancedSoftmaxBce(WEIGHTS), soft, logits)
                        .getFirst())
                .isCloseTo(expected, within(1e-15));
    }

    @Test
    void aClassThatCannotBeIsNoLossUnlessAskedFor() {
        double[][] logits = {{0, 0, Double.NEGATIVE_INFINITY}};
        assertThat(LossCase.mean(new CrossEntropy(), logits, new int[] {0}, DataType.DOUBLE))
                .isCloseTo(LN2, within(1e-15));
        assertThat(LossCase.mean(new CrossEntropy(), logits, new int[] {2}, DataType.DOUBLE))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void scoresAreSumsUnlessAveragedAndAgreeWithEachOther() {
        for (ILossFunction loss : losses()) {
            INDArray logits = LossCase.array(LOGITS, DataType.DOUBLE);
            INDArray labels = LossCase.oneHot(LABELS, 3, DataType.DOUBLE);
            ActivationSoftmax softmax = new ActivationSoftmax();
            INDArray scores = loss.computeScoreArray(labels, logits, softmax, null);
            assertThat(scores.shape()).containsExactly(2, 1);
            double sum = scores.getDouble(0) + scores.getDouble(1);
            assertThat(loss.computeScore(labels, logits, softmax, null, false)).isCloseTo(sum, within(1e-14));
            assertThat(loss.computeScore(labels, logits, softmax, null, true)).isCloseTo(sum / 2, within(1e-14));
            Pair<Double, INDArray> both = loss.computeGradientAndScore(labels, logits, softmax, null, false);
            assertThat(both.getFirst()).isCloseTo(sum, within(1e-14));
            assertThat(both.getSecond()).isEqualTo(loss.computeGradient(labels, logits, softmax, null));
            assertThat(logits).isEqualTo(LossCase.array(LOGITS, DataType.DOUBLE));
        }
    }

    @Test
    void layoutAndLabelTypeDoNotMatter() {
        INDArray labels = LossCase.oneHot(LABELS, 3, DataType.FLOAT);
        INDArray logits = LossCase.array(LOGITS, DataType.FLOAT);
        INDArray columnMajor = logits.dup('f');
        INDArray view = Nd4j.concat(1, logits, logits.mul(3)).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3));
        for (ILossFunction loss : losses()) {
            INDArray expected = loss.computeGradient(labels, logits, new ActivationSoftmax(), null);
            assertThat(expected.dataType()).isEqualTo(DataType.FLOAT);
            for (INDArray other : List.of(columnMajor, view)) {
                assertThat(loss.computeGradient(labels.castTo(DataType.INT32), other, new ActivationIdentity(), null))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void maskMultipliesAnExamplesLossAndGradient() {
        INDArray labels = LossCase.oneHot(LABELS, 3, DataType.DOUBLE);
        INDArray logits = LossCase.array(LOGITS, DataType.DOUBLE);
        INDArray mask = Nd4j.createFromArray(new double[][] {{1}, {0}});
        for (ILossFunction loss : losses(LossKind.Law.ROWS)) {
            double[] scores = loss.computeScoreArray(labels, logits, new ActivationSoftmax(), null)
                    .toDoubleVector();
            assertThat(loss.computeScore(labels, logits, new ActivationSoftmax(), mask, true))
                    .isCloseTo(scores[0] / 2, within(1e-15));
            double[][] gradient = loss.computeGradient(labels, logits, new ActivationSoftmax(), mask)
                    .toDoubleMatrix();
            assertThat(gradient[0]).isEqualTo(LossCase.gradient(loss, LOGITS, LABELS, DataType.DOUBLE)[0]);
            assertThat(gradient[1]).containsExactly(0, 0, 0);
        }
    }

    @Test
    void fractionalMasksWeighExamples() {
        INDArray labels = LossCase.oneHot(LABELS, 3, DataType.DOUBLE);
        INDArray logits = LossCase.array(LOGITS, DataType.DOUBLE);
        INDArray mask = Nd4j.createFromArray(new double[][] {{0.25}, {2}});
        for (ILossFunction loss : losses(LossKind.Law.ROWS)) {
            INDArray scores = loss.computeScoreArray(labels, logits, new ActivationSoftmax(), null);
            assertThat(loss.computeScoreArray(labels, logits, new ActivationSoftmax(), mask))
                    .isEqualTo(scores.mul(mask));
            INDArray gradient = loss.computeGradient(labels, logits, new ActivationSoftmax(), null);
            assertThat(loss.computeGradient(labels, logits, new ActivationSoftmax(), mask))
                    .isEqualTo(gradient.mulColumnVector(mask));
        }
    }

    @Test
    void sigmoidLossesTakeAnyActivationThatLeavesLogits() {
        INDArray labels = LossCase.oneHot(LABELS, 3, DataType.DOUBLE);
        INDArray logits = LossCase.array(LOGITS, DataType.DOUBLE);
        List<ILossFunction> others = losses(LossKind.Law.NO_SIGMOID);
        assertThat(losses()).hasSizeGreaterThan(others.size());
        for (ILossFunction loss : losses()) {
            if (!others.contains(loss)) {
                assertThat(loss.computeGradient(labels, logits, new ActivationSigmoid(), null))
                        .isEqualTo(loss.computeGradient(labels, logits, new ActivationIdentity(), null));
            }
        }
    }

    @Test
    void lossesOfClassIdsRefuseSoftLabels() {
        INDArray logits = LossCase.array(new double[][] {{0, 1, 2}, {0, 1, 2}}, DataType.DOUBLE);
        INDArray mixed = LossCase.array(new double[][] {{0, 1, 0}, {0.25, 0, 0.75}}, DataType.DOUBLE);
        INDArray twice = LossCase.array(new double[][] {{0, 1, 0}, {0, 1, 1}}, DataType.DOUBLE);
        INDArray none = LossCase.array(new double[][] {{0, 1, 0}, {0, 0, 0}}, DataType.DOUBLE);
        List<ILossFunction> others = losses(LossKind.Law.SOFT);
        for (ILossFunction loss : losses()) {
            if (!others.contains(loss)) {
                assertThatThrownBy(() -> LossCase.both(loss, mixed, logits))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(loss.name() + " needs class ids: the label of example 1 has 0.25 for class 0,"
                                + " allowed is one-hot");
                assertThatThrownBy(() -> LossCase.both(loss, twice, logits)).hasMessageContaining("1.0 for class 2");
                assertThatThrownBy(() -> LossCase.both(loss, none, logits)).hasMessageContaining("has no class");
            } else {
                assertThat(LossCase.both(loss, mixed, logits).getFirst()).isFinite();
            }
        }
    }

    @Test
    void confidentExamplesKeepTheirTinyLossAndGradient() {
        // p_0 = 1 / (1 + e^-50) rounds to 1; 1 - p_0 = e^-50 up to a factor 1 + 1e-21.
        double tiny = Math.exp(-50);
        double[][] logits = {{50, 0}};
        ILossFunction bce = new ClassBalancedSoftmaxBce(new double[] {1, 1});
        // Of two classes, both binary terms are the cross-entropy, and so is their mean.
        for (ILossFunction loss : List.of(new CrossEntropy(), bce)) {
            assertThat(LossCase.mean(loss, logits, new int[] {0}, DataType.DOUBLE) / tiny)
                    .isCloseTo(1, within(1e-12));
            double[] gradient = LossCase.gradient(loss, logits, new int[] {0}, DataType.DOUBLE)[0];
            assertThat(gradient[0] / tiny).isCloseTo(-1, within(1e-12));
            assertThat(gradient[1] / tiny).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void refusesWhatItIsNotDefinedOn() {
        INDArray labels = LossCase.oneHot(LABELS, 3, DataType.DOUBLE);
        INDArray logits = LossCase.array(LOGITS, DataType.DOUBLE);
        for (ILossFunction loss : losses()) {
            assertThatThrownBy(() -> loss.computeGradient(labels, logits, new ActivationTanH(), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("activation is tanh, allowed are s");
            assertThatThrownBy(() -> loss.computeGradient(labels, logits, new ActivationSoftmax(), labels))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("label mask has shape [2, 3]");
            assertThatThrownBy(() -> loss.computeGradient(labels.transpose(), logits, new ActivationSoftmax(), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3, 2]");
        }
        for (ILossFunction loss : losses(LossKind.Law.NO_SIGMOID)) {
            assertThatThrownBy(() -> loss.computeGradient(labels, logits, new ActivationSigmoid(), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("activation is sigmoid, allowed are softmax and identity");
        }
        assertThatThrownBy(() -> LossCase.mean(new CrossEntropy(), new double[][] {{1}}, new int[] {0}, DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2");
        ILossFunction ofTwo = new ClassBalancedCrossEntropy(new double[] {1, 1});
        assertThatThrownBy(() -> LossCase.mean(ofTwo, LOGITS, LABELS, DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ClassBalancedCrossEntropy(classes=2) has weights of 2 classes, the logits have 3");
        assertThatThrownBy(() -> new ClassBalancedSoftmaxBce(new double[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight of class 1 is -1.0, allowed is a finite number from 0");
        assertThatThrownBy(() -> new ClassBalancedSoftmaxBce(new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2");
    }

    @Test
    void weightsAreACopy() {
        double[] given = WEIGHTS.clone();
        ClassBalancedCrossEntropy loss = new ClassBalancedCrossEntropy(given);
        given[0] = 9;
        loss.weights()[1] = 9;
        assertThat(loss.weights()).containsExactly(WEIGHTS);
    }

    private static List<ILossFunction> losses(LossKind.Law... laws) {
        return LossKind.losses(COUNTS, laws)
                .map(loss -> LossCase.fed(loss, LABELS.length))
                .toList();
    }
}
