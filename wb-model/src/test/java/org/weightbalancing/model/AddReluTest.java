package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Sums whose inputs have other consumers, to whose gradients ComputationGraph adds in place. */
class AddReluTest {

    @AfterEach
    void computeInFloatAgain() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    /** Wirings of a, b and what follows; "sum" adds a and b. */
    enum Wiring {
        /** Both inputs feed a convolution each. */
        CONVOLUTIONS {
            @Override
            void wire(GraphBuilder graph) {
                graph.addLayer("c", FastConvolution.of(3, 1, 2, 2), "a")
                        .addLayer("d", FastConvolution.of(3, 1, 2, 2), "b")
                        .addVertex("sum", new AddRelu(), "a", "b")
                        .addVertex("other", new AddRelu(), "c", "d")
                        .addVertex("end", new AddRelu(), "sum", "other");
            }
        },
        /** Two sums of the same inputs, the second the other way round. */
        SUMS {
            @Override
            void wire(GraphBuilder graph) {
                graph.addVertex("sum", new AddRelu(), "a", "b")
                        .addVertex("other", new AddRelu(), "b", "a")
                        .addVertex("end", new AddRelu(), "sum", "other");
            }
        },
        /** The sum is summed with one of its inputs, which feeds a convolution besides. */
        CHAIN {
            @Override
            void wire(GraphBuilder graph) {
                graph.addLayer("c", FastConvolution.of(1, 1, 2, 2), "b")
                        .addVertex("sum", new AddRelu(), "a", "b")
                        .addVertex("other", new AddRelu(), "c", "a")
                        .addVertex("third", new AddRelu(), "sum", "b")
                        .addVertex("end", new AddRelu(), "third", "other");
            }
        };

        abstract void wire(GraphBuilder graph);
    }

    @ParameterizedTest
    @EnumSource(Wiring.class)
    void gradientsEqualFiniteDifferences(Wiring wiring) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        ComputationGraph network = network(wiring, DataType.DOUBLE);
        boolean passed = GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                .net(network)
                .inputs(new INDArray[] {images(DataType.DOUBLE)})
                .labels(new INDArray[] {labels(DataType.DOUBLE)})
                .epsilon(1e-6)
                .maxRelError(1e-4)
                .minAbsoluteError(1e-8));
        assertThat(passed).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Wiring.class)
    void floatGradientsEqualDoubleOnes(Wiring wiring) {
        ComputationGraph floats = network(wiring, DataType.FLOAT);
        ComputationGraph doubles = network(wiring, DataType.DOUBLE);
        doubles.params().assign(floats.params().castTo(DataType.DOUBLE));
        Map<String, INDArray> expected = gradients(doubles, DataType.DOUBLE);
        gradients(floats, DataType.FLOAT)
                .forEach((name, gradient) -> assertClose(gradient, expected.get(name), 2e-5, name));
    }

    @Test
    void everySumOfAResidualNetworkSharesItsGradient() {
        for (Shortcut shortcut : Shortcut.values()) {
            ResNetSpec spec = new ResNetSpec(List.of(2, 2, 2), 2, shortcut, 3, 8, 8, 3, 1, DataType.FLOAT);
            ComputationGraph network = ResNets.build(spec, new LossMCXENT());
            int sums = 0;
            for (GraphVertex vertex : network.getVertices()) {
                if (vertex instanceof AddReluVertex) {
                    assertThat(SharedGradient.isSafe(network, vertex))
                            .as(vertex.getVertexName())
                            .isTrue();
                    sums++;
                }
            }
            assertThat(sums).isEqualTo(6);
        }
    }

    @Test
    void sumsWhoseInputsAreAddedToMeanwhileShareNone() {
        ComputationGraph network = network(Wiring.CONVOLUTIONS, DataType.FLOAT);
        assertThat(SharedGradient.isSafe(network, network.getVertex("sum"))).isFalse();
        assertThat(SharedGradient.isSafe(network, network.getVertex("other"))).isTrue();
    }

    private static ComputationGraph network(Wiring wiring, DataType type) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(9)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs(LayerNames.INPUT)
                .setInputTypes(InputType.convolutional(4, 4, 2, CNN2DFormat.NHWC))
                .addLayer("a", FastConvolution.first(3, 1, 2, 2), LayerNames.INPUT)
                .addLayer("b", FastConvolution.first(3, 1, 2, 2), LayerNames.INPUT);
        wiring.wire(graph);
        ComputationGraph network = new ComputationGraph(graph.addVertex(LayerNames.FEATURES, new SpatialMean(), "end")
                .addLayer(LayerNames.CLASSIFIER, Classifiers.layer(2, 3, new LossMCXENT()), LayerNames.FEATURES)
                .setOutputs(LayerNames.CLASSIFIER)
                .build());
        network.init();
        return network;
    }

    private static Map<String, INDArray> gradients(ComputationGraph network, DataType type) {
        network.setInputs(images(type));
        network.setLabels(labels(type));
        network.computeGradientAndScore();
        return network.gradient().gradientForVariable();
    }

    private static INDArray images(DataType type) {
        Nd4j.getRandom().setSeed(4);
        return Nd4j.randn(DataType.FLOAT, 3, 4, 4, 2).castTo(type);
    }

    private static INDArray labels(DataType type) {
        return Nd4j.eye(3).castTo(type);
    }
}
