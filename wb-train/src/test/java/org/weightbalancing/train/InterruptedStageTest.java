package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/** What an interruption or cancellation leaves to go on from. */
class InterruptedStageTest {

    @AfterEach
    void clearInterrupt() {
        // A failed test must not interrupt the next one.
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void anInterruptionInAnyStepLeavesAStateAfterTheWholeStep(int step) {
        ResumedStage stage = ResumedStages.BEST;
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
        assertThatThrownBy(() -> stage.fit(graph, kept, batch -> {}, ResumedStages.MEASURE, List.of(interrupting)))
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
        ResumedStage stage = ResumedStages.LAST;
        KeptStates kept = new KeptStates(false);
        AtomicInteger asked = new AtomicInteger();
        DataSetPreProcessor cancelling = batch -> {
            if (asked.getAndIncrement() == given) {
                throw new CancellationException("no more");
            }
        };
        assertThatThrownBy(
                        () -> stage.fit(TinyNetwork.normalized(), kept, cancelling, ResumedStages.MEASURE, List.of()))
                .isInstanceOf(TrainingInterruptedException.class)
                .hasRootCauseMessage("no more");
        assertThat(kept.only().position().iteration()).isEqualTo(given);
        stage.assertGoesOn(kept.only());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aCancelledValidationIsDoneAgainWithoutAStep(int epoch) {
        assertValidatedAgain(ResumedStages.BEST, epoch);
        assertValidatedAgain(ResumedStages.MOVING, epoch);
    }

    private static void assertValidatedAgain(ResumedStage stage, int epoch) {
        KeptStates kept = new KeptStates(false);
        Validation cancelled = new Validation("validation", graph -> {
            if (graph.getEpochCount() == epoch + 1) {
                throw new CancellationException("no more");
            }
            return ResumedStages.MEASURE.measure().applyAsDouble(graph);
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
        ResumedStage stage = ResumedStages.LAST;
        KeptStates kept = new KeptStates(false);
        Validation interrupting = new Validation("validation", graph -> {
            Thread.currentThread().interrupt();
            return ResumedStages.MEASURE.measure().applyAsDouble(graph);
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
    void parametersThatBrokeAreNotSavedByAnInterruptionEither() {
        KeptStates kept = new KeptStates(false);
        TrainingListener poison = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                model.params().putScalar(0, Double.NaN);
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> ResumedStages.LAST.fit(
                        TinyNetwork.normalized(), kept, batch -> {}, ResumedStages.MEASURE, List.of(poison)))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept.states()).isEmpty();
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
        ResumedStage stage = ResumedStages.LAST;
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowableOfType(
                IllegalStateException.class,
                () -> stage.fit(TinyNetwork.normalized(), failing, batch -> {}, ResumedStages.MEASURE, List.of()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isSameAs(full);
        assertThat(thrown.getSuppressed()).hasOnlyElementsOfType(TrainingInterruptedException.class);
    }
}
