package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.OneDnn;

/** Graphs in which activations in blocks of channels meet ones that are not; results against DOUBLE, which has none. */
class MixedOrdersTest {

    private static final int HEIGHT = 7;
    private static final int WIDTH = 5;

    /** What follows the images; "end" is the last vertex. */
    enum Wiring {
        /** 24 channels fill no whole blocks, 32 do again. */
        OUT_OF_BLOCKS_AND_BACK(32) {
            @Override
            void wire(GraphBuilder graph) {
                graph.addLayer("blocks", FastConvolution.first(3, 1, 3, 16).intoBlocks(), LayerNames.INPUT)
                        .addLayer("norm", FastBatchNorm.relu(16), "blocks")
                        .addLayer("loose", FastConvolution.of(3, 1, 16, 24), "norm")
                        .addLayer("loose-norm", FastBatchNorm.relu(24), "loose")
                        .addLayer("end", FastConvolution.of(3, 2, 24, 32).intoBlocks(), "loose-norm");
            }
        },
        /** The first summand in blocks, and both with other readers, which add to the gradients. */
        SUM_LIKE_BLOCKS(32) {
            @Override
            void wire(GraphBuilder graph) {
                summands(graph).addVertex("sum", new AddRelu(), "blocks", "loose");
                readers(graph);
            }
        },
        /** The first summand not in blocks. */
        SUM_LIKE_LOOSE(32) {
            @Override
            void wire(GraphBuilder graph) {
                summands(graph).addVertex("sum", new AddRelu(), "loose", "blocks");
                readers(graph);
            }
        },
        /** A shortcut from blocks to 24 channels, and from 24 channels to 40. */
        SHORTCUTS(40) {
            @Override
            void wire(GraphBuilder graph) {
                graph.addLayer("blocks", FastConvolution.first(3, 1, 3, 16).intoBlocks(), LayerNames.INPUT)
                        .addVertex("24", new PadShortcut(2, 24), "blocks")
                        .addLayer("conv", FastConvolution.of(1, 2, 16, 24), "blocks")
                        .addVertex("sum", new AddRelu(), "conv", "24")
                        .addVertex("40", new PadShortcut(1, 40), "sum")
                        .addLayer("end", FastBatchNorm.of(40), "40");
            }
        };

        private final int features;

        Wiring(int features) {
            this.features = features;
        }

        abstract void wire(GraphBuilder graph);

        private static GraphBuilder summands(GraphBuilder graph) {
            return graph.addLayer("blocks", FastConvolution.first(3, 1, 3, 32).intoBlocks(), LayerNames.INPUT)
                    .addLayer("loose", FastConvolution.first(3, 1, 3, 32), LayerNames.INPUT);
        }

        private static void readers(GraphBuilder graph) {
            graph.addLayer("of-blocks", FastConvolution.of(3, 1, 32, 32), "blocks")
                    .addLayer("of-loose", FastConvolution.of(3, 1, 32, 32), "loose")
                    .addVertex("other", new AddRelu(), "of-loose", "of-blocks")
                    .addVertex("end", new AddRelu(), "sum", "other");
        }
    }

    @ParameterizedTest
    @EnumSource
    void activationsAndGradientsEqualThoseInDouble(Wiring wiring) {
        ComputationGraph floats = new ComputationGraph(configuration(wiring, DataType.FLOAT));
        floats.init();
        ComputationGraph doubles = Networks.doubleOf(configuration(wiring, DataType.DOUBLE), floats);
        INDArray images = Networks.images(4, 3, HEIGHT, WIDTH, 3);
        Map<String, INDArray> expected = doubles.feedForward(images.castTo(DataType.DOUBLE), false);
        Map<String, INDArray> actual = floats.feedForward(images, false);
        actual.forEach((name, activation) ->
                assertClose(Activations.channelsLast(activation), expected.get(name), 1e-5, name));
        if (OneDnn.blocks(DataType.FLOAT)) {
            assertThat(actual.values())
                    .anyMatch(ActivationShape::isBlocked)
                    .anyMatch(activation -> activation.rank() == 4 && activation.size(3) > 3);
        }

        DataSet batch = new DataSet(images, Networks.labels(4, 3, 5));
        Map<String, INDArray> gradients = Networks.gradients(doubles, batch, DataType.DOUBLE);
        Networks.gradients(floats, batch, DataType.FLOAT)
                .forEach((name, gradient) -> assertClose(gradient, gradients.get(name), 5e-5, name));
    }

    private static ComputationGraphConfiguration configuration(Wiring wiring, DataType type) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(9)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs(LayerNames.INPUT)
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 3, CNN2DFormat.NHWC));
        wiring.wire(graph);
        return graph.addVertex(LayerNames.FEATURES, new SpatialMean(), "end")
                .addLayer(
                        LayerNames.CLASSIFIER,
                        Classifiers.layer(wiring.features, 5, new LossMCXENT()),
                        LayerNames.FEATURES)
                .setOutputs(LayerNames.CLASSIFIER)
                .build();
    }
}
