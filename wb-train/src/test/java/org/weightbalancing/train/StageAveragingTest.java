package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.NoOp;
import org.weightbalancing.train.loss.CrossEntropy;

class StageAveragingTest {

    private static final int EPOCHS = 3;
    private static final double DECAY = 0.8;

    private final List<INDArray> afterSteps = new ArrayList<>();
    private final List<INDArray> afterEpochs = new ArrayList<>();
    private final List<INDArray> validated = new ArrayList<>();

    private static Stage stage(CheckpointPolicy policy, WeightAveraging averaging) {
        return new Stage("stage", EPOCHS, new ConstantSchedule(0.1), 0.9, new CrossEntropy(), policy, averaging);
    }

    private static ComputationGraph dense() {
        return TinyNetwork.dense(DataType.DOUBLE, new CrossEntropy(), new NoOp());
    }

    private TrainingListener recording() {
        return new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                afterSteps.add(model.params().dup());
            }

            @Override
            public void onEpochEnd(Model model) {
                afterEpochs.add(model.params().dup());
            }
        };
    }

    /** The second epoch is the best. */
    private Validation validation() {
        return new Validation("validation", graph -> {
            validated.add(graph.params().dup());
            return validated.size() % 3 == 2 ? 1 : 0;
        });
    }

    private TrainingHistory fit(ComputationGraph graph, Stage stage) {
        return new Trainer().fit(graph, stage, TinyNetwork.batches(30, 8), validation(), List.of(recording()));
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-12);
    }

    @Test
    void validationSeesAndTheStageEndsWithTheMovingAverage() {
        ComputationGraph graph = dense();
        INDArray average = graph.params().dup();
        fit(graph, stage(CheckpointPolicy.LAST, new ExponentialMovingAverage(DECAY)));
        assertThat(afterSteps).hasSize(12);
        for (int k = 0; k < afterSteps.size(); k++) {
            average = average.mul(DECAY).add(afterSteps.get(k).mul(1 - DECAY));
            if (k % 4 == 3) {
                assertClose(validated.get(k / 4), average);
            }
        }
        Exactly.assertSame(graph.params(), validated.get(2));
    }

    @Test
    void trainingItselfIsNotTouchedByAnAverage() {
        TrainingHistory plain = fit(TinyNetwork.normalized(), stage(CheckpointPolicy.LAST, new NoAveraging()));
        List<INDArray> expected = List.copyOf(afterSteps);
        for (WeightAveraging averaging : List.of(new ExponentialMovingAverage(DECAY), new StochasticWeightAverage(0))) {
            afterSteps.clear();
            TrainingHistory averaged = fit(TinyNetwork.normalized(), stage(CheckpointPolicy.LAST, averaging));
            assertThat(afterSteps).hasSameSizeAs(expected);
            for (int k = 0; k < expected.size(); k++) {
                Exactly.assertSame(afterSteps.get(k), expected.get(k));
            }
            assertThat(averaged.epochs().stream().map(EpochRecord::meanLoss))
                    .containsExactlyElementsOf(
                            plain.epochs().stream().map(EpochRecord::meanLoss).toList());
        }
    }

    @Test
    void selectionIsOfTheAveragedNetwork() {
        ComputationGraph graph = TinyNetwork.normalized();
        TrainingHistory history =
                fit(graph, stage(CheckpointPolicy.BEST_ON_VALIDATION, new ExponentialMovingAverage(DECAY)));
        assertThat(history.selectedEpoch()).isEqualTo(1);
        Exactly.assertSame(graph.params(), validated.get(1));
        assertThat(graph.params()).isNotEqualTo(afterEpochs.get(1));
    }

    @Test
    void aFailingValidationLeavesTheTrainedParameters() {
        ComputationGraph graph = TinyNetwork.normalized();
        Validation failing = new Validation("validation", g -> {
            throw new IllegalStateException("no data");
        });
        assertThatThrownBy(() -> new Trainer()
                        .fit(
                                graph,
                                stage(CheckpointPolicy.LAST, new ExponentialMovingAverage(DECAY)),
                                TinyNetwork.batches(30, 8),
                                failing,
                                List.of(recording())))
                .hasMessage("no data");
        Exactly.assertSame(graph.params(), afterEpochs.get(0));
    }

    @Test
    void theStageEndsWithTheMeanOfItsEpochs() {
        ComputationGraph graph = dense();
        fit(graph, stage(CheckpointPolicy.LAST, new StochasticWeightAverage(1)));
        assertThat(validated).isEqualTo(afterEpochs);
        assertClose(graph.params(), afterEpochs.get(1).add(afterEpochs.get(2)).div(2));
    }

    /** Of the further epoch the last batch, of 6 rows, is what the running mean is then of. */
    @Test
    void statisticsAreEstimatedAnewForTheMean() {
        ComputationGraph graph = TinyNetwork.normalized(new ForwardNorm(TinyNetwork.HIDDEN));
        fit(graph, stage(CheckpointPolicy.LAST, new StochasticWeightAverage(1)));
        FeatureBatches further = TinyNetwork.batches(30, 8);
        further.startAt(EPOCHS, 3);
        DataSet last = further.next();
        INDArray features = graph.feedForward(last.getFeatures(), false).get("features");
        INDArray mean = graph.getLayer("norm").getParam("mean");
        assertThat(mean.sub(features.mean(0).reshape(mean.shape())).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        // Weights are the mean of the epochs, bit for bit what they are in a network whose statistics stay.
        Exactly.assertSame(
                graph.getLayer("features").params(),
                meanOfEpochs(graph).getLayer("features").params());
    }

    private ComputationGraph meanOfEpochs(ComputationGraph like) {
        ComputationGraph mean = like.clone();
        mean.params().assign(afterEpochs.get(1));
        RunningAverage average = new RunningAverage(mean, new StochasticWeightAverage(1));
        for (int epoch = 1; epoch < EPOCHS; epoch++) {
            mean.params().assign(afterEpochs.get(epoch));
            average.epochDone(epoch);
        }
        average.show();
        return mean;
    }

    @Test
    void anInterruptedEstimationIsDoneAgain() {
        Stage stage = stage(CheckpointPolicy.LAST, new StochasticWeightAverage(1));
        ComputationGraph whole = TinyNetwork.normalized(new ForwardNorm(TinyNetwork.HIDDEN));
        fit(whole, stage);
        for (int stopped = EPOCHS * 4; stopped < EPOCHS * 4 + 4; stopped++) {
            int at = stopped;
            ComputationGraph graph = TinyNetwork.normalized(new ForwardNorm(TinyNetwork.HIDDEN));
            FeatureBatches batches = TinyNetwork.batches(30, 8);
            AtomicInteger given = new AtomicInteger();
            batches.setPreProcessor(batch -> {
                if (given.getAndIncrement() == at) {
                    throw new CancellationException("no more");
                }
            });
            KeptStates kept = new KeptStates(false);
            afterEpochs.clear();
            assertThatThrownBy(() -> new Trainer(new Progress() {}, kept)
                            .fit(graph, stage, batches, validation(), List.of(recording())))
                    .isInstanceOf(TrainingInterruptedException.class);
            Exactly.assertSame(graph.params(), afterEpochs.get(2));
            TrainingState state = kept.only();
            assertThat(state.position().epoch()).isEqualTo(EPOCHS);
            ComputationGraph resumed = TinyNetwork.normalized(new ForwardNorm(TinyNetwork.HIDDEN));
            FeatureBatches further = ResumedStage.positioned(state.position());
            new Trainer().resume(resumed, stage, further, validation(), List.of(), state);
            Exactly.assertSame(resumed.params(), whole.params());
        }
    }

    @Test
    void refusesBatchesThatGiveNoFurtherEpoch() {
        DataSetIterator once = (DataSetIterator) Proxy.newProxyInstance(
                DataSetIterator.class.getClassLoader(),
                new Class<?>[] {DataSetIterator.class},
                (proxy, method, none) -> false);
        Stage stage = stage(CheckpointPolicy.LAST, new StochasticWeightAverage(1));
        assertThatThrownBy(() -> new Trainer().fit(TinyNetwork.normalized(), stage, once, Validation.none(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batches of stage \"stage\" cannot be reset, which StochasticWeightAverage[fromEpoch=1]"
                        + " needs to estimate batch-norm statistics");
    }

    @Test
    void refusesWhatIsNoAverage() {
        for (double decay : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> new ExponentialMovingAverage(decay))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("decay is " + decay + ", allowed is above 0 and below 1");
        }
        assertThatThrownBy(() -> new StochasticWeightAverage(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first averaged epoch is -1, allowed is 0 or more");
        assertThatThrownBy(() -> stage(CheckpointPolicy.LAST, new StochasticWeightAverage(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first averaged epoch of stage \"stage\" is 3, allowed is 0 to 2");
        assertThatThrownBy(() -> stage(CheckpointPolicy.BEST_ON_VALIDATION, new StochasticWeightAverage(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "stage \"stage\" averages weights over epochs, which BEST_ON_VALIDATION cannot select among,"
                                + " allowed is LAST");
    }
}
