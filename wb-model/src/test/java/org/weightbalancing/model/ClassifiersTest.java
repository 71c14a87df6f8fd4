package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.head.Head;
import org.weightbalancing.model.head.HeadCases;

class ClassifiersTest {

    private final ComputationGraph network = ResNets.build(
            new ResNetSpec(List.of(1, 1), 4, Shortcut.PAD, 3, 8, 8, 3, 5, DataType.FLOAT), new LossMCXENT());
    private final DataSet batch = ResNetsTest.batch(6);
    private final INDArray features =
            network.feedForward(batch.getFeatures(), false).get(LayerNames.FEATURES);

    @Test
    void anExtractedClassifierGivesTheNetworksOutput() {
        ComputationGraph classifier = Classifiers.extract(network, new LossMCXENT());
        assertClose(
                classifier.outputSingle(features), network.outputSingle(batch.getFeatures()), 1e-6, "probabilities");
    }

    /** Bounds are 1/sqrt(400) = 0.05; of 1,203 uniform numbers some are near both. */
    @Test
    void aLinearClassifierStartsAlone() {
        ComputationGraph classifier = Classifiers.linear(400, 3, new LossMCXENT(), 1);
        assertThat(classifier.getConfiguration().getNetworkInputs()).containsExactly(LayerNames.FEATURES);
        assertThat(classifier.getParam("classifier_W").shape()).containsExactly(400, 3);
        assertThat(classifier.params().maxNumber().doubleValue()).isBetween(0.045, 0.05);
        assertThat(classifier.params().minNumber().doubleValue()).isBetween(-0.05, -0.045);
        assertThat(Classifiers.linear(400, 3, new LossMCXENT(), 1).params()).isEqualTo(classifier.params());
        assertThat(Classifiers.linear(400, 3, new LossMCXENT(), 2).params()).isNotEqualTo(classifier.params());
        assertThat(Classifiers.fresh(classifier, new LossMCXENT(), 1).params()).isEqualTo(classifier.params());
        assertThat(Classifiers.extract(classifier, new LossMCXENT()).params()).isEqualTo(classifier.params());
    }

    @Test
    void theSoftmaxOfTheLogitsIsTheOutput() {
        INDArray logits = Classifiers.logits(network, features);
        assertClose(
                Transforms.softmax(logits), network.outputSingle(batch.getFeatures()), 1e-6, "softmax of the logits");
    }

    @Test
    void logitsByRowAreTheLogitsOfEachRowAlone() {
        assertByRow(
                network,
                HeadCases.normal(
                        3, DataType.FLOAT, 37, network.getParam("classifier_W").size(0)));
    }

    @ParameterizedTest
    @MethodSource("org.weightbalancing.model.head.HeadCases#all")
    void logitsByRowOfAnyHeadAreThoseOfEachRowAlone(Head head) {
        ComputationGraph classifier = Heads.fresh(network, head, new LossMCXENT(), 5);
        assertByRow(classifier, HeadCases.normal(4, DataType.FLOAT, 37, features.size(1)));
    }

    private static void assertByRow(ComputationGraph network, INDArray rows) {
        INDArray together = Classifiers.logitsByRow(network, rows);
        assertClose(together, Classifiers.logits(network, rows), 1e-5, "logits");
        for (int row : new int[] {0, 7, 36}) {
            INDArray alone = Classifiers.logitsByRow(network, rows.getRow(row, true));
            assertThat(alone.toFloatMatrix()[0]).containsExactly(together.toFloatMatrix()[row]);
        }
    }

    // 2^24 + 1 - 2^24: in single precision the first sum loses the 1.
    @Test
    void logitsByRowAreSummedInDouble() {
        INDArray rows = Nd4j.createFromArray(new float[][] {{0x1p24f, 1, -0x1p24f}});
        INDArray weights = Nd4j.createFromArray(new float[][] {{1, 2}, {1, 2}, {1, 2}});
        INDArray bias = Nd4j.createFromArray(new float[][] {{0.5f, 0}});
        assertThat(RowLogits.linear(rows, weights, Optional.of(bias)).toFloatMatrix())
                .isDeepEqualTo(new float[][] {{1.5f, 2}});
    }

    @Test
    void trainingAnExtractedClassifierLeavesTheNetworkAloneUntilItIsInstalled() {
        INDArray before = network.params().dup();
        INDArray weightsBefore = network.getParam("classifier_W").dup();
        ComputationGraph classifier = Classifiers.extract(network, new LossMCXENT());
        classifier.fit(new DataSet(features, batch.getLabels()));
        assertThat(network.params()).isEqualTo(before);

        Classifiers.install(classifier, network);
        assertThat(network.getParam("classifier_W")).isEqualTo(classifier.getParam("classifier_W"));
        assertThat(network.getParam("classifier_b")).isEqualTo(classifier.getParam("classifier_b"));
        assertThat(network.getParam("classifier_W")).isNotEqualTo(weightsBefore);
    }

    @Test
    void aFreshClassifierDependsOnItsSeedOnly() {
        ComputationGraph one = Classifiers.fresh(network, new LossMCXENT(), 1);
        network.getParam("classifier_W").muli(2);
        assertThat(Classifiers.fresh(network, new LossMCXENT(), 1).params()).isEqualTo(one.params());
        assertThat(Classifiers.fresh(network, new LossMCXENT(), 2).params()).isNotEqualTo(one.params());
        // Eight features: entries lie within 1/sqrt(8).
        assertThat(one.params().amaxNumber().doubleValue()).isBetween(0.2, 0.3536);
    }

    @Test
    void aNetworkWithoutAClassifierIsRefused() {
        ComputationGraph other = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.feedForward(2))
                .addLayer(
                        "out", new OutputLayer.Builder(new LossMCXENT()).nOut(2).build(), "x")
                .setOutputs("out")
                .build());
        other.init();
        assertThatThrownBy(() -> Classifiers.logits(other, Nd4j.ones(1, 2)))
                .hasMessage("the network has no layer 'classifier'");
    }
}
