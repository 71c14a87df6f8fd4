package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class WeightDecayTest {

    private static final double RATE = 0.1;
    private static final double LAMBDA = 0.25;

    /** Both kinds of network, with and without division by the batch size. */
    static Stream<Function<NeuralNetConfiguration.Builder, Model>> kinds() {
        return Stream.of(
                builder -> Nets.layered(DataType.DOUBLE, builder), builder -> Nets.graph(DataType.DOUBLE, builder));
    }

    /**
     * With plain SGD, w' = w - rate (g + lambda w): the decayed network ends rate lambda w below the plain one, in every
     * trainable parameter, whether g is the mean or (miniBatch(false)) the sum over the batch.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    void everyTrainableParameterDecaysOnceForEachStep(Function<NeuralNetConfiguration.Builder, Model> kind) {
        for (boolean divided : new boolean[] {true, false}) {
            Model plain = kind.apply(Nets.base(DataType.DOUBLE, new Sgd(RATE)).miniBatch(divided));
            Model decayed = kind.apply(Nets.base(DataType.DOUBLE, new Sgd(RATE)).miniBatch(divided));
            plain.params().addi(0.5);
            decayed.setParams(plain.params());
            Map<String, INDArray> before = copy(plain);
            decayed.addListeners(
                    new RegularizerListener(new WeightDecay(LAMBDA), ParameterFilter.all(), Cadence.EVERY_STEP));
            step(plain, 5);
            step(decayed, 5);
            Map<String, INDArray> expected = copy(plain);
            assertThat(expected).hasSize(10);
            expected.forEach((key, value) -> {
                boolean statistic = List.of("mean", "var", "log10stdev").contains(key.substring(key.indexOf('_') + 1));
                value.subi(before.get(key).mul(statistic ? 0 : RATE * LAMBDA));
                assertThat(value.distance2(decayed.getParam(key))).as(key).isCloseTo(0, within(1e-12));
            });
        }
    }

    /** Values are [in, units], the gradient laid out the other way round: 4 * 0.25 * w is added entry by entry. */
    @Test
    void theGradientMayBeLaidOutOtherwiseThanTheParameter() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Filters weights = ParameterFilter.weights()
                    .in(Nets.linear(type, new double[][] {{1, 2}, {3, 4}, {5, 6}}))
                    .get(0);
            for (char order : new char[] {'c', 'f'}) {
                INDArray gradient = Nd4j.zeros(type, 2, 3).addi(10).dup(order);
                new WeightDecay(LAMBDA).gradient(weights, gradient, 4);
                assertThat(gradient.castTo(DataType.DOUBLE).toDoubleMatrix())
                        .isDeepEqualTo(new double[][] {{11, 13, 15}, {12, 14, 16}});
                assertThat(weights.values().getDouble(1, 2)).isEqualTo(6);
            }
        }
    }

    @Test
    void agreesWithTheL2OfDl4jOnAWeight() {
        MultiLayerNetwork ours = Nets.layered(DataType.DOUBLE);
        MultiLayerNetwork theirs = Nets.layered(
                DataType.DOUBLE, Nets.base(DataType.DOUBLE, new Sgd(RATE)).l2(LAMBDA));
        theirs.setParams(ours.params());
        ours.addListeners(
                new RegularizerListener(new WeightDecay(LAMBDA), ParameterFilter.weights(), Cadence.EVERY_STEP));
        for (int i = 0; i < 3; i++) {
            step(ours, 4);
            step(theirs, 4);
        }
        assertThat(ours.params().distance2(theirs.params())).isCloseTo(0, within(1e-12));
    }

    @Test
    void decayedAndPlainNetworksDiffer() {
        MultiLayerNetwork plain = Nets.layered(DataType.FLOAT);
        MultiLayerNetwork decayed = Nets.layered(DataType.FLOAT);
        decayed.setParams(plain.params());
        decayed.addListeners(
                new RegularizerListener(new WeightDecay(LAMBDA), ParameterFilter.layer("features"), Cadence.ONCE));
        step(plain, 4);
        step(decayed, 4);
        assertThat(decayed.getParam("2_W")).isNotEqualTo(plain.getParam("2_W"));
        assertThat(decayed.getParam("0_W")).isEqualTo(plain.getParam("0_W"));
    }

    @Test
    void frozenLayersKeepTheirBits() {
        ComputationGraph graph = new TransferLearning.GraphBuilder(Nets.graph(DataType.FLOAT))
                .setFeatureExtractor("features")
                .build();
        Map<String, INDArray> before = copy(graph);
        graph.addListeners(
                new RegularizerListener(new WeightDecay(LAMBDA), ParameterFilter.all(), Cadence.EVERY_STEP),
                new RegularizerListener(new L2Normalization(), ParameterFilter.all(), Cadence.EVERY_STEP));
        step(graph, 4);
        before.forEach((key, value) -> {
            if (key.startsWith("classifier")) {
                assertThat(graph.getParam(key)).as(key).isNotEqualTo(value);
            } else {
                assertThat(graph.getParam(key)).as(key).isEqualTo(value);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void badStrengthIsRefused(double lambda) {
        assertThatThrownBy(() -> new WeightDecay(lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lambda = " + lambda)
                .hasMessageContaining(">= 0");
    }

    private static Map<String, INDArray> copy(Model model) {
        Map<String, INDArray> copy = new TreeMap<>();
        model.paramTable().forEach((key, value) -> copy.put(key, value.dup()));
        return copy;
    }

    private static void step(Model model, int size) {
        DataSet batch = Nets.batch(model.params().dataType(), size);
        if (model instanceof MultiLayerNetwork network) {
            network.fit(batch);
        } else {
            ((ComputationGraph) model).fit(batch);
        }
    }
}
