package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class InferenceNetworkTest {

    private static final ResNetSpec SPEC =
            new ResNetSpec(List.of(2, 1), 16, Shortcut.PROJECTION, 4, 8, 8, 3, 7, DataType.FLOAT);

    @TempDir
    private Path folder;

    // 32 channels take Winograd's kernels where there are any, 6 no blocks.
    @ParameterizedTest
    @CsvSource({
        "PAD, 32, FLOAT, 1e-5",
        "PROJECTION, 32, FLOAT, 1e-5",
        "PAD, 6, FLOAT, 1e-5",
        "PROJECTION, 16, FLOAT, 1e-5",
        "PAD, 6, DOUBLE, 1e-10",
        "PROJECTION, 6, DOUBLE, 1e-10"
    })
    void everyActivationEqualsThatOfTheNetwork(Shortcut shortcut, int width, DataType type, double tolerance) {
        ResNetSpec spec = SPEC.shortcut(shortcut).width(width).type(type);
        ComputationGraph network = trained(spec);
        ComputationGraph folded = InferenceNetwork.of(network);
        INDArray images = Networks.images(2, 5, 8, 8, 3).castTo(type);
        Map<String, INDArray> expected = network.feedForward(images, false);
        Map<String, INDArray> actual = folded.feedForward(images, false);
        actual.forEach((name, activation) -> assertClose(
                Activations.channelsLast(activation), Activations.channelsLast(expected.get(name)), tolerance, name));
        assertThat(actual).containsKeys(LayerNames.FEATURES, LayerNames.CLASSIFIER);
        assertClose(folded.outputSingle(images), network.outputSingle(images), tolerance, "output");

        long convolutions = count(network, FastConvolution.class);
        assertThat(convolutions).isEqualTo(shortcut == Shortcut.PAD ? 7 : 8);
        assertThat(count(folded, FoldedConvolution.class)).isEqualTo(convolutions);
        assertThat(count(folded, FastConvolution.class)).isZero();
        assertThat(count(folded, FastBatchNorm.class)).isZero();
        assertThat(LayerPath.of(folded)).hasSize((int) convolutions);
    }

    @Test
    void foldingDrawsNothing() {
        ComputationGraph network = ResNets.build(
                new ResNetSpec(List.of(1, 1), 16, Shortcut.PAD, 4, 8, 8, 3, 1, DataType.FLOAT), new LossMCXENT());
        Nd4j.getRandom().setSeed(77);
        float undisturbed = Nd4j.getRandom().nextFloat();
        Nd4j.getRandom().setSeed(77);
        InferenceNetwork.of(network);
        assertThat(Nd4j.getRandom().nextFloat()).isEqualTo(undisturbed);
    }

    @Test
    void whatIsNotAPairOfItsOwnIsCopied() {
        ComputationGraph network = oddities();
        DataSet batch = new DataSet(Networks.images(1, 4, 6, 6, 3), Networks.labels(1, 4, 4));
        for (int step = 0; step < 3; step++) {
            network.fit(batch);
        }
        ComputationGraph folded = InferenceNetwork.of(network);
        assertThat(layer(folded, "first-norm")).isInstanceOf(FastBatchNorm.class);
        assertThat(layer(folded, "read-twice")).isInstanceOf(FastConvolution.class);
        assertThat(layer(folded, "norm-of-read-twice")).isInstanceOf(FastBatchNorm.class);
        assertThat(layer(folded, "norm")).isInstanceOf(FoldedConvolution.class);
        assertThat(folded.getVertex("alone")).isNull();
        assertThat(layer(folded, "last")).isInstanceOf(FastConvolution.class);

        INDArray images = Networks.images(2, 5, 6, 6, 3);
        Map<String, INDArray> expected = network.feedForward(images, false);
        folded.feedForward(images, false)
                .forEach((name, activation) -> assertClose(
                        Activations.channelsLast(activation),
                        Activations.channelsLast(expected.get(name)),
                        1e-5,
                        name));
    }

    @Test
    void aConvolutionThatIsAnOutputIsNotFolded() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs(LayerNames.INPUT)
                .setInputTypes(InputType.convolutional(6, 6, 3, CNN2DFormat.NHWC))
                .addLayer("maps", FastConvolution.of(3, 1, 3, 4), LayerNames.INPUT)
                .addLayer("norm", FastBatchNorm.of(4), "maps")
                .addVertex(LayerNames.FEATURES, new SpatialMean(), "norm")
                .addLayer(LayerNames.CLASSIFIER, Classifiers.layer(4, 4, new LossMCXENT()), LayerNames.FEATURES)
                .setOutputs("maps", LayerNames.CLASSIFIER)
                .build());
        network.init();
        ComputationGraph folded = InferenceNetwork.of(network);
        assertThat(layer(folded, "maps")).isInstanceOf(FastConvolution.class);
        INDArray images = Networks.images(2, 5, 6, 6, 3);
        Map<String, INDArray> expected = network.feedForward(images, false);
        folded.feedForward(images, false)
                .forEach((name, activation) -> assertSame(activation, expected.get(name), name));
    }

    @Test
    void aFoldedNetworkThatWasSavedComputesTheSame() {
        ComputationGraph folded = InferenceNetwork.of(trained(SPEC));
        Path file = folder.resolve("folded.zip");
        Checkpoints.write(folded, file);
        ComputationGraph restored = Checkpoints.read(file);
        INDArray images = Networks.images(2, 5, 8, 8, 3);
        assertThat(restored.getConfiguration()).isEqualTo(folded.getConfiguration());
        assertSame(restored.outputSingle(images), folded.outputSingle(images), "output");
    }

    @Test
    void trainingItIsRefused() {
        ComputationGraph folded = InferenceNetwork.of(trained(SPEC));
        INDArray before = folded.params().dup();
        assertThatThrownBy(() -> folded.fit(Networks.batch(1, 4, SPEC)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("layer 'stage2-block1-norm2' is folded for inference and has no gradient:"
                        + " train the network that it was folded from");
        assertThat(folded.params()).isEqualTo(before);
    }

    @Test
    void theSourceAndTheFoldedNetworkAreApart() {
        ComputationGraph network = trained(SPEC);
        INDArray parameters = network.params().dup();
        String configuration = network.getConfiguration().toJson();
        INDArray images = Networks.images(2, 5, 8, 8, 3);
        INDArray output = network.outputSingle(images).dup();

        ComputationGraph folded = InferenceNetwork.of(network);
        INDArray atFirst = folded.outputSingle(images).dup();
        assertThat(network.params()).isEqualTo(parameters);
        assertThat(network.getConfiguration().toJson()).isEqualTo(configuration);
        assertSame(network.outputSingle(images), output, "output after folding");

        network.fit(Networks.batch(9, 4, SPEC));
        assertThat(network.outputSingle(images)).isNotEqualTo(output);
        assertSame(folded.outputSingle(images), atFirst, "output of the folded network after a step of the source");
        folded.params().assign(0);
        assertThat(network.params().amaxNumber().doubleValue()).isPositive();
    }

    /** Steps large enough to move weights, scales and running statistics off where they start. */
    private static ComputationGraph trained(ResNetSpec spec) {
        ComputationGraph network = Networks.build(spec, new Sgd(0.1));
        for (int step = 0; step < 4; step++) {
            DataSet batch = Networks.batch(step, 6, spec);
            network.fit(new DataSet(
                    batch.getFeatures().castTo(spec.type()), batch.getLabels().castTo(spec.type())));
        }
        INDArray variance = network.getParam("stem-norm_var");
        assertThat(variance.sub(1).amaxNumber().doubleValue()).isGreaterThan(0.1);
        return network;
    }

    private static ComputationGraph oddities() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs(LayerNames.INPUT)
                .setInputTypes(InputType.convolutional(6, 6, 3, CNN2DFormat.NHWC))
                .addLayer("first-norm", FastBatchNorm.of(3), LayerNames.INPUT)
                .addLayer("read-twice", FastConvolution.of(3, 1, 3, 16).intoBlocks(), "first-norm")
                .addLayer("norm-of-read-twice", FastBatchNorm.of(16), "read-twice")
                .addVertex("sum", new AddRelu(), "norm-of-read-twice", "read-twice")
                .addLayer("alone", FastConvolution.of(3, 1, 16, 16), "sum")
                .addLayer("norm", FastBatchNorm.relu(16), "alone")
                .addLayer("last", FastConvolution.of(1, 1, 16, 8), "norm")
                .addVertex(LayerNames.FEATURES, new SpatialMean(), "last")
                .addLayer(LayerNames.CLASSIFIER, Classifiers.layer(8, 4, new LossMCXENT()), LayerNames.FEATURES)
                .setOutputs(LayerNames.CLASSIFIER)
                .build());
        network.init();
        return network;
    }

    private static Object layer(ComputationGraph network, String name) {
        return network.getLayer(name).conf().getLayer();
    }

    private static long count(ComputationGraph network, Class<?> type) {
        return java.util.Arrays.stream(network.getLayers())
                .filter(layer -> type.isInstance(layer.conf().getLayer()))
                .count();
    }
}
