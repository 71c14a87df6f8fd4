package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/** A stage of 3 epochs of 4 batches with all that could be forgotten, and what it comes to without a stop. */
final class ResumedStage {

    static final int EPOCHS = 3;
    static final int BATCHES = 4;

    private final Stage stage;
    private final Validation validation;
    private final ComputationGraph whole = TinyNetwork.normalized();
    private final TrainingHistory history;
    private final KeptStates states = new KeptStates(true);

    ResumedStage(Stage stage, Validation validation) {
        this.stage = stage;
        this.validation = validation;
        this.history = fit(whole, states, batch -> {}, validation, List.of());
    }

    /** The states after every step and every epoch of the run without a stop. */
    List<TrainingState> states() {
        return states.states();
    }

    Stage stage() {
        return stage;
    }

    TrainingHistory history() {
        return history;
    }

    ComputationGraph whole() {
        return whole;
    }

    TrainingHistory fit(
            ComputationGraph graph,
            Checkpointing checkpointing,
            DataSetPreProcessor seen,
            Validation measure,
            List<TrainingListener> first) {
        FeatureBatches batches = TinyNetwork.batches(30, 8);
        batches.setPreProcessor(seen);
        List<TrainingListener> listeners = new ArrayList<>(first);
        listeners.add(projection());
        return new Trainer(new Progress() {}, checkpointing).fit(graph, stage, batches, measure, listeners);
    }

    /** Goes on in another network, whose parameters the state must replace. */
    ComputationGraph assertGoesOn(TrainingState state) {
        ComputationGraph graph = TinyNetwork.normalized();
        graph.params().addi(1);
        TrainingHistory resumed = new Trainer()
                .resume(graph, stage, positioned(state.position()), validation, List.of(projection()), state);
        Exactly.assertSame(graph.params(), whole.params());
        Exactly.assertSame(
                graph.getUpdater().getStateViewArray(), whole.getUpdater().getStateViewArray());
        assertThat(graph.getIterationCount()).isEqualTo(EPOCHS * BATCHES);
        assertThat(graph.getEpochCount()).isEqualTo(EPOCHS);
        assertThat(resumed.selectedEpoch()).isEqualTo(history.selectedEpoch());
        assertThat(untimed(resumed)).isEqualTo(untimed(history));
        return graph;
    }

    @Override
    public String toString() {
        return stage.checkpoint() + ", " + stage.averaging();
    }

    static FeatureBatches positioned(StagePosition position) {
        FeatureBatches batches = TinyNetwork.batches(30, 8);
        batches.startAt(position.epoch(), position.batches());
        return batches;
    }

    static List<EpochRecord> untimed(TrainingHistory history) {
        return history.epochs().stream()
                .map(e -> new EpochRecord(e.epoch(), e.learningRate(), e.meanLoss(), e.validation(), 0, 0))
                .toList();
    }

    /** As regularizers do, shrinks the first weights after every step and every epoch. */
    static TrainingListener projection() {
        return new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                shrink(model, 0.9);
            }

            @Override
            public void onEpochEnd(Model model) {
                shrink(model, 0.5);
            }

            private void shrink(Model model, double factor) {
                INDArray weights =
                        ((ComputationGraph) model).getLayer("features").getParam("W");
                weights.muli(factor);
            }
        };
    }
}
