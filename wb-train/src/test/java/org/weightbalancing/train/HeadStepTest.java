package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.DistillationLoss;
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

    @Test
    void gradientsOfAnyLayoutAreTaken() {
        assertSameTraining(HeadCase.of(new OfLarger()));
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

    /** DL4J takes what is left in the gradient of a parameter that NoOp updates from it as it is. */
    @Test
    void fixedParametersAreMovedByTheirGradientsAlone() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        ComputationGraph usual = new HalfBias(head.inputs(), head.classes(), false).graph();
        ComputationGraph fast = new HalfBias(head.inputs(), head.classes(), false).graph();
        List<Boolean> closed = new ArrayList<>();
        head.train(HeadCase.DL4J, usual, Checkpointing.none());
        head.train(graph -> Step.of(graph, watched(closed)), fast, Checkpointing.none());
        assertSameState(fast, usual);
        assertThat(usual.getUpdater().getStateViewArray().length()).isEqualTo(17 * 10);
        assertThat(closed).containsExactly(true);
    }

    /** Gives linear arithmetic that finds the gradients of fixed parameters at 0, and tells when it is closed. */
    private static HeadArithmetic.Source watched(List<Boolean> closed) {
        return (layer, gradients) -> Optional.of(new HeadArithmetic() {
            private final HeadArithmetic arithmetic = new LinearArithmetic(layer, gradients);

            @Override
            public INDArray logits(INDArray features) {
                return arithmetic.logits(features);
            }

            @Override
            public void backward(INDArray features, INDArray delta) {
                assertThat(gradients.get("b").eq(0).all()).isTrue();
                arithmetic.backward(features, delta);
            }

            @Override
            public void close() {
                arithmetic.close();
                closed.add(true);
            }
        });
    }

    @Test
    void otherWaysToFixParametersAreLeftToDl4j() {
        ComputationGraph graph = new HalfBias(5, 4, true).graph();
        StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST));
        assertThat(Step.of(graph, watched(new ArrayList<>()))).isNotInstanceOf(HeadStep.class);
    }

    @Test
    void aTrainerAsksWhoKnowsOtherHeads() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        List<Boolean> closed = new ArrayList<>();
        new Trainer(new Progress() {}, Checkpointing.none(), watched(closed))
                .fit(
                        new HalfBias(head.inputs(), head.classes(), false).graph(),
                        head.stage(),
                        head.batches(),
                        Validation.none(),
                        List.of());
        assertThat(closed).containsExactly(true);
    }

    private static void assertSameTraining(HeadCase head) {
        ComputationGraph usual = head.graph();
        ComputationGraph fast = head.graph();
        TrainingHistory expected = head.train(HeadCase.DL4J, usual, Checkpointing.none());
        TrainingHistory history = head.train(HeadStepTest::headStep, fast, Checkpointing.none());
        EitherWay.assertSame(history, expected);
        assertSameState(fast, usual);
    }

    private static void assertSameState(ComputationGraph actual, ComputationGraph expected) {
        EitherWay.assertSame(actual.params(), expected.params());
        EitherWay.assertSame(
                actual.getUpdater().getStateViewArray(), expected.getUpdater().getStateViewArray());
        assertThat(actual.getIterationCount()).isEqualTo(expected.getIterationCount());
        assertThat(actual.getEpochCount()).isEqualTo(expected.getEpochCount());
        EitherWay.assertSame(actual.score(), expected.score());
    }

    private static Step headStep(ComputationGraph graph) {
        Step step = Step.of(graph);
        assertThat(step).isInstanceOf(HeadStep.class);
        return step;
    }

    /** Of all that they see, digests are compared. */
    @Test
    @EnabledOnOs(architectures = {EitherWay.AMD_64, EitherWay.X86_64})
    void listenersHearAndSeeTheSame() {
        List<String> usual = seen(HeadCase.DL4J);
        assertThat(seen(HeadStepTest::headStep)).isEqualTo(usual).hasSize(2 * 3 * (2 + 4 * 3));
    }

    /** Of two stages: the second starts where the counts of the first have to be forgotten. */
    private static List<String> seen(Function<ComputationGraph, Step> way) {
        HeadCase head = HeadCase.of(new CrossEntropy());
        Witness witness = new Witness();
        ComputationGraph graph = head.graph();
        head.train(way, graph, Checkpointing.none(), witness);
        head.train(way, graph, Checkpointing.none(), witness);
        return witness.seen;
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
                    DivergedException.class, () -> head.train(HeadStepTest::headStep, fast, Checkpointing.none()));
            assertThat(thrown).hasMessage(expected.getMessage());
            EitherWay.assertSame(fast.params(), usual.params());
        }
    }

    static Stream<DataSetPreProcessor> preProcessors() {
        return Stream.of(batch -> batch.getFeatures().putScalar(0, Double.NaN), batch -> batch.getLabels()
                .putScalar(0, Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("preProcessors")
    void whatIsNotFiniteIsFoundAtTheSamePlace(DataSetPreProcessor preProcessor) {
        HeadCase head = HeadCase.of(new CrossEntropy());
        DivergedException expected =
                catchThrowableOfType(DivergedException.class, () -> trained(HeadCase.DL4J, head, preProcessor));
        DivergedException thrown = catchThrowableOfType(
                DivergedException.class, () -> trained(HeadStepTest::headStep, head, preProcessor));
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
        assertSameState(trained(HeadStepTest::headStep, head, teacher), trained(HeadCase.DL4J, head, teacher));
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
        ComputationGraph usual = trained(HeadCase.DL4J, head, mask);
        assertSameState(trained(HeadStepTest::headStep, head, mask), usual);
        assertThat(usual.params())
                .isNotEqualTo(trained(HeadCase.DL4J, head, batch -> {}).params());
    }

    @Test
    void arraysOfOtherLayoutsAreTaken() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        DataSetPreProcessor columns = batch -> {
            batch.setFeatures(batch.getFeatures().dup('f'));
            batch.setLabels(batch.getLabels().dup('f'));
        };
        assertSameState(trained(HeadStepTest::headStep, head, columns), trained(HeadCase.DL4J, head, columns));
    }

    private static ComputationGraph trained(
            Function<ComputationGraph, Step> way, HeadCase head, DataSetPreProcessor preProcessor) {
        ComputationGraph graph = head.graph();
        FeatureBatches batches = head.batches();
        batches.setPreProcessor(preProcessor);
        new Trainer(new Progress() {}, Checkpointing.none(), way)
                .fit(graph, head.stage(), batches, Validation.none(), List.of());
        return graph;
    }

    @Test
    void stagesGoOnFromAnyStateInEitherWay() {
        HeadCase head = HeadCase.of(new CrossEntropy(), CheckpointPolicy.LAST, new ExponentialMovingAverage(0.8));
        KeptStates kept = new KeptStates(true);
        ComputationGraph whole = head.graph();
        head.train(HeadStepTest::headStep, whole, kept);
        assertThat(kept.states()).hasSize(12);
        for (TrainingState state : kept.states()) {
            for (var way : List.<Function<ComputationGraph, Step>>of(HeadStepTest::headStep, HeadCase.DL4J)) {
                ComputationGraph resumed = head.graph();
                resumed.params().addi(1);
                FeatureBatches batches = head.batches();
                batches.startAt(state.position().epoch(), state.position().batches());
                new Trainer(new Progress() {}, Checkpointing.none(), way)
                        .resume(
                                resumed,
                                head.stage(),
                                batches,
                                HeadCase.validation(),
                                List.of(HeadCase.regularizer()),
                                state);
                EitherWay.assertSame(resumed.params(), whole.params());
            }
        }
    }

    @Test
    void anInterruptedStageIsSavedBetweenTwoSteps() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        KeptStates kept = new KeptStates(false);
        BaseTrainingListener interrupting = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                if (iteration == 4) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatThrownBy(() -> head.train(HeadStepTest::headStep, head.graph(), kept, interrupting))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept.only().position().iteration()).isEqualTo(5);
    }

    @Test
    void threadsShareNothing() throws Exception {
        HeadCase head = HeadCase.of(new CrossEntropy());
        ComputationGraph alone = head.graph();
        head.train(HeadStepTest::headStep, alone, Checkpointing.none());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<ComputationGraph> training = () -> {
                ComputationGraph graph = head.graph();
                for (int i = 0; i < 30; i++) {
                    graph = head.graph();
                    head.train(HeadStepTest::headStep, graph, Checkpointing.none());
                }
                return graph;
            };
            for (Future<ComputationGraph> done : threads.invokeAll(List.of(training, training))) {
                assertSameState(done.get(), alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothingIsLeftBehind() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        BaseTrainingListener looking = new BaseTrainingListener() {
            @Override
            public void onEpochEnd(Model model) {
                assertThat(Nd4j.getWorkspaceManager().checkIfWorkspaceExists(HeadStep.WORKSPACE))
                        .isTrue();
            }
        };
        head.train(HeadStepTest::headStep, head.graph(), Checkpointing.none(), looking);
        assertThat(Nd4j.getWorkspaceManager().checkIfWorkspaceExists(HeadStep.WORKSPACE))
                .isFalse();
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

    /** Writes down all that a model shows at each call. */
    private static final class Witness extends BaseTrainingListener {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void onEpochStart(Model model) {
            see("start", model);
        }

        @Override
        public void onEpochEnd(Model model) {
            see("end", model);
        }

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            seen.add("forward " + ((ComputationGraph) model).getIterationCount() + " " + activations.keySet()
                    + Arrays.hashCode(activations.get("input").dup().data().asFloat()) + model.batchSize());
        }

        @Override
        public void onBackwardPass(Model model) {
            see("backward", model);
        }

        @Override
        public void onGradientCalculation(Model model) {
            see("gradient", model);
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            see("done " + iteration + " " + epoch, model);
        }

        private void see(String call, Model model) {
            ComputationGraph graph = (ComputationGraph) model;
            StringBuilder line = new StringBuilder(call + " " + graph.getIterationCount() + " "
                    + graph.getEpochCount() + " " + graph.getLayer(0).getIterationCount() + " "
                    + graph.getLayer(0).getEpochCount());
            line.append(" ").append(Arrays.hashCode(graph.params().toFloatVector()));
            if (graph.gradient() != null) {
                line.append(" ").append(graph.score()).append(" ").append(graph.batchSize());
                graph.gradient().gradientForVariable().forEach((key, value) -> line.append(" ")
                        .append(key)
                        .append(Arrays.toString(value.shape()))
                        .append(Arrays.hashCode(value.dup('c').data().asFloat())));
                line.append(" ")
                        .append(Arrays.hashCode(graph.gradient().gradient().toFloatVector()));
            }
            seen.add(line.toString());
        }
    }
}
