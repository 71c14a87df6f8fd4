package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class DistillationLossTest {

    private static final INDArray TEACHER = LossCase.array(new double[][] {{0.8, 0.2}}, DataType.DOUBLE);
    private static final INDArray UNIFORM = LossCase.array(new double[][] {{0, 0}}, DataType.DOUBLE);
    // Square roots of 4/5 and 1/5 are as 2 to 1; against 1/2, 1/2.
    private static final double DIVERGENCE = 2 / 3.0 * Math.log(4 / 3.0) + 1 / 3.0 * Math.log(2 / 3.0);

    @Test
    void divergenceOfHandWorkedProbabilities() {
        require(new DistillationLoss(1, 0.5), 1, DIVERGENCE);
        require(new DistillationLoss(2, 1), 2, 4 * DIVERGENCE);
    }

    private static void require(ILossFunction loss, double temperature, double value) {
        Pair<Double, INDArray> both = LossCase.both(loss, TEACHER, UNIFORM);
        assertThat(both.getFirst()).isCloseTo(value, within(1e-14));
        // T (1/2 - 2/3, 1/2 - 1/3).
        assertThat(both.getSecond().toDoubleVector())
                .containsExactly(new double[] {-temperature / 6, temperature / 6}, within(1e-14));
    }

    @Test
    void aStudentWithTheTeachersLogitsHasNoLoss() {
        // The logits 2, -1, 0.5 at any temperature; labels are not normalized.
        double[][] logits = {{2, -1, 0.5}};
        INDArray teacher = LossCase.array(
                new double[][] {{3 * Math.exp(2), 3 * Math.exp(-1), 3 * Math.exp(0.5)}}, DataType.DOUBLE);
        Pair<Double, INDArray> both =
                LossCase.both(new DistillationLoss(4, 1), teacher, LossCase.array(logits, DataType.DOUBLE));
        assertThat(both.getFirst()).isCloseTo(0, within(1e-14));
        assertThat(both.getSecond().toDoubleVector()).containsExactly(new double[3], within(1e-14));
    }

    @Test
    void aClassThatTheTeacherExcludesRemainsExcluded() {
        // Against 1/3 each, the teacher has 1/2, 1/2, 0 at any temperature: log 3/2.
        INDArray teacher = LossCase.array(new double[][] {{0.5, 0.5, 0}}, DataType.DOUBLE);
        INDArray logits = LossCase.array(new double[][] {{1, 1, 1}}, DataType.DOUBLE);
        Pair<Double, INDArray> both = LossCase.both(new DistillationLoss(3, 1), teacher, logits);
        assertThat(both.getFirst()).isCloseTo(9 * Math.log(1.5), within(1e-14));
        assertThat(both.getSecond().toDoubleVector()).containsExactly(new double[] {-0.5, -0.5, 1}, within(1e-14));
    }

    @Test
    void tinyProbabilitiesOfTheTeacherCount() {
        // 1e-200 to the power 1/100 is 1/100.
        INDArray teacher = LossCase.array(new double[][] {{1, 1e-200}}, DataType.DOUBLE);
        Pair<Double, INDArray> both = LossCase.both(new DistillationLoss(100, 1), teacher, UNIFORM);
        assertThat(both.getSecond().toDoubleVector())
                .containsExactly(new double[] {100 * (0.5 - 1 / 1.01), 100 * (0.5 - 0.01 / 1.01)}, within(1e-11));
    }

    @Test
    void refusesWhatIsNoTeacher() {
        ILossFunction loss = new DistillationLoss(1, 1);
        INDArray negative = LossCase.array(new double[][] {{1.5, -0.5}}, DataType.DOUBLE);
        assertThatThrownBy(() -> LossCase.both(loss, negative, UNIFORM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DistillationLoss(temperature=1.0, power=1.0) needs a teacher's probabilities: the label of"
                        + " example 0 has -0.5 for class 1, allowed is 0 or more");
        assertThatThrownBy(() -> LossCase.both(loss, UNIFORM, UNIFORM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("example 0 is all zeros");
        assertThatThrownBy(() -> new DistillationLoss(0, 1)).hasMessageContaining("temperature is 0.0");
        assertThatThrownBy(() -> new DistillationLoss(1, Double.NaN)).hasMessageContaining("power is NaN");
    }
}
