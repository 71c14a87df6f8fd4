package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.train.loss.CrossEntropy;

/** Training that goes on from a state. */
class TrainerResumeTest {

    static List<ResumedStage> stages() {
        return List.of(
                ResumedStages.LAST,
                ResumedStages.BEST,
                ResumedStages.MOVING,
                ResumedStages.stage(CheckpointPolicy.LAST, new ExponentialMovingAverage(0.9)),
                ResumedStages.stage(CheckpointPolicy.LAST, new StochasticWeightAverage(1)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void goesOnFromEveryStateToTheSameEnd(ResumedStage stage) {
        boolean last = stage.stage().checkpoint() == CheckpointPolicy.LAST;
        assertThat(stage.history().selectedEpoch()).isEqualTo(last ? 2 : 1);
        // 4 steps and one end in each of 3 epochs.
        assertThat(stage.states().stream()
                        .map(state -> state.position().epoch() + "/"
                                + state.position().batches()))
                .containsExactly(
                        "0/1", "0/2", "0/3", "0/4", "1/0", "1/1", "1/2", "1/3", "1/4", "2/0", "2/1", "2/2", "2/3",
                        "2/4", "3/0");
        stage.states().forEach(stage::assertGoesOn);
    }

    @Test
    void aResumedEpochThatDivergesGoesBackToItsStart() {
        ResumedStage stage = ResumedStages.LAST;
        TrainingState atStart = stage.states().get(4);
        TrainingState within = stage.states().get(6);
        Exactly.assertSame(within.arrays().get("last-good"), atStart.arrays().get("parameters"));
        ComputationGraph graph = TinyNetwork.normalized();
        TrainingListener poison = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                model.params().putScalar(0, Double.NaN);
            }
        };
        assertThatThrownBy(() -> new Trainer()
                        .resume(
                                graph,
                                TinyNetwork.stage(3, 0.1, CheckpointPolicy.LAST),
                                ResumedStage.positioned(within.position()),
                                Validation.none(),
                                List.of(poison),
                                within))
                .isInstanceOf(DivergedException.class);
        Exactly.assertSame(graph.params(), atStart.arrays().get("parameters"));
    }

    // Poison in step 5 shows in the loss of step 6 only; the state after step 5 is due before that.
    @Test
    void parametersThatBrokeAreNotSaved() {
        KeptStates kept = new KeptStates(true);
        TrainingListener poison = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                if (iteration == 5) {
                    model.params().putScalar(0, Double.NaN);
                }
            }
        };
        assertThatThrownBy(() -> ResumedStages.LAST.fit(
                        TinyNetwork.normalized(), kept, batch -> {}, ResumedStages.MEASURE, List.of(poison)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("parameters are not finite at step 5, epoch 1");
        assertThat(kept.states()).allSatisfy(state -> assertThat(
                        FiniteSearch.isFinite(state.arrays().get(TrainingState.PARAMETERS)))
                .isTrue());
        assertThat(kept.states())
                .last()
                .satisfies(state -> assertThat(state.position().iteration()).isEqualTo(5));
    }

    @Test
    void frozenLayersHaveNoUpdaterAndStay() {
        ComputationGraph whole = frozen();
        KeptStates kept = new KeptStates(true);
        INDArray features = whole.getLayer("features").params().dup();
        Stage stage = new Stage(
                "stage",
                2,
                new ConstantSchedule(0.1),
                0.9,
                new CrossEntropy(),
                CheckpointPolicy.LAST,
                new StochasticWeightAverage(0));
        new Trainer(new Progress() {}, kept)
                .fit(whole, stage, TinyNetwork.batches(30, 8), Validation.none(), List.of());
        TrainingState state = kept.states().get(2);
        assertThat(state.arrays().get("updater").length()).isEqualTo(4 * 3 + 3);
        ComputationGraph resumed = frozen();
        resumed.params().addi(1);
        new Trainer()
                .resume(resumed, stage, ResumedStage.positioned(state.position()), Validation.none(), List.of(), state);
        Exactly.assertSame(resumed.params(), whole.params());
        Exactly.assertSame(resumed.getLayer("features").params(), features);
    }

    private static ComputationGraph frozen() {
        return new TransferLearning.GraphBuilder(TinyNetwork.normalized())
                .setFeatureExtractor("norm")
                .build();
    }

    @Test
    void prefetchedBatchesGoOnToo() {
        ResumedStage stage = ResumedStages.LAST;
        TrainingState state = stage.states().get(5);
        ComputationGraph graph = TinyNetwork.normalized();
        new Trainer()
                .resume(
                        graph,
                        stage.stage(),
                        new AskingForPrefetch(ResumedStage.positioned(state.position())),
                        ResumedStages.MEASURE,
                        List.of(ResumedStage.projection()),
                        state);
        Exactly.assertSame(graph.params(), stage.whole().params());
    }

    @Test
    void batchesSecondsAndListenersGoOnWhereTheyStood() {
        ResumedStage stage = ResumedStages.LAST;
        TrainingState state = stage.states().get(5);
        TrainingState slow = new TrainingState(
                state.stage(),
                new StagePosition(1, 1, 5, false, 8, state.position().lossSum(), 1000, 0),
                state.epochs(),
                0,
                state.arrays());
        List<String> heard = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void batchDone(int epoch, int batch, int examples, double loss) {
                heard.add(epoch + "/" + batch);
            }
        };
        TrainingListener epochs = new BaseTrainingListener() {
            @Override
            public void onEpochStart(Model model) {
                heard.add("start");
            }

            @Override
            public void onEpochEnd(Model model) {
                heard.add("end");
            }
        };
        TrainingHistory history = new Trainer(progress)
                .resume(
                        TinyNetwork.normalized(),
                        stage.stage(),
                        ResumedStage.positioned(slow.position()),
                        ResumedStages.MEASURE,
                        List.of(epochs),
                        slow);
        assertThat(heard)
                .containsExactly("start", "1/1", "1/2", "1/3", "end", "start", "2/0", "2/1", "2/2", "2/3", "end");
        // The 1000 s are told of once, however slow this machine is.
        double seconds = history.epochs().get(1).seconds();
        assertThat(seconds).isBetween(1000.0, 2000.0);
        assertThat(history.epochs().get(2).seconds()).isLessThan(1000);
        assertThat(history.epochs().get(1).imagesPerSecond()).isCloseTo(30 / seconds, within(1e-9));
    }
}
