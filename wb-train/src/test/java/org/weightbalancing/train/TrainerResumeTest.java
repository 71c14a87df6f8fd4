package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.DeferredLoss;

class TrainerResumeTest {

    /** The second epoch is the best, and each value depends on the parameters too. */
    private static final Validation MEASURE = new Validation("validation", graph -> {
        double[] values = {0.2, 0.7, 0.5};
        return values[graph.getEpochCount() - 1] + graph.params().meanNumber().doubleValue() / 1e3;
    });

    private static final ResumedStage LAST = stage(CheckpointPolicy.LAST, new NoAveraging());
    private static final ResumedStage BEST = stage(CheckpointPolicy.BEST_ON_VALIDATION, new NoAveraging());

    private static final ResumedStage MOVING =
            stage(CheckpointPolicy.BEST_ON_VALIDATION, new ExponentialMovingAverage(0.9, true));

    @AfterEach
    void clearInterrupt() {
        // A failed test must not interrupt the next one.
        assertThat(Thread.interrupted()).isFalse();
    }

    private static ResumedStage stage(CheckpointPolicy policy, WeightAveraging averaging) {
        DeferredLoss loss =
                new DeferredLoss(new CrossEntropy(), new ClassBalancedCrossEntropy(new int[] {100, 10, 1}, 0.99), 1);
        CosineSchedule rate = new CosineSchedule(0.1, ResumedStage.EPOCHS, 0, Timing.AFTER_EPOCH);
        return new ResumedStage(new Stage("stage", ResumedStage.EPOCHS, rate, 0.9, loss, policy, averaging), MEASURE);
    }

    static List<ResumedStage> stages() {
        return List.of(
                LAST,
                BEST,
                MOVING,
                stage(CheckpointPolicy.LAST, new ExponentialMovingAverage(0.9)),
                stage(CheckpointPolicy.LAST, new StochasticWeightAverage(1)));
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void anInterruptionInAnyStepLeavesAStateAfterTheWholeStep(int step) {
        ResumedStage stage = BEST;
        ComputationGraph graph = TinyNetwork.normalized();
        KeptStates kept = new KeptStates(false);
        TrainingListener interrupting = new BaseTrainingListener() {
            @Override
            public void onGradientCalculation(Model model) {
                if (((ComputationGraph) model).getIterationCount() == step) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatThrownBy(() -> stage.fit(graph, kept, batch -> {}, MEASURE, List.of(interrupting)))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        StagePosition position = kept.only().position();
        assertThat(position.iteration()).isEqualTo(step + 1);
        assertThat(position.epoch()).isEqualTo(step / ResumedStage.BATCHES);
        assertThat(position.batches()).isEqualTo(step % ResumedStage.BATCHES + 1);
        Exactly.assertSame(kept.only().arrays().get("parameters"), graph.params());
        stage.assertGoesOn(kept.only());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void aCancelledBatchLeavesTheStateBeforeIt(int given) {
        ResumedStage stage = LAST;
        KeptStates kept = new KeptStates(false);
        AtomicInteger asked = new AtomicInteger();
        DataSetPreProcessor cancelling = batch -> {
            if (asked.getAndIncrement() == given) {
                throw new CancellationException("no more");
            }
        };
        assertThatThrownBy(() -> stage.fit(TinyNetwork.normalized(), kept, cancelling, MEASURE, List.of()))
                .isInstanceOf(TrainingInterruptedException.class)
                .hasRootCauseMessage("no more");
        assertThat(kept.only().position().iteration()).isEqualTo(given);
        stage.assertGoesOn(kept.only());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aCancelledValidationIsDoneAgainWithoutAStep(int epoch) {
        assertValidatedAgain(BEST, epoch);
        assertValidatedAgain(MOVING, epoch);
    }

    private static void assertValidatedAgain(ResumedStage stage, int epoch) {
        KeptStates kept = new KeptStates(false);
        Validation cancelled = new Validation("validation", graph -> {
            if (graph.getEpochCount() == epoch + 1) {
                throw new CancellationException("no more");
            }
            return MEASURE.measure().applyAsDouble(graph);
        });
        assertThatThrownBy(() -> stage.fit(TinyNetwork.normalized(), kept, batch -> {}, cancelled, List.of()))
                .isInstanceOf(TrainingInterruptedException.class);
        StagePosition position = kept.only().position();
        assertThat(position.validating()).isTrue();
        assertThat(position.epoch()).isEqualTo(epoch);
        assertThat(position.batches()).isEqualTo(ResumedStage.BATCHES);
        assertThat(kept.only().arrays()).doesNotContainKey("last-good");
        stage.assertGoesOn(kept.only());
    }

    @Test
    void anInterruptionBeforeAnEpochLeavesTheStateAtItsStart() {
        ResumedStage stage = LAST;
        KeptStates kept = new KeptStates(false);
        Validation interrupting = new Validation("validation", graph -> {
            Thread.currentThread().interrupt();
            return MEASURE.measure().applyAsDouble(graph);
        });
        assertThatThrownBy(() -> stage.fit(TinyNetwork.normalized(), kept, batch -> {}, interrupting, List.of()))
                .isInstanceOf(TrainingInterruptedException.class)
                .hasMessage("stage \"stage\" was interrupted in epoch 1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept.only().position().batches()).isZero();
        assertThat(kept.only().epochs()).hasSize(1);
        stage.assertGoesOn(kept.only());
    }

    @Test
    void aResumedEpochThatDivergesGoesBackToItsStart() {
        ResumedStage stage = LAST;
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
        assertThatThrownBy(() -> LAST.fit(TinyNetwork.normalized(), kept, batch -> {}, MEASURE, List.of(poison)))
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
    void parametersThatBrokeAreNotSavedByAnInterruptionEither() {
        KeptStates kept = new KeptStates(false);
        TrainingListener poison = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                model.params().putScalar(0, Double.NaN);
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> LAST.fit(TinyNetwork.normalized(), kept, batch -> {}, MEASURE, List.of(poison)))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept.states()).isEmpty();
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
        ResumedStage stage = LAST;
        TrainingState state = stage.states().get(5);
        ComputationGraph graph = TinyNetwork.normalized();
        new Trainer()
                .resume(
                        graph,
                        stage.stage(),
                        new AskingForPrefetch(ResumedStage.positioned(state.position())),
                        MEASURE,
                        List.of(ResumedStage.projection()),
                        state);
        Exactly.assertSame(graph.params(), stage.whole().params());
    }

    @Test
    void batchesSecondsAndListenersGoOnWhereTheyStood() {
        ResumedStage stage = LAST;
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
                        MEASURE,
                        List.of(epochs),
                        slow);
        assertThat(heard)
                .containsExactly("start", "1/1", "1/2", "1/3", "end", "start", "2/0", "2/1", "2/2", "2/3", "end");
        assertThat(history.epochs().get(1).seconds()).isBetween(1000.0, 1030.0);
        assertThat(history.epochs().get(2).seconds()).isLessThan(30);
        assertThat(history.epochs().get(1).imagesPerSecond()).isCloseTo(0.03, within(0.001));
    }

    @Test
    void aStateThatCannotBeSavedIsSaidEvenWhenInterrupted() {
        IllegalStateException full = new IllegalStateException("disk is full");
        Checkpointing failing = new Checkpointing() {
            @Override
            public boolean due(int epoch, int batches) {
                return false;
            }

            @Override
            public void save(TrainingState state) {
                throw full;
            }
        };
        ResumedStage stage = LAST;
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowableOfType(
                IllegalStateException.class,
                () -> stage.fit(TinyNetwork.normalized(), failing, batch -> {}, MEASURE, List.of()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isSameAs(full);
        assertThat(thrown.getSuppressed()).hasOnlyElementsOfType(TrainingInterruptedException.class);
    }
}
