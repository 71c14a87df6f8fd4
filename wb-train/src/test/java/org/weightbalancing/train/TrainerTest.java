package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.NoOp;
import org.weightbalancing.train.loss.CrossEntropy;

class TrainerTest {

    @Test
    void trainsAndRecordsEveryEpoch() {
        ComputationGraph graph = TinyNetwork.normalized();
        Stage stage = new Stage(
                "stage-1",
                20,
                new CosineSchedule(0.1, 20, 0, Timing.AFTER_EPOCH),
                0.9,
                new CrossEntropy(),
                CheckpointPolicy.LAST);
        DataSetIterator heldOut = FeatureBatches.sequential(TinyNetwork.bank(30), 30);
        Validation accuracy =
                new Validation("validation", g -> g.evaluate(heldOut).accuracy());
        TrainingHistory history = new Trainer().fit(graph, stage, TinyNetwork.batches(30, 8), accuracy, List.of());

        assertThat(history.stage()).isEqualTo("stage-1");
        assertThat(history.selectedEpoch()).isEqualTo(19);
        assertThat(history.epochs()).hasSize(20);
        for (EpochRecord epoch : history.epochs()) {
            assertThat(epoch.learningRate()).isEqualTo(stage.learningRate().valueAt(0, epoch.epoch()));
            assertThat(epoch.imagesPerSecond() * epoch.seconds()).isCloseTo(30, within(1e-6));
        }
        assertThat(history.selected().meanLoss())
                .isLessThan(0.5 * history.epochs().get(0).meanLoss());
        assertThat(history.selected().validation()).isGreaterThan(0.9);
    }

    @Test
    void meanLossWeighsBatchesByTheirSize() {
        // At rate 0 the network stays, so the mean over batches of 8, 8, 8, 6 is the mean over the 30 rows.
        ComputationGraph graph = TinyNetwork.dense(DataType.DOUBLE, new CrossEntropy(), new NoOp());
        DataSet all = FeatureBatches.sequential(TinyNetwork.bank(30), 30).next();
        List<String> heard = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void batchDone(int epoch, int batch, int examples, double loss) {
                heard.add(epoch + "/" + batch + "/" + examples);
                assertThat(loss).isPositive();
            }

            @Override
            public void epochDone(EpochRecord epoch) {
                heard.add("epoch " + epoch.epoch());
            }
        };
        TrainingHistory history = new Trainer(progress)
                .fit(
                        graph,
                        TinyNetwork.stage(2, 0, CheckpointPolicy.LAST),
                        TinyNetwork.batches(30, 8),
                        Validation.none(),
                        List.of());
        assertThat(history.selected().meanLoss()).isCloseTo(graph.score(all), within(1e-6));
        assertThat(history.selected().validation()).isNaN();
        assertThat(heard)
                .containsExactly(
                        "0/0/8", "0/1/8", "0/2/8", "0/3/6", "epoch 0", "1/0/8", "1/1/8", "1/2/8", "1/3/6", "epoch 1");
    }

    @Test
    void listenersHearStepsAndEpochsInOrderAndPreviousOnesComeBack() {
        List<String> heard = new ArrayList<>();
        TrainingListener previous = new Named("previous", heard);
        ComputationGraph graph = TinyNetwork.normalized();
        graph.setListeners(previous);
        new Trainer()
                .fit(
                        graph,
                        TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST),
                        TinyNetwork.batches(16, 8),
                        new Validation("validation", g -> {
                            heard.add("validation");
                            return 0;
                        }),
                        List.of(new Named("a", heard), new Named("b", heard)));
        assertThat(heard)
                .containsExactly(
                        "a start",
                        "b start",
                        "a gradient 0",
                        "b gradient 0",
                        "a step 0",
                        "b step 0",
                        "a gradient 1",
                        "b gradient 1",
                        "a step 1",
                        "b step 1",
                        "a end",
                        "b end",
                        "validation");
        assertThat(graph.getListeners()).containsExactly(previous);
    }

    @Test
    void aPartlyConsumedIteratorStartsAnEpochOfItsOwn() {
        FeatureBatches batches = TinyNetwork.batches(30, 8);
        batches.next();
        List<Integer> sizes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void batchDone(int epoch, int batch, int examples, double loss) {
                sizes.add(examples);
            }
        };
        new Trainer(progress)
                .fit(
                        TinyNetwork.normalized(),
                        TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST),
                        batches,
                        Validation.none(),
                        List.of());
        assertThat(sizes).containsExactly(8, 8, 8, 6);
    }

    private static final class Named extends BaseTrainingListener {
        private final String name;
        private final List<String> heard;

        Named(String name, List<String> heard) {
            this.name = name;
            this.heard = heard;
        }

        @Override
        public void onEpochStart(Model model) {
            heard.add(name + " start");
        }

        @Override
        public void onEpochEnd(Model model) {
            heard.add(name + " end");
        }

        @Override
        public void onGradientCalculation(Model model) {
            heard.add(name + " gradient " + ((ComputationGraph) model).getIterationCount());
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            heard.add(name + " step " + iteration);
        }
    }
}
