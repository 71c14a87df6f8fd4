package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainerSelectionTest {

    @Test
    void bestEpochIsTheFirstOfTheHighestAndItsParametersComeBack() {
        double[] values = {0.2, 0.7, 0.5, 0.7, 0.1};
        List<INDArray> parameters = new ArrayList<>();
        Validation validation = new Validation("validation", g -> {
            parameters.add(g.params().dup());
            return values[parameters.size() - 1];
        });
        ComputationGraph graph = TinyNetwork.normalized();
        TrainingHistory history = new Trainer()
                .fit(
                        graph,
                        TinyNetwork.stage(5, 0.1, CheckpointPolicy.BEST_ON_VALIDATION),
                        TinyNetwork.batches(30, 8),
                        validation,
                        List.of());
        assertThat(history.selectedEpoch()).isEqualTo(1);
        assertThat(history.stamp()).isEmpty();
        assertThat(graph.params()).isEqualTo(parameters.get(1)).isNotEqualTo(parameters.get(4));
        assertThat(history.epochs().stream().mapToDouble(EpochRecord::validation))
                .containsExactly(0.2, 0.7, 0.5, 0.7, 0.1);
    }

    @Test
    void lastEpochIsKeptWhateverTheValidationSays() {
        List<INDArray> parameters = new ArrayList<>();
        Validation validation = new Validation("test", g -> {
            parameters.add(g.params().dup());
            return -parameters.size();
        });
        ComputationGraph graph = TinyNetwork.normalized();
        TrainingHistory history = new Trainer()
                .fit(
                        graph,
                        TinyNetwork.stage(3, 0.1, CheckpointPolicy.LAST),
                        TinyNetwork.batches(30, 8),
                        validation,
                        List.of());
        assertThat(history.selectedEpoch()).isEqualTo(2);
        assertThat(graph.params()).isEqualTo(parameters.get(2));
    }

    @Test
    void selectionOnTestIsStamped() {
        Validation test = new Validation("test", g -> 1);
        assertThat(fit(TinyNetwork.normalized(), CheckpointPolicy.BEST_ON_TEST, test)
                        .stamp())
                .contains("selected-on-test");
    }

    @Test
    void selectionOnNothingIsRefusedBeforeTraining() {
        ComputationGraph graph = TinyNetwork.normalized();
        INDArray before = graph.params().dup();
        assertThatThrownBy(() -> fit(graph, CheckpointPolicy.BEST_ON_VALIDATION, Validation.none()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(graph.params()).isEqualTo(before);
    }

    @Test
    void selectionOnAnUndefinedValueIsRefused() {
        Validation undefined = new Validation("validation", g -> Double.NaN);
        assertThatThrownBy(() -> fit(TinyNetwork.normalized(), CheckpointPolicy.BEST_ON_VALIDATION, undefined))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NaN in epoch 0 of stage \"stage\"");
    }

    private static TrainingHistory fit(ComputationGraph graph, CheckpointPolicy policy, Validation validation) {
        return new Trainer()
                .fit(graph, TinyNetwork.stage(2, 0.1, policy), TinyNetwork.batches(30, 8), validation, List.of());
    }
}
