package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.DistillationLoss;

/** What the step of a head makes of unusual batches, against DL4J's own. */
class HeadStepBatchesTest {

    static Stream<DataSetPreProcessor> preProcessors() {
        return Stream.of(batch -> batch.getFeatures().putScalar(0, Double.NaN), batch -> batch.getLabels()
                .putScalar(0, Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("preProcessors")
    void whatIsNotFiniteIsFoundAtTheSamePlace(DataSetPreProcessor preProcessor) {
        HeadCase head = HeadCase.of(new CrossEntropy());
        DivergedException expected =
                catchThrowableOfType(DivergedException.class, () -> head.trained(HeadCase.DL4J, preProcessor));
        DivergedException thrown =
                catchThrowableOfType(DivergedException.class, () -> head.trained(HeadCase.HEAD_STEP, preProcessor));
        assertThat(thrown).hasMessage(expected.getMessage());
    }

    @Test
    void labelsOfATeacherAreTaken() {
        HeadCase head = HeadCase.of(new DistillationLoss(2, 1));
        DataSetPreProcessor teacher = batch -> batch.setLabels(batch.getLabels()
                .mul(0.5)
                .addi(batch.getFeatures()
                        .mean(true, 1)
                        .mul(0.001)
                        .addi(0.05)
                        .broadcast(batch.getLabels().shape())));
        EitherWay.assertSameState(head.trained(HeadCase.HEAD_STEP, teacher), head.trained(HeadCase.DL4J, teacher));
    }

    @Test
    void batchesWithMasksAmongOthersAreTrainedDl4jsWay() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        DataSetPreProcessor mask = batch -> {
            if (batch.getFeatures().getFloat(0) > 0) {
                INDArray rows = Nd4j.ones(batch.getLabels().size(0), 1);
                rows.putScalar(1, 0);
                batch.setLabelsMaskArray(rows);
            }
        };
        ComputationGraph usual = head.trained(HeadCase.DL4J, mask);
        EitherWay.assertSameState(head.trained(HeadCase.HEAD_STEP, mask), usual);
        assertThat(usual.params())
                .isNotEqualTo(head.trained(HeadCase.DL4J, batch -> {}).params());
    }

    @Test
    void arraysOfOtherLayoutsAreTaken() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        DataSetPreProcessor columns = batch -> {
            batch.setFeatures(batch.getFeatures().dup('f'));
            batch.setLabels(batch.getLabels().dup('f'));
        };
        EitherWay.assertSameState(head.trained(HeadCase.HEAD_STEP, columns), head.trained(HeadCase.DL4J, columns));
    }
}
