package org.weightbalancing.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.Checkpoints;

class HeadOutputLayerTest {

    private static final int FEATURES = 5;
    private static final int CLASSES = 4;
    private static final DataSet BATCH = new DataSet(
            HeadCases.normal(1, DataType.FLOAT, 6, 3), Nd4j.eye(CLASSES).getRows(0, 1, 2, 3, 1, 2));

    @TempDir
    private Path folder;

    static List<Head> heads() {
        return HeadCases.all();
    }

    @ParameterizedTest
    @MethodSource("heads")
    void savedAndClonedNetworksAreEqual(Head head) {
        ComputationGraph network = network(head, builder().updater(new Nesterovs(0.1, 0.9)));
        moved(network, head);
        network.fit(BATCH);
        Path file = folder.resolve("network.zip");
        Checkpoints.write(network, file);
        for (ComputationGraph copy : List.of(Checkpoints.read(file), network.clone())) {
            assertThat(copy.getConfiguration().getVertices())
                    .isEqualTo(network.getConfiguration().getVertices());
            assertThat(((HeadOutputLayer) copy.getLayer("head").conf().getLayer()).getHead())
                    .isEqualTo(head);
            assertThat(copy.paramTable().keySet())
                    .containsExactlyElementsOf(network.paramTable().keySet());
            assertThat(copy.params()).isEqualTo(network.params());
            assertSame(copy.outputSingle(BATCH.getFeatures()), network.outputSingle(BATCH.getFeatures()), "output");
            copy.fit(BATCH);
            assertThat(copy.params()).isNotEqualTo(network.params());
        }
        ComputationGraph copy = network.clone();
        network.fit(BATCH);
        copy.fit(BATCH);
        assertSame(copy.params(), network.params(), "parameters after another step of both");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void neitherUpdaterNorRegularizationNorConstraintMovesFixedParameters(Head head) {
        for (GradientNormalization normalization : GradientNormalization.values()) {
            ComputationGraph network = network(
                    head,
                    builder()
                            .updater(new Nesterovs(0.1, 0.9))
                            .l2(0.1)
                            .l2Bias(0.1)
                            .gradientNormalization(normalization)
                            .constrainAllParameters(new MaxNormConstraint(0.01, 0)));
            moved(network, head);
            INDArray below = network.getParam("below_W").dup();
            Map<String, INDArray> before = network.clone().getLayer("head").paramTable();
            for (int step = 0; step < 3; step++) {
                network.fit(BATCH);
            }
            HeadOutputLayer layer =
                    (HeadOutputLayer) network.getLayer("head").conf().getLayer();
            for (HeadParameter parameter : layer.parameters()) {
                INDArray now = network.getParam("head_" + parameter.key());
                assertThat(now.isNaN().any()).as(parameter.key()).isFalse();
                assertThat(now.equals(before.get(parameter.key())))
                        .as(parameter.key() + " stayed")
                        .isNotEqualTo(parameter.isTrained());
                assertThat(layer.getUpdaterByParam(parameter.key()))
                        .isEqualTo(parameter.isTrained() ? new Nesterovs(0.1, 0.9) : new NoOp());
                assertThat(network.getLayer("head").updaterDivideByMinibatch(parameter.key()))
                        .isEqualTo(parameter.isTrained());
            }
            assertThat(network.getParam("below_W")).isNotEqualTo(below);
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void gradientsOfFixedParametersAreZeroWhateverWasThere(Head head) {
        ComputationGraph network = network(head, builder());
        network.setInputs(BATCH.getFeatures());
        network.setLabels(BATCH.getLabels());
        network.computeGradientAndScore();
        network.getFlattenedGradients().assign(55);
        network.computeGradientAndScore();
        assertThat(network.getFlattenedGradients().eq(55).any()).isFalse();
        for (HeadParameter parameter : head.parameters(FEATURES, CLASSES)) {
            INDArray gradient = network.gradient().getGradientFor("head_" + parameter.key());
            assertThat(gradient.shape()).containsExactly(parameter.rows(), parameter.columns());
            if (!parameter.isTrained()) {
                assertThat(gradient.amaxNumber().doubleValue())
                        .as(parameter.key())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aStepIsTheMeanOverTheBatch(Head head) {
        ComputationGraph once = network(head, builder().updater(new Sgd(0.1)));
        ComputationGraph twice = once.clone();
        once.fit(BATCH);
        twice.fit(new DataSet(
                Nd4j.vstack(BATCH.getFeatures(), BATCH.getFeatures()),
                Nd4j.vstack(BATCH.getLabels(), BATCH.getLabels())));
        assertClose(twice.params(), once.params(), 1e-6, "parameters");
    }

    @Test
    void aStepOfWeightScalingIsThatOfTheFormula() {
        // No layer below; f = (2, 1), w.f = (4, 5), z = (4, 5) + (1, 0): p = 1/2, delta = p - (1, 0) = (-1/2, 1/2).
        // s = 1 - 0.1*delta*w.f = (1.2, 0.75).
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .list()
                .layer(HeadOutputLayer.of(new LearnableWeightScaling(), 2, 2, new LossMCXENT()))
                .build());
        network.init();
        network.setParam("0_W", Nd4j.createFromArray(new float[][] {{1, 3}, {2, -1}}));
        network.setParam("0_b", Nd4j.createFromArray(new float[][] {{1, 0}}));
        network.fit(Nd4j.createFromArray(new float[][] {{2, 1}}), Nd4j.createFromArray(new float[][] {{1, 0}}));
        assertClose(network.getParam("0_s"), Nd4j.createFromArray(new float[][] {{1.2f, 0.75f}}), 1e-6, "s");
        assertThat(network.getParam("0_W").toFloatMatrix()).isEqualTo(new float[][] {{1, 3}, {2, -1}});
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aMultiLayerNetworkGivesTheSoftmaxOfTheLogits(Head head) {
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(FEATURES).build())
                .layer(HeadOutputLayer.of(head, FEATURES, CLASSES, new LossMCXENT()))
                .build());
        network.init();
        network.fit(BATCH);
        INDArray features = network.feedForward(BATCH.getFeatures(), false).get(1);
        INDArray logits = head.logits(features, network.getLayer(1).paramTable());
        assertClose(network.output(BATCH.getFeatures()), Transforms.softmax(logits), 1e-6, "probabilities");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void maskedExamplesHaveNoGradient(Head head) {
        INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {1}, {0}, {1}, {0}, {0}});
        ComputationGraph network = network(head, builder().updater(new Sgd(0.1)));
        moved(network, head);
        network.setInputs(BATCH.getFeatures());
        network.setLabels(BATCH.getLabels());
        network.setLayerMaskArrays(null, new INDArray[] {mask});
        network.computeGradientAndScore();
        INDArray masked = network.getFlattenedGradients().dup();
        network.clearLayerMaskArrays();
        network.setInputs(BATCH.getFeatures().getRows(0, 1, 3));
        network.setLabels(BATCH.getLabels().getRows(0, 1, 3));
        network.computeGradientAndScore();
        assertClose(masked, network.getFlattenedGradients(), 1e-5, "gradients");
    }

    @Test
    void theSeedOfTheNetworkDecidesWhereItStarts() {
        Head head = new CosineHead(16, true);
        INDArray first = network(head, builder()).getParam("head_W");
        Nd4j.getRandom().setSeed(99);
        assertThat(network(head, builder()).getParam("head_W")).isEqualTo(first);
        assertThat(network(head, builder().seed(8)).getParam("head_W")).isNotEqualTo(first);
        // Five features: entries lie within 1/sqrt(5), the largest of twenty above half of it.
        assertThat(first.amaxNumber().doubleValue()).isBetween(0.23, 0.4472136);
    }

    @Test
    void layersOfOtherHeadsAreOthers() {
        HeadOutputLayer layer = HeadOutputLayer.of(new CosineHead(1, true), 2, 3, new LossMCXENT());
        assertThat(HeadOutputLayer.of(new CosineHead(1, true), 2, 3, new LossMCXENT()))
                .isEqualTo(layer)
                .hasSameHashCodeAs(layer);
        assertThat(HeadOutputLayer.of(new CosineHead(2, true), 2, 3, new LossMCXENT()))
                .isNotEqualTo(layer);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> HeadOutputLayer.of(new EtfHead(true, 1), 2, 4, new LossMCXENT()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features is 2, but a simplex of 4 vectors needs at least 3");
        assertThatThrownBy(() -> HeadOutputLayer.of(new CosineHead(1, true), 0, 4, new LossMCXENT()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features is 0, but must be at least 1");
        assertThatThrownBy(() -> HeadOutputLayer.of(new CosineHead(1, true), 2, 1, new LossMCXENT()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classes is 1, but must be at least 2");
        MultiLayerNetwork network = new MultiLayerNetwork(builder()
                .list()
                .layer(HeadOutputLayer.of(new CosineHead(1, true), 3, 4, new LossMCXENT()))
                .build());
        network.init();
        assertThatThrownBy(() -> network.output(Nd4j.ones(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer 'layer0' got an input of shape [2, 5], but takes [batch, 3]");
    }

    @Test
    void dropoutAndWeightNoiseAreRefused() {
        Head head = new CosineHead(16, true);
        assertThatThrownBy(() -> network(head, builder().dropOut(0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer 'head' has dropout ")
                .hasMessageEndingWith("which HeadOutputLayer does not apply: put a DropoutLayer before it");
        assertThatThrownBy(() -> network(head, builder().weightNoise(new DropConnect(0.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer 'head' has weight noise ")
                .hasMessageEndingWith("which HeadOutputLayer does not apply");
    }

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder().seed(7);
    }

    private static ComputationGraph network(Head head, NeuralNetConfiguration.Builder builder) {
        ComputationGraph network = new ComputationGraph(builder.graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(3))
                .addLayer("below", new DenseLayer.Builder().nOut(FEATURES).build(), "x")
                .addLayer("head", HeadOutputLayer.of(head, FEATURES, CLASSES, new LossMCXENT()), "below")
                .setOutputs("head")
                .build());
        network.init();
        return network;
    }

    private static void moved(ComputationGraph network, Head head) {
        HeadCases.parameters(head, 8, DataType.FLOAT, FEATURES, CLASSES)
                .forEach((key, value) -> network.getParam("head_" + key).assign(value));
    }
}
