package org.weightbalancing.model.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.Heads;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.model.Shortcut;
import org.weightbalancing.model.head.HeadCases;
import org.weightbalancing.model.head.LearnableWeightScaling;
import org.weightbalancing.model.head.NearestClassMean.Variant;

class LayerNormsTest {

    private static final LossMCXENT LOSS = new LossMCXENT();

    private final ComputationGraph network =
            ResNets.build(new ResNetSpec(List.of(1, 1), 4, Shortcut.PROJECTION, 3, 8, 8, 3, 5, DataType.FLOAT), LOSS);

    @Test
    void namesEveryLayerWithWeightsInOrder() {
        List<LayerNorms> layers = LayerNorms.of(network);
        assertThat(layers)
                .extracting(LayerNorms::layer)
                .containsExactlyInAnyOrder(
                        "stem-conv",
                        "stage1-block1-conv1",
                        "stage1-block1-conv2",
                        "stage2-block1-conv1",
                        "stage2-block1-conv2",
                        "stage2-block1-shortcut-conv",
                        "classifier");
        assertThat(layers.get(0).layer()).isEqualTo("stem-conv");
        assertThat(layers.get(6).layer()).isEqualTo("classifier");
        assertThat(layers).extracting(layer -> layer.norms().length).contains(4, 4, 4, 8, 8, 8, 3);
    }

    @Test
    void filtersOfConvolutionsAreOutputChannels() {
        // [4, 3, 3, 3]: filter o holds 27 numbers o + 1, of norm (o + 1)*sqrt(27); squares sum to 27*(1+4+9+16).
        INDArray weights = network.getParam("stem-conv_W");
        for (int o = 0; o < 4; o++) {
            weights.slice(o).assign(o + 1);
        }
        LayerNorms stem = LayerNorms.of(network).get(0);
        double root = Math.sqrt(27);
        assertThat(stem.norms()).containsExactly(new double[] {root, 2 * root, 3 * root, 4 * root}, within(1e-12));
        assertThat(stem.frobenius()).isCloseTo(Math.sqrt(810), within(1e-12));
        assertThat(stem.mean()).isCloseTo(2.5 * root, within(1e-12));
        // Deviations 1.5, 0.5, 0.5, 1.5: mean square 1.25.
        assertThat(stem.deviation()).isCloseTo(Math.sqrt(1.25) * root, within(1e-12));
        assertThat(stem.smallest()).isCloseTo(root, within(1e-12));
        assertThat(stem.largest()).isCloseTo(4 * root, within(1e-12));
        assertThat(stem.effectiveLearningRate(81)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void filtersOfDenseLayersAreColumns() {
        LayerNorms dense = layer(plain(), "dense");
        // [2, 3]: columns (3, 4), (0, 0) and (-2, 0).
        assertThat(dense.norms()).containsExactly(5, 0, 2);
        assertThat(dense.frobenius()).isCloseTo(Math.sqrt(29), within(1e-15));
    }

    @Test
    void onlyWhatBatchNormalizationAloneReadsIsScaleInvariant() {
        ComputationGraph plain = plain();
        assertThat(layer(plain, "dense").scaleInvariant()).isTrue();
        assertThat(layer(plain, "activated").scaleInvariant()).isFalse();
        assertThat(layer(plain, "read-twice").scaleInvariant()).isFalse();
        assertThat(layer(plain, "out").scaleInvariant()).isFalse();
        assertThat(layer(plain, "out").effectiveLearningRate(1)).isNaN();
    }

    @Test
    void outputsAreNotScaleInvariantThoughNothingElseReadsThem() {
        ComputationGraph regression = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(2))
                .addLayer(
                        "out",
                        new OutputLayer.Builder(new LossMSE())
                                .nOut(3)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "in")
                .setOutputs("out")
                .build());
        regression.init();
        assertThat(layer(regression, "out").scaleInvariant()).isFalse();
    }

    @Test
    void lossLayersHaveNoWeights() {
        assertThat(LayerNorms.of(plain()))
                .extracting(LayerNorms::layer)
                .containsExactlyInAnyOrder("dense", "activated", "read-twice", "out");
    }

    /** The claim behind the flag: in training mode, longer weights give the same output, but for eps. */
    @Test
    void scaleInvariantLayersMayGrow() {
        INDArray images = HeadCases.normal(1, DataType.FLOAT, 6, 8 * 8 * 3).reshape(6, 8, 8, 3);
        INDArray before = network.output(true, images)[0].dup();
        for (LayerNorms layer : LayerNorms.of(network)) {
            INDArray weights = network.getParam(layer.layer() + "_W");
            weights.muli(3);
            double change =
                    network.output(true, images)[0].sub(before).norm1Number().doubleValue();
            weights.divi(3);
            assertThat(layer.scaleInvariant()).as(layer.layer()).isEqualTo(change < 0.01);
        }
    }

    @Test
    void theClassifierHasTheNormsOfItsHead() {
        assertThat(layer(network, "classifier").norms()).containsExactly(Classifiers.norms(network), within(1e-6));
        ComputationGraph scaled = Heads.learnableWeightScaling(network, LOSS);
        scaled.getParam("classifier_" + LearnableWeightScaling.SCALES).putScalar(1, -5);
        assertThat(layer(Classifiers.replace(network, scaled), "classifier").norms())
                .containsExactly(Classifiers.norms(scaled), within(1e-6));
        ComputationGraph means = Heads.nearestClassMean(
                HeadCases.normal(2, DataType.FLOAT, 3, 8), new int[] {0, 1, 2}, 3, Variant.UN, LOSS);
        assertThat(LayerNorms.of(Classifiers.replace(network, means)))
                .extracting(LayerNorms::layer)
                .doesNotContain("classifier")
                .hasSize(6);
        assertThat(LayerNorms.of(means)).isEmpty();
    }

    @Test
    void foldedConvolutionsAreNotScaleInvariant() {
        List<LayerNorms> folded = LayerNorms.of(InferenceNetwork.of(network));
        assertThat(folded).hasSize(7).noneMatch(LayerNorms::scaleInvariant);
    }

    @Test
    void frozenLayersAreMeasuredToo() {
        ComputationGraph frozen = new TransferLearning.GraphBuilder(plain())
                .setFeatureExtractor("dense")
                .build();
        LayerNorms dense = layer(frozen, "dense");
        assertThat(dense.norms()).containsExactly(5, 0, 2);
        assertThat(dense.scaleInvariant()).isTrue();
    }

    @Test
    void otherConvolutionsAreLeftOut() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(5, 5, 2))
                .addLayer(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .depthMultiplier(2)
                                .nOut(4)
                                .build(),
                        "in")
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(6).build(), "depthwise")
                .addLayer("norm", new BatchNormalization(), "conv")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LOSS)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "norm")
                .setOutputs("out")
                .build());
        graph.init();
        assertThat(LayerNorms.of(graph)).extracting(LayerNorms::layer).containsExactly("conv", "out");
        // DL4J's own default is the sigmoid.
        assertThat(layer(graph, "conv").scaleInvariant()).isFalse();
        assertThat(layer(graph, "conv").norms()).hasSize(6);
        assertThat(layer(graph, "out").norms()).hasSize(3);
    }

    @Test
    void weightsOfZeroHaveNoEffectiveRate() {
        LayerNorms zero = new LayerNorms("zero", new double[] {0, 0}, 0, true);
        assertThat(zero.effectiveLearningRate(0.1)).isNaN();
        assertThat(new LayerNorms("three", new double[] {3, 4}, 5, true).effectiveLearningRate(0.1))
                .isCloseTo(0.004, within(1e-15));
    }

    @Test
    void normsAreCopied() {
        double[] norms = {3, 4};
        LayerNorms layer = new LayerNorms("dense", norms, 5, true);
        norms[0] = 7;
        layer.norms()[1] = 7;
        assertThat(layer.norms()).containsExactly(3, 4);
        LayerNorms same = new LayerNorms("dense", new double[] {3, 4}, 5, true);
        assertThat(layer).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(layer)
                .isNotEqualTo(new LayerNorms("dense", new double[] {3, 4}, 5, false))
                .isNotEqualTo(new LayerNorms("dense", new double[] {4, 3}, 5, true));
        assertThat(layer).hasToString("LayerNorms[layer=dense, norms=[3.0, 4.0], frobenius=5.0, scaleInvariant=true]");
        assertThatThrownBy(() -> new LayerNorms("none", new double[0], 0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 'none' has 0 norms, but at least one is needed");
    }

    private static LayerNorms layer(ComputationGraph network, String name) {
        return LayerNorms.of(network).stream()
                .filter(layer -> layer.layer().equals(name))
                .findAny()
                .orElseThrow();
    }

    /** Two inputs to three units each, normalized, activated, or read by a normalization and another. */
    private static ComputationGraph plain() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(2))
                .addLayer("dense", dense(Activation.IDENTITY), "in")
                .addLayer("dense-norm", new BatchNormalization(), "dense")
                .addLayer("activated", dense(Activation.TANH), "dense-norm")
                .addLayer("activated-norm", new BatchNormalization(), "activated")
                .addLayer("read-twice", dense(Activation.IDENTITY), "activated-norm")
                .addLayer("read-norm", new BatchNormalization(), "read-twice")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LOSS)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "read-norm")
                .addLayer(
                        "loss",
                        new LossLayer.Builder(LOSS)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "read-twice")
                .setOutputs("out", "loss")
                .build());
        graph.init();
        graph.getParam("dense_W").assign(Nd4j.createFromArray(new double[][] {{3, 0, -2}, {4, 0, 0}}));
        return graph;
    }

    private static DenseLayer dense(Activation activation) {
        return new DenseLayer.Builder().nOut(3).activation(activation).build();
    }
}
