package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.Losses;

/** The step of a head against DL4J's own. */
class HeadStepTest {

    static Stream<ILossFunction> losses() {
        return Stream.concat(Losses.all(HeadCase.counts()), Stream.of(new LossMCXENT()));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void anyLossTrainsToTheSameParameters(ILossFunction loss) {
        assertSameTraining(HeadCase.of(loss));
    }

    static Stream<WeightAveraging> averagings() {
        return Stream.of(new NoAveraging(), new ExponentialMovingAverage(0.8, true), new StochasticWeightAverage(1));
    }

    @ParameterizedTest
    @MethodSource("averagings")
    void averagesAreTheSame(WeightAveraging averaging) {
        assertSameTraining(HeadCase.of(new CrossEntropy(), CheckpointPolicy.LAST, averaging));
    }

    @Test
    void theSameEpochIsSelected() {
        assertSameTraining(HeadCase.of(
                new CrossEntropy(), CheckpointPolicy.BEST_ON_VALIDATION, new ExponentialMovingAverage(0.5)));
    }

    static Stream<int[]> sizes() {
        return Stream.of(new int[] {1, 2}, new int[] {3, 3}, new int[] {64, 100}, new int[] {129, 33});
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void headsOfAnySizeTrainAlike(int[] size) {
        assertSameTraining(
                new HeadCase(size[0], size[1], HeadCase.of(new CrossEntropy()).stage()));
    }

    @Test
    void gradientsOfAnyLayoutAreTaken() {
        assertSameTraining(HeadCase.of(new OfLarger()));
    }

    @Test
    void divergenceIsFoundAtTheSameStep() {
        for (double rate : new double[] {1e20, 1e38}) {
            Stage stage = TinyNetwork.stage(2, rate, CheckpointPolicy.LAST);
            HeadCase head = new HeadCase(5, 4, stage);
            ComputationGraph usual = head.graph();
            ComputationGraph fast = head.graph();
            DivergedException expected = catchThrowableOfType(
                    DivergedException.class, () -> head.train(HeadCase.DL4J, usual, Checkpointing.none()));
            DivergedException thrown = catchThrowableOfType(
                    DivergedException.class, () -> head.train(HeadCase.HEAD_STEP, fast, Checkpointing.none()));
            assertThat(thrown).hasMessage(expected.getMessage());
            EitherWay.assertSame(fast.params(), usual.params());
        }
    }

    private static void assertSameTraining(HeadCase head) {
        ComputationGraph usual = head.graph();
        ComputationGraph fast = head.graph();
        TrainingHistory expected = head.train(HeadCase.DL4J, usual, Checkpointing.none());
        TrainingHistory history = head.train(HeadCase.HEAD_STEP, fast, Checkpointing.none());
        EitherWay.assertSame(history, expected);
        EitherWay.assertSameState(fast, usual);
    }

    /** Cross-entropy whose gradient is part of a larger array. */
    private static final class OfLarger implements ILossFunction {

        private static final long serialVersionUID = 1L;

        private final ILossFunction loss = new CrossEntropy();

        @Override
        public double computeScore(
                INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
            return loss.computeScore(labels, preOutput, activation, mask, average);
        }

        @Override
        public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
            return loss.computeScoreArray(labels, preOutput, activation, mask);
        }

        @Override
        public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
            INDArray gradient = loss.computeGradient(labels, preOutput, activation, mask);
            INDArray larger = Nd4j.create(gradient.dataType(), gradient.size(0), gradient.size(1) + 2);
            INDArray part = larger.get(NDArrayIndex.all(), NDArrayIndex.interval(1, gradient.size(1) + 1));
            return part.assign(gradient);
        }

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
            return new Pair<>(
                    computeScore(labels, preOutput, activation, mask, average),
                    computeGradient(labels, preOutput, activation, mask));
        }

        @Override
        public String name() {
            return "OfLarger()";
        }
    }
}
