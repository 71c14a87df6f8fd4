package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainerStopTest {

    @AfterEach
    void clearInterrupt() {
        // A failed test must not interrupt the next one.
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void divergenceStopsTheStageAtTheLastGoodEpoch() {
        ComputationGraph graph = TinyNetwork.normalized();
        graph.setListeners(new BaseTrainingListener() {});
        List<INDArray> parameters = new ArrayList<>();
        Validation validation = new Validation("validation", g -> {
            parameters.add(g.params().dup());
            return 0;
        });
        // 4 steps an epoch: the second step of epoch 1 is step 5; poison shows as the loss of step 6.
        TrainingListener poison = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                if (iteration == 5) {
                    model.params().putScalar(0, Double.NaN);
                }
            }
        };
        DivergedException diverged =
                catchThrowableOfType(DivergedException.class, () -> fit(graph, 0.1, validation, poison));
        assertThat(diverged)
                .hasMessage("stage \"stage\" diverged: loss is NaN at step 6, epoch 1, learning rate 0.1;"
                        + " first non-finite values: parameter \"W\" of layer \"features\";"
                        + " the parameters are those before that epoch");
        assertThat(diverged.epoch()).isEqualTo(1);
        assertThat(diverged.step()).isEqualTo(6);
        assertThat(diverged.learningRate()).isEqualTo(0.1);
        assertThat(graph.params()).isEqualTo(parameters.get(0));
        assertThat(graph.getListeners()).hasSize(1);
        // The graph can be trained on.
        assertThat(fit(graph, 0.01, validation).selected().meanLoss()).isFinite();
    }

    private static TrainingHistory fit(
            ComputationGraph graph, double rate, Validation validation, TrainingListener... listeners) {
        return new Trainer()
                .fit(
                        graph,
                        TinyNetwork.stage(3, rate, CheckpointPolicy.LAST),
                        TinyNetwork.batches(30, 8),
                        validation,
                        List.of(listeners));
    }

    @Test
    void divergenceInTheVeryLastStepIsNoticed() {
        ComputationGraph graph = TinyNetwork.normalized();
        INDArray before = graph.params().dup();
        TrainingListener poison = new BaseTrainingListener() {
            @Override
            public void onEpochEnd(Model model) {
                model.params().putScalar(0, Double.POSITIVE_INFINITY);
            }
        };
        assertThatThrownBy(() -> new Trainer()
                        .fit(
                                graph,
                                TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST),
                                TinyNetwork.batches(30, 8),
                                Validation.none(),
                                List.of(poison)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("parameters are not finite at step 3, epoch 0")
                .hasMessageContaining("first non-finite values: parameter \"W\" of layer \"features\"");
        assertThat(graph.params()).isEqualTo(before);
    }

    @Test
    void interruptionStopsBetweenBatches() {
        ComputationGraph graph = TinyNetwork.normalized();
        List<INDArray> parameters = new ArrayList<>();
        TrainingListener interrupting = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                parameters.add(model.params().dup());
                if (iteration == 5) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatThrownBy(() -> fit(graph, 0.1, Validation.none(), interrupting))
                .isInstanceOf(TrainingInterruptedException.class)
                .hasMessage("stage \"stage\" was interrupted in epoch 1");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(parameters).hasSize(6);
        assertThat(graph.params()).isEqualTo(parameters.get(5));
        assertThat(graph.getListeners()).isEmpty();
    }

    @Test
    void prefetchingIteratorsTrainAlike() {
        ComputationGraph direct = TinyNetwork.normalized();
        ComputationGraph prefetched = TinyNetwork.normalized();
        new Trainer()
                .fit(
                        direct,
                        TinyNetwork.stage(4, 0.1, CheckpointPolicy.LAST),
                        TinyNetwork.batches(30, 8),
                        Validation.none(),
                        List.of());
        new Trainer()
                .fit(
                        prefetched,
                        TinyNetwork.stage(4, 0.1, CheckpointPolicy.LAST),
                        new AskingForPrefetch(TinyNetwork.batches(30, 8)),
                        Validation.none(),
                        List.of());
        assertThat(prefetched.params()).isEqualTo(direct.params());
    }

    @Test
    void prefetchingLeavesNoThreadBehindWhenAStepFails() {
        int threads = prefetchThreads();
        TrainingListener failing = new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                throw new IllegalStateException("stop here");
            }
        };
        assertThatThrownBy(() -> new Trainer()
                        .fit(
                                TinyNetwork.normalized(),
                                TinyNetwork.stage(4, 0.1, CheckpointPolicy.LAST),
                                new AskingForPrefetch(TinyNetwork.batches(300, 8)),
                                Validation.none(),
                                List.of(failing)))
                .hasMessage("stop here");
        assertThat(prefetchThreads()).isEqualTo(threads);
    }

    private static int prefetchThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getName().contains("AsyncPrefetchThread"))
                .count();
    }
}
