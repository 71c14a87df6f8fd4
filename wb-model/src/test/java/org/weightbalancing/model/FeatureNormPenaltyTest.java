package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;
import static org.weightbalancing.model.Closeness.assertSame;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class FeatureNormPenaltyTest {

    private static final ResNetSpec SPEC =
            new ResNetSpec(List.of(1, 1), 4, Shortcut.PAD, 3, 8, 8, 3, 5, DataType.FLOAT);

    @TempDir
    private Path folder;

    @Test
    void aStepShortensFeaturesByEtaTimesTheirMean() {
        // f = W x with W = 1 (1x1), x = 2, 4, and a classifier of zeros, whose gradient by f is 0.
        // The gradient by W of (0.5/2) mean f^2 is 0.5 * (2*2 + 4*4)/2 = 5; W = 1 - 0.1*5.
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(1))
                .addLayer(
                        LayerNames.FEATURES,
                        new DenseLayer.Builder()
                                .nOut(1)
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "x")
                .addVertex(LayerNames.FEATURE_NORM, new FeatureNormPenalty(0.5), LayerNames.FEATURES)
                .addLayer(LayerNames.CLASSIFIER, Classifiers.layer(1, 2, new LossMCXENT()), LayerNames.FEATURE_NORM)
                .setOutputs(LayerNames.CLASSIFIER)
                .build());
        network.init();
        network.params().assign(0);
        network.getParam("features_W").assign(1);
        network.fit(new DataSet(
                Nd4j.createFromArray(new float[][] {{2}, {4}}), Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}})));
        assertThat(network.getParam("features_W").getDouble(0)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void gradientsDifferByEtaOnlyAndTheClassifiersNotAtAll(DataType type) {
        DataSet batch = Networks.batch(1, 6, SPEC);
        Map<String, INDArray> without = gradients(0, batch, type);
        Map<String, INDArray> once = gradients(0.1, batch, type);
        Map<String, INDArray> twice = gradients(0.2, batch, type);
        double tolerance = type == DataType.DOUBLE ? 1e-11 : 1e-4;
        without.forEach((name, gradient) -> {
            INDArray first = once.get(name).sub(gradient);
            INDArray second = twice.get(name).sub(gradient);
            assertClose(second, first.mul(2), tolerance, gradient.amaxNumber().doubleValue(), name);
            if (name.startsWith("classifier")) {
                assertSame(first, gradient.mul(0), name);
            }
        });
        INDArray moved = once.get("stem-conv_W").sub(without.get("stem-conv_W"));
        assertThat(moved.amaxNumber().doubleValue()).isGreaterThan(0.01);
    }

    @Test
    void parametersAndOutputsAreThoseOfTheNetworkWithout() {
        ComputationGraph plain = ResNets.build(SPEC, new LossMCXENT());
        ComputationGraph penalized = ResNets.build(SPEC.featureNorm(0.1), new LossMCXENT());
        assertThat(plain.getVertex(LayerNames.FEATURE_NORM)).isNull();
        assertThat(penalized.getVertex(LayerNames.FEATURE_NORM)).isInstanceOf(FeatureNormPenaltyVertex.class);
        assertThat(penalized.params()).isEqualTo(plain.params());
        assertThat(penalized.paramTable().keySet())
                .containsExactlyElementsOf(plain.paramTable().keySet());
        INDArray images = Networks.images(2, 5, 8, 8, 3);
        assertSame(penalized.outputSingle(images), plain.outputSingle(images), "output");
        assertThat(penalized.score(Networks.batch(1, 6, SPEC))).isEqualTo(plain.score(Networks.batch(1, 6, SPEC)));
    }

    @Test
    void aTrainedNetworkGetsThePenaltyAndLosesIt() {
        ComputationGraph plain = ResNets.build(SPEC, new LossMCXENT());
        plain.fit(Networks.batch(3, 6, SPEC));
        ComputationGraph penalized = FeatureNormPenalty.in(plain, 0.1);
        assertThat(penalized.getConfiguration().getVertices())
                .isEqualTo(ResNets.build(SPEC.featureNorm(0.1), new LossMCXENT())
                        .getConfiguration()
                        .getVertices());
        assertThat(penalized.params()).isEqualTo(plain.params()).isNotSameAs(plain.params());
        assertThat(penalized.getIterationCount()).isEqualTo(1);
        ComputationGraph again = FeatureNormPenalty.in(penalized, 0);
        assertThat(again.getConfiguration().getVertices())
                .isEqualTo(plain.getConfiguration().getVertices());
        INDArray images = Networks.images(2, 5, 8, 8, 3);
        assertSame(again.outputSingle(images), plain.outputSingle(images), "output");
        assertThat(FeatureNormPenalty.in(penalized, 0.3).getConfiguration().getVertices())
                .containsEntry(LayerNames.FEATURE_NORM, new FeatureNormPenalty(0.3));

        // Last, since running statistics move in training.
        Map<String, INDArray> built = Networks.gradients(copy(plain), Networks.batch(1, 6, SPEC), DataType.FLOAT);
        Map<String, INDArray> changed = Networks.gradients(penalized, Networks.batch(1, 6, SPEC), DataType.FLOAT);
        built.forEach((name, gradient) -> assertSame(changed.get(name), gradient, name));
    }

    /** A network built with the penalty, with the parameters of another. */
    private static ComputationGraph copy(ComputationGraph parameters) {
        ComputationGraph network = ResNets.build(SPEC.featureNorm(0.1), new LossMCXENT());
        network.setParams(parameters.params());
        return network;
    }

    @Test
    void aSavedNetworkIsStillPenalized() {
        ComputationGraph network = ResNets.build(SPEC.featureNorm(0.1), new LossMCXENT());
        Path file = folder.resolve("network.zip");
        Checkpoints.write(network, file);
        ComputationGraph restored = Checkpoints.read(file);
        assertThat(restored.getConfiguration()).isEqualTo(network.getConfiguration());
        assertThat(restored.getConfiguration().getVertices().get(LayerNames.FEATURE_NORM))
                .isEqualTo(new FeatureNormPenalty(0.1))
                .isNotEqualTo(new FeatureNormPenalty(0.2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aStrengthThatIsNoneIsRefused(double eta) {
        assertThatThrownBy(() -> new FeatureNormPenalty(eta))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the penalty of features is " + eta + ", but must be finite and at least 0");
        assertThatThrownBy(() -> SPEC.featureNorm(eta)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, INDArray> gradients(double eta, DataSet batch, DataType type) {
        return Networks.gradients(ResNets.build(SPEC.type(type).featureNorm(eta), new LossMCXENT()), batch, type);
    }
}
