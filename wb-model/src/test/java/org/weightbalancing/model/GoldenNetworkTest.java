package org.weightbalancing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.weightbalancing.model.Closeness.assertClose;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The networks against PyTorch 1.13.1 from the same weights on the same batch. */
@DisplayName("networks against PyTorch")
class GoldenNetworkTest {

    private static final double FORWARD = 2e-5;
    private static final double TRAINED = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "mini_encoder_w4, FLOAT", "mini_encoder_w4, DOUBLE",
        "cifar_optA_w4_n1, FLOAT", "cifar_optA_w4_n1, DOUBLE",
        "cifar_optB_w4_n1, FLOAT", "cifar_optB_w4_n1, DOUBLE"
    })
    void evaluationEqualsPyTorch(String name, DataType type) {
        GoldenNetwork golden = GoldenNetwork.read(name);
        ComputationGraph network = network(golden, type);
        Map<String, INDArray> activations = network.feedForward(golden.images(type), false);
        golden.arrays("eval_0").forEach((layer, expected) -> {
            INDArray actual = activations.get(
                    switch (layer) {
                        case "stem" -> "stem-norm";
                        case "features" -> LayerNames.FEATURES;
                        default -> "stage" + layer.substring("layer".length()) + "-block1";
                    });
            INDArray channelsFirst = actual.rank() == 4 ? actual.permute(0, 3, 1, 2) : actual;
            assertClose(channelsFirst, expected, FORWARD, layer);
        });
        INDArray logits = Classifiers.logits(network, activations.get(LayerNames.FEATURES));
        assertClose(logits, golden.array("logits_eval_0"), FORWARD, "logits");
    }

    @ParameterizedTest
    @CsvSource({
        "mini_encoder_w4, FLOAT", "mini_encoder_w4, DOUBLE",
        "cifar_optA_w4_n1, FLOAT", "cifar_optA_w4_n1, DOUBLE",
        "cifar_optB_w4_n1, FLOAT", "cifar_optB_w4_n1, DOUBLE"
    })
    void threeStepsOfSgdEqualPyTorch(String name, DataType type) {
        GoldenNetwork golden = GoldenNetwork.read(name);
        ComputationGraph network = network(golden, type);
        DataSet batch = new DataSet(golden.images(type), golden.labels(type));
        PlainSgd sgd = new PlainSgd(network, 0.1, 0.9, 0.005);

        Map<String, INDArray> gradients = sgd.step(batch);
        assertThat(sgd.lastLoss()).isCloseTo(loss(golden, 0), offset(1e-5));
        assertAllClose(gradients, golden.arrays("grad_0"), TRAINED);
        assertAllClose(TorchArrays.of(network), golden.arrays("running_after_1"), FORWARD);
        assertAllClose(TorchArrays.of(network), golden.arrays("param_after_1"), FORWARD);
        for (int step = 1; step < 3; step++) {
            sgd.step(batch);
            assertThat(sgd.lastLoss()).isCloseTo(loss(golden, step), offset(1e-4));
        }
        assertAllClose(TorchArrays.of(network), golden.arrays("state3"), TRAINED);
        INDArray features = network.feedForward(batch.getFeatures(), false).get(LayerNames.FEATURES);
        assertClose(Classifiers.logits(network, features), golden.array("logits_eval_3"), TRAINED, "logits_eval_3");
    }

    private static double loss(GoldenNetwork golden, int step) {
        return golden.index().get("losses_of_steps").get(step).asDouble();
    }

    private static ComputationGraph network(GoldenNetwork golden, DataType type) {
        ComputationGraph network = ResNets.build(golden.spec(type), new LossMCXENT());
        TorchWeights.copy(golden.arrays("state0"), network);
        return network;
    }

    private static void assertAllClose(Map<String, INDArray> actual, Map<String, INDArray> expected, double tolerance) {
        assertThat(expected).isNotEmpty();
        expected.forEach((name, array) -> assertClose(actual.get(name), array, tolerance, name));
    }

    /** A network's parameters under PyTorch's names and shapes. */
    private static final class TorchArrays {
        static Map<String, INDArray> of(ComputationGraph network) {
            return named(network, network.paramTable());
        }

        static Map<String, INDArray> named(ComputationGraph network, Map<String, INDArray> table) {
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            TorchWeights.names(network).forEach((parameter, name) -> {
                INDArray array = table.get(parameter);
                arrays.put(
                        name,
                        name.equals("fc.weight")
                                ? array.transpose()
                                : array.rank() == 4 ? array : array.reshape(array.length()));
            });
            return arrays;
        }
    }

    /** PyTorch's SGD written out: v = m v + (g + wd w), w -= lr v, on every parameter but the running statistics. */
    private static final class PlainSgd {
        private final ComputationGraph network;
        private final double rate;
        private final double momentum;
        private final double decay;
        private final Map<String, INDArray> velocity = new HashMap<>();
        private double lastLoss;

        PlainSgd(ComputationGraph network, double rate, double momentum, double decay) {
            this.network = network;
            this.rate = rate;
            this.momentum = momentum;
            this.decay = decay;
        }

        double lastLoss() {
            return lastLoss;
        }

        /** Does one step and returns the mean gradients, without decay, under PyTorch's names. */
        Map<String, INDArray> step(DataSet batch) {
            network.setInputs(batch.getFeatures());
            network.setLabels(batch.getLabels());
            network.computeGradientAndScore();
            lastLoss = network.score();
            Gradient gradient = network.gradient();
            Map<String, INDArray> means = new LinkedHashMap<>();
            network.paramTable().forEach((name, weights) -> {
                INDArray mean = gradient.getGradientFor(name).div(batch.numExamples());
                means.put(name, mean.dup());
                if (!name.endsWith("_mean") && !name.endsWith("_var")) {
                    INDArray v = velocity.computeIfAbsent(name, k -> Nd4j.zerosLike(weights));
                    v.muli(momentum).addi(mean).addi(weights.mul(decay));
                    weights.subi(v.mul(rate));
                }
            });
            return TorchArrays.named(network, means);
        }
    }
}
