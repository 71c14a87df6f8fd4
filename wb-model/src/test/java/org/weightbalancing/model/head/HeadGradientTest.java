package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Analytic against numerical gradients in DOUBLE, by the head's parameters and by those of the layer below it. */
class HeadGradientTest {

    private static final int INPUTS = 3;
    private static final int FEATURES = 5;
    private static final int CLASSES = 4;
    private static final int BATCH = 6;

    static List<Head> heads() {
        return HeadCases.all();
    }

    @BeforeEach
    void computeInDouble() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterEach
    void computeInFloatAgain() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void gradientsEqualFiniteDifferences(Head head) {
        assertThat(passes(head, new LossMCXENT())).isTrue();
    }

    @Test
    void anyLossWillDo() {
        assertThat(passes(new CosineHead(4, true), new LossMSE())).isTrue();
    }

    private static boolean passes(Head head, ILossFunction loss) {
        ComputationGraph network = network(head, loss);
        Set<String> fixed = head.parameters(FEATURES, CLASSES).stream()
                .filter(parameter -> !parameter.isTrained())
                .map(parameter -> "head_" + parameter.key())
                .collect(Collectors.toSet());
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                .net(network)
                .inputs(new INDArray[] {HeadCases.normal(5, DataType.DOUBLE, BATCH, INPUTS)})
                .labels(new INDArray[] {
                    Nd4j.eye(CLASSES).castTo(DataType.DOUBLE).getRows(0, 1, 2, 3, 1, 2)
                })
                .excludeParams(fixed)
                .epsilon(1e-6)
                .maxRelError(1e-5)
                .minAbsoluteError(1e-8));
    }

    private static ComputationGraph network(Head head, ILossFunction loss) {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .seed(3)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(INPUTS))
                .addLayer(
                        "below",
                        new DenseLayer.Builder()
                                .nOut(FEATURES)
                                .activation(Activation.TANH)
                                .build(),
                        "x")
                .addLayer("head", HeadOutputLayer.of(head, FEATURES, CLASSES, loss), "below")
                .setOutputs("head")
                .build());
        network.init();
        HeadCases.parameters(head, 8, DataType.DOUBLE, FEATURES, CLASSES)
                .forEach((key, value) -> network.getParam("head_" + key).assign(value));
        return network;
    }
}
