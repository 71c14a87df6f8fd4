package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** What layers refuse to do; FLOAT is oneDNN's path, DOUBLE is ND4J's. */
class RefusalsTest {

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void oneValuePerChannelIsRefusedInTrainingOnly(DataType type) {
        ComputationGraph network = network(type, 0, FastBatchNorm.of(2));
        INDArray one = Nd4j.ones(type, 1, 1, 1, 2);
        INDArray before = network.params().dup();
        assertThatThrownBy(() -> network.fit(
                        new DataSet(one, Nd4j.create(new double[][] {{0, 1}}).castTo(type))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer 'layer' got an input of shape [1, 1, 1, 2] in training")
                .hasMessageContaining("more than one value per channel");
        assertThat(network.params()).isEqualTo(before);
        assertThat(network.outputSingle(one).isNaN().any()).isFalse();

        Nd4j.getRandom().setSeed(4);
        network.fit(new DataSet(Nd4j.rand(type, 2, 1, 1, 2), Nd4j.eye(2).castTo(type)));
        assertThat(network.params().isNaN().any()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dropoutIsRefused(boolean convolution) {
        Layer layer = convolution ? FastConvolution.of(1, 1, 2, 2) : FastBatchNorm.of(2);
        assertThatThrownBy(() -> network(DataType.FLOAT, 0.5, layer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer 'layer' has dropout")
                .hasMessageContaining(
                        layer.getClass().getSimpleName() + " does not apply: put a DropoutLayer before it");
    }

    private static ComputationGraph network(DataType type, double dropout, Layer layer) {
        NeuralNetConfiguration.Builder builder =
                new NeuralNetConfiguration.Builder().seed(7).dataType(type);
        if (dropout > 0) {
            builder.dropOut(dropout);
        }
        ComputationGraph network = new ComputationGraph(builder.graphBuilder()
                .addInputs(LayerNames.INPUT)
                .setInputTypes(InputType.convolutional(1, 1, 2, CNN2DFormat.NHWC))
                .addLayer("layer", layer, LayerNames.INPUT)
                .addVertex(LayerNames.FEATURES, new SpatialMean(), "layer")
                .addLayer(LayerNames.CLASSIFIER, Classifiers.layer(2, 2, new LossMCXENT()), LayerNames.FEATURES)
                .setOutputs(LayerNames.CLASSIFIER)
                .build());
        network.init();
        return network;
    }
}
