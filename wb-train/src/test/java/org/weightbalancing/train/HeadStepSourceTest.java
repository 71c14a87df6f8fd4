package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.train.loss.CrossEntropy;

/** The step of a head whose arithmetic is given, and of one with fixed parameters. */
class HeadStepSourceTest {

    /** DL4J takes what is left in the gradient of a parameter that NoOp updates from it as it is. */
    @Test
    void fixedParametersAreMovedByTheirGradientsAlone() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        ComputationGraph usual = new HalfBias(head.inputs(), head.classes(), false).graph();
        ComputationGraph fast = new HalfBias(head.inputs(), head.classes(), false).graph();
        List<Boolean> closed = new ArrayList<>();
        head.train(HeadCase.DL4J, usual, Checkpointing.none());
        head.train(graph -> Step.of(graph, watched(closed)), fast, Checkpointing.none());
        EitherWay.assertSameState(fast, usual);
        assertThat(usual.getUpdater().getStateViewArray().length()).isEqualTo(17 * 10);
        assertThat(closed).containsExactly(true);
    }

    @Test
    void otherWaysToFixParametersAreLeftToDl4j() {
        ComputationGraph graph = new HalfBias(5, 4, true).graph();
        StageInstallation.install(graph, TinyNetwork.stage(1, 0.1, CheckpointPolicy.LAST));
        assertThat(Step.of(graph, watched(new ArrayList<>()))).isNotInstanceOf(HeadStep.class);
    }

    @Test
    void closedArithmeticTakesItsArraysAnew() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        ComputationGraph graph = head.graph();
        StageInstallation.install(graph, head.stage());
        HeadArithmetic arithmetic = HeadGraph.of(graph)
                .flatMap(plain -> plain.arithmetic((layer, gradients) -> Optional.empty()))
                .orElseThrow();
        INDArray features = head.batches().next().getFeatures();
        float[] logits = arithmetic.logits(features).dup().data().asFloat();
        arithmetic.close();
        arithmetic.close();
        assertThat(arithmetic.logits(features).dup().data().asFloat()).isEqualTo(logits);
        arithmetic.close();
    }

    @Test
    void aTrainerAsksWhoKnowsOtherHeads() {
        HeadCase head = HeadCase.of(new CrossEntropy());
        List<Boolean> closed = new ArrayList<>();
        new Trainer(new Progress() {}, Checkpointing.none(), watched(closed))
                .fit(
                        new HalfBias(head.inputs(), head.classes(), false).graph(),
                        head.stage(),
                        head.batches(),
                        Validation.none(),
                        List.of());
        assertThat(closed).containsExactly(true);
    }

    /** Gives linear arithmetic that finds the gradients of fixed parameters at 0, and tells when it is closed. */
    private static HeadArithmetic.Source watched(List<Boolean> closed) {
        return (layer, gradients) -> Optional.of(new HeadArithmetic() {
            private final HeadArithmetic arithmetic = new LinearArithmetic(layer, gradients);

            @Override
            public INDArray logits(INDArray features) {
                return arithmetic.logits(features);
            }

            @Override
            public void backward(INDArray features, INDArray delta) {
                assertThat(gradients.get("b").eq(0).all()).isTrue();
                arithmetic.backward(features, delta);
            }

            @Override
            public void close() {
                arithmetic.close();
                closed.add(true);
            }
        });
    }
}
