package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

class ParameterFilterTest {

    static Stream<Model> networks() {
        return Stream.of(Nets.layered(DataType.FLOAT), Nets.graph(DataType.DOUBLE));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void allMeansEveryTrainableParameterAndNoRunningStatistic(Model network) {
        assertThat(names(network, ParameterFilter.all()))
                .containsExactly(
                        "conv/b",
                        "conv/W",
                        "bn/gamma",
                        "bn/beta",
                        "features/W",
                        "features/b",
                        "classifier/W",
                        "classifier/b")
                .hasSize(network.paramTable().size() - 2);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void weightsAndBiasesAreToldApart(Model network) {
        assertThat(names(network, ParameterFilter.weights())).containsExactly("conv/W", "features/W", "classifier/W");
        assertThat(names(network, ParameterFilter.biases())).containsExactly("conv/b", "features/b", "classifier/b");
    }

    @ParameterizedTest
    @MethodSource("networks")
    void batchNormMeansGammaAndBeta(Model network) {
        assertThat(names(network, ParameterFilter.batchNorm())).containsExactly("bn/gamma", "bn/beta");
        assertThat(names(network, ParameterFilter.batchNorm().not()))
                .doesNotContain("bn/gamma", "bn/beta")
                .hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theClassifierIsFoundWithoutItsName(Model network) {
        ParameterFilter classifier = ParameterFilter.classifier();
        assertThat(names(network, classifier)).containsExactly("classifier/W", "classifier/b");
        assertThat(names(network, classifier.and(ParameterFilter.weights()))).containsExactly("classifier/W");
        assertThat(names(network, classifier.not().and(ParameterFilter.weights())))
                .containsExactly("conv/W", "features/W");
        assertThat(classifier.not()).hasToString("not classifier");
    }

    /** A graph with two losses, and a network whose layers have no names. */
    @Test
    void everyOutputLayerIsAClassifierWhateverItIsCalled() {
        ComputationGraph graph = new ComputationGraph(Nets.base(DataType.FLOAT, new Sgd(0.1))
                .graphBuilder()
                .addInputs("in")
                .addLayer("body", new DenseLayer.Builder().nIn(2).nOut(3).build(), "in")
                .addLayer("first", head(), "body")
                .addLayer("second", head(), "body")
                .setOutputs("first", "second")
                .build());
        graph.init();
        assertThat(names(graph, ParameterFilter.classifier()))
                .containsExactlyInAnyOrder("first/W", "first/b", "second/W", "second/b");
        MultiLayerNetwork unnamed = new MultiLayerNetwork(Nets.base(DataType.FLOAT, new Sgd(0.1))
                .list()
                .layer(new DenseLayer.Builder().nIn(2).nOut(3).build())
                .layer(head())
                .build());
        unnamed.init();
        assertThat(names(unnamed, ParameterFilter.classifier())).containsExactly("layer1/W", "layer1/b");
    }

    /** A layer of another make that has a gamma and a beta, which its initializer even calls weight and bias. */
    @Test
    void aBatchNormOfAnotherMakeIsRecognisedByItsKeys() {
        MultiLayerNetwork network = new MultiLayerNetwork(Nets.base(DataType.FLOAT, new Sgd(0.1))
                .list()
                .layer(new ScaleAndShift(3))
                .layer(head())
                .build());
        network.init();
        assertThat(names(network, ParameterFilter.batchNorm()))
                .containsExactlyInAnyOrder("layer0/gamma", "layer0/beta");
        assertThat(names(network, ParameterFilter.weights())).containsExactly("layer1/W");
        assertThat(names(network, ParameterFilter.biases())).containsExactly("layer1/b");
    }

    private static OutputLayer head() {
        return new OutputLayer.Builder()
                .nIn(3)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void filtersCombine(Model network) {
        ParameterFilter lastTwo = ParameterFilter.layer("features", "classifier");
        assertThat(names(network, lastTwo.and(ParameterFilter.biases()))).containsExactly("features/b", "classifier/b");
        assertThat(names(network, ParameterFilter.layer("bn").or(ParameterFilter.layer("conv"))))
                .containsExactly("conv/b", "conv/W", "bn/gamma", "bn/beta");
        assertThat(names(network, lastTwo.or(ParameterFilter.weights()).not()))
                .containsExactly("conv/b", "bn/gamma", "bn/beta");
        assertThat(names(network, ParameterFilter.matching("wide", filters -> filters.fanIn() > 8)))
                .containsExactly("conv/W");
    }

    @ParameterizedTest
    @MethodSource("networks")
    void unknownLayerIsRefusedWithTheNearestName(Model network) {
        ParameterFilter filter = ParameterFilter.weights().and(ParameterFilter.layer("clasifer"));
        assertThatThrownBy(() -> filter.in(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer \"clasifer\"; did you mean \"classifier\"?")
                .hasMessageContaining("conv, bn, features, classifier");
    }

    @Test
    void emptySelectionIsRefused() {
        ParameterFilter filter = ParameterFilter.layer("bn").and(ParameterFilter.weights());
        assertThatThrownBy(() -> filter.in(Nets.layered(DataType.FLOAT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(layer(bn) and weights) selects nothing");
        assertThatThrownBy(ParameterFilter::layer).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyNetworksAreAccepted() {
        Model layer = Nets.layered(DataType.FLOAT).getLayer(2);
        assertThatThrownBy(() -> ParameterFilter.all().in(layer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layers.feedforward.dense.DenseLayer");
    }

    @Test
    void frozenParametersAreSelectedAndSayThatTheyAreFrozen() {
        ComputationGraph graph = new TransferLearning.GraphBuilder(Nets.graph(DataType.FLOAT))
                .setFeatureExtractor("features")
                .build();
        assertThat(ParameterFilter.weights().in(graph))
                .extracting(Filters::name, Filters::isFrozen)
                .containsExactly(tuple("conv/W", true), tuple("features/W", true), tuple("classifier/W", false));
        assertThat(names(graph, ParameterFilter.layer("bn"))).containsExactly("bn/gamma", "bn/beta");
    }

    private static List<String> names(Model network, ParameterFilter filter) {
        return filter.in(network).stream().map(Filters::name).toList();
    }
}
