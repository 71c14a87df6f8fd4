package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.train.loss.CrossEntropy;

/** What the step of a head keeps from batch to batch, and where it may stop. */
class HeadStepStateTest {

    @Test
    void stagesGoOnFromAnyStateInEitherWay() {
        HeadCase head = HeadCase.of(new CrossEntropy(), CheckpointPolicy.LAST, new ExponentialMovingAverage(0.8));
        KeptStates kept = new KeptStates(true);
        ComputationGraph whole = head.graph();
        head.train(HeadCase.HEAD_STEP, whole, kept);
        assertThat(kept.states()).hasSize(12);
        for (TrainingState state : kept.states()) {
            for (var way : List.<Function<ComputationGraph, Step>>of(HeadCase.HEAD_STEP, HeadCase.DL4J)) {
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
        assertThatThrownBy(() -> head.train(HeadCase.HEAD_STEP, head.graph(), kept, interrupting))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept.only().position().iteration()).isEqualTo(5);
    }

    @Test
    void threadsShareNothing() throws Exception {
        HeadCase head = HeadCase.of(new CrossEntropy());
        ComputationGraph alone = head.graph();
        head.train(HeadCase.HEAD_STEP, alone, Checkpointing.none());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<ComputationGraph> training = () -> {
                ComputationGraph graph = head.graph();
                for (int i = 0; i < 30; i++) {
                    graph = head.graph();
                    head.train(HeadCase.HEAD_STEP, graph, Checkpointing.none());
                }
                return graph;
            };
            for (Future<ComputationGraph> done : threads.invokeAll(List.of(training, training))) {
                EitherWay.assertSameState(done.get(), alone);
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
        head.train(HeadCase.HEAD_STEP, head.graph(), Checkpointing.none(), looking);
        assertThat(Nd4j.getWorkspaceManager().checkIfWorkspaceExists(HeadStep.WORKSPACE))
                .isFalse();
    }
}
