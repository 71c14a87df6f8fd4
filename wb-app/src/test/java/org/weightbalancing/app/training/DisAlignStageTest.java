package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.Heads;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.NoAveraging;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.CrossEntropy;

/** What a stage moves of a DisAlign head, and which of these heads are left to DL4J. */
class DisAlignStageTest {

    private static final int CLASSES = 7;

    private static ComputationGraph head() {
        return Heads.disAlign(Classifiers.linear(12, CLASSES, new CrossEntropy(), 3), new CrossEntropy());
    }

    @Test
    void theBaseStaysAndAllElseMoves() {
        ComputationGraph graph = head();
        TrainedHead.Counting counting = new TrainedHead.Counting();
        fit(TrainedHead.trainer(counting, Checkpointing.none()), graph);
        assertThat(counting.forward).isPositive();
        for (String key : List.of("W", "b")) {
            assertThat(values(graph, key)).as(key).isEqualTo(values(head(), key));
        }
        for (String key : List.of("a", "m", "v", "k")) {
            assertThat(values(graph, key)).as(key).doesNotContain(0f);
        }
    }

    static Stream<UnaryOperator<ComputationGraph>> others() {
        return Stream.of(graph -> graph.convertDataType(DataType.DOUBLE), graph -> {
            LayerConstraint constraint = new MaxNormConstraint(0.1, Set.of("a"), 1);
            graph.getLayer("classifier").conf().getLayer().setConstraints(List.of(constraint));
            return graph;
        });
    }

    @ParameterizedTest
    @MethodSource("others")
    void headsInDoubleOrUnderConstraintsAreLeftToDl4j(UnaryOperator<ComputationGraph> change) {
        ComputationGraph usual = change.apply(head());
        ComputationGraph left = change.apply(head());
        TrainedHead.Counting counting = new TrainedHead.Counting();
        fit(new Trainer(new Progress() {}, Checkpointing.none()), usual);
        fit(TrainedHead.trainer(counting, Checkpointing.none()), left);
        assertThat(counting.forward).isZero();
        assertThat(left.params().toDoubleVector()).isEqualTo(usual.params().toDoubleVector());
    }

    @Test
    void constraintsAreObeyed() {
        ComputationGraph graph = others().skip(1).findFirst().orElseThrow().apply(head());
        fit(TrainedHead.trainer(new TrainedHeads(), Checkpointing.none()), graph);
        INDArray magnitudes = graph.getParam("classifier_a");
        assertThat(magnitudes.norm2Number().doubleValue()).isBetween(0.09, 0.101);
        ComputationGraph free = head();
        fit(TrainedHead.trainer(new TrainedHeads(), Checkpointing.none()), free);
        assertThat(free.getParam("classifier_a").norm2Number().doubleValue()).isGreaterThan(0.2);
    }

    private static void fit(Trainer trainer, ComputationGraph graph) {
        trainer.fit(
                graph,
                TrainedHead.stage(new CrossEntropy(), new NoAveraging()),
                TrainedHead.batches(),
                Validation.none(),
                List.of());
    }

    private static float[] values(ComputationGraph graph, String key) {
        return graph.getParam("classifier_" + key).dup().data().asFloat();
    }
}
