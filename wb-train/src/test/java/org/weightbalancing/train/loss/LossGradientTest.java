package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.train.TinyNetwork;
import org.weightbalancing.train.loss.LossKind.Law;

class LossGradientTest {

    @BeforeAll
    static void computeInDouble() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterAll
    static void computeInFloatAgain() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    static Stream<ILossFunction> losses() {
        return LossKind.losses(new int[] {500, 60, 5}, Law.SLOPE);
    }

    static Stream<ILossFunction> softLosses() {
        return LossKind.losses(new int[] {500, 60, 5}, Law.SLOPE, Law.SOFT);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void networkGradientMatchesFiniteDifferences(ILossFunction loss) {
        assertThat(check(loss, Nd4j.createFromArray(new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}, {0, 0, 1}})))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("softLosses")
    void networkGradientMatchesFiniteDifferencesForSoftLabels(ILossFunction loss) {
        assertThat(check(
                        loss, Nd4j.createFromArray(new double[][] {{.7, .3, 0}, {0, .5, .5}, {.2, .2, .6}, {0, 0, 1}})))
                .isTrue();
    }

    private static boolean check(ILossFunction loss, INDArray labels) {
        ComputationGraph graph = TinyNetwork.dense(DataType.DOUBLE, loss, new NoOp());
        INDArray input =
                Nd4j.createFromArray(new double[][] {{.3, -1.2, .5}, {2, .1, -.4}, {-.7, .9, 1.1}, {.2, .4, -1.5}});
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                .net(graph)
                .epsilon(1e-5)
                .maxRelError(1e-6)
                .minAbsoluteError(1e-10)
                .inputs(new INDArray[] {input})
                .labels(new INDArray[] {labels}));
    }
}
