package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Compares with the published code: relative tolerance 1e-12 of the largest entry in double, 1e-5 in float. */
class RegularizersGoldenTest {

    private static final List<JsonNode> CASES = Golden.cases("regularizers.json");
    private static final Map<String, JsonNode> INPUTS = ofKind("input").stream()
            .collect(Collectors.toMap(input -> input.get("id").asText(), Function.identity()));

    @ParameterizedTest
    @CsvSource({"DOUBLE, 1e-12", "FLOAT, 1e-5"})
    void normsAreThoseOfThePublishedCode(DataType type, double tolerance) {
        assertThat(INPUTS).hasSize(3);
        for (JsonNode input : INPUTS.values()) {
            Filters weights = weights(network(type, input));
            for (Norm norm : List.of(Norm.L1, Norm.L2, Norm.LINF)) {
                double[] expected = Golden.vector(input.get(norm.toString().toLowerCase(Locale.ROOT)));
                assertClose(input, weights.norms(norm), expected, tolerance);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE, 1e-12", "FLOAT, 1e-5"})
    void tauNormalizationIsThePublishedNormalizer(DataType type, double tolerance) {
        List<JsonNode> cases = ofKind("normalizer");
        assertThat(cases).hasSize(27);
        for (JsonNode golden : cases) {
            MultiLayerNetwork network =
                    network(type, INPUTS.get(golden.get("input").asText()));
            double[] bias = bias(network);
            Regularizer rule = new TauNormalization(golden.get("tau").asDouble(), BiasPolicy.KEEP, norm(golden));
            for (String after : List.of("after1", "after2")) {
                Regularizers.apply(network, ParameterFilter.all(), rule);
                assertWeights(golden, network, golden.get(after), tolerance);
            }
            assertThat(bias(network)).containsExactly(bias);
        }
    }

    /** Only tau = 1: the other exponents of the published constraint compare a power of a norm with a norm. */
    @ParameterizedTest
    @CsvSource({"DOUBLE, 1e-12", "FLOAT, 1e-5"})
    void maxNormIsThePublishedProjection(DataType type, double tolerance) {
        List<JsonNode> cases = ofKind("maxnorm").stream()
                .filter(golden -> golden.get("tau").asDouble() == 1)
                .toList();
        assertThat(cases).hasSize(27);
        for (JsonNode golden : cases) {
            MultiLayerNetwork network =
                    network(type, INPUTS.get(golden.get("input").asText()));
            double[] bias = bias(network);
            Filters weights = weights(network);
            MaxNorm rule = MaxNorm.fraction(golden.get("thresh").asDouble()).withNorm(norm(golden));
            rule.begin(weights);
            int[] over = over(weights.norms(norm(golden)), rule.radii().get("classifier/W"));
            assertThat(over).as(golden.get("id").asText()).isEqualTo(ints(golden.get("rows_over")));
            rule.project(weights);
            assertThat(rule.radii().get("classifier/W"))
                    .isCloseTo(golden.get("weight_threshold").asDouble(), within(tolerance * 10));
            assertThat(rule.activity().get(0).projected()).isEqualTo(over.length);
            assertWeights(golden, network, golden.get("after1"), tolerance);
            assertThat(golden.get("after3_equals_after1").asBoolean()).isTrue();
            rule.project(weights);
            rule.project(weights);
            assertWeights(golden, network, golden.get("after1"), tolerance);
            assertThat(bias(network)).containsExactly(bias);
        }
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE, 1e-12", "FLOAT, 1e-5"})
    void radiusStaysWhenWeightsGrow(DataType type, double tolerance) {
        JsonNode golden = ofKind("maxnorm_grow").get(0);
        MultiLayerNetwork network = network(type, golden);
        MaxNorm rule = MaxNorm.fraction(golden.get("thresh").asDouble());
        rule.begin(weights(network));
        int call = 0;
        for (JsonNode after : golden.get("after_each")) {
            if (call++ > 0) {
                weights(network)
                        .values()
                        .muli(golden.get("factor_before_calls_2_to_4").asDouble());
            }
            rule.project(weights(network));
            assertWeights(golden, network, after, tolerance);
        }
        assertThat(call).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void edgesAreThoseOfThePublishedCodeOrSafer(DataType type) {
        List<JsonNode> edges = ofKind("edge");
        assertThat(edges).hasSize(9);
        for (JsonNode edge : edges) {
            MultiLayerNetwork network = Nets.linear(type, Golden.matrix(edge.get("weights")));
            if (edge.has("thresh")) {
                assertMaxNormEdge(edge, network);
            } else {
                assertNormalizedEdge(edge, network);
            }
        }
    }

    private static void assertMaxNormEdge(JsonNode edge, MultiLayerNetwork network) {
        MaxNorm rule = MaxNorm.fraction(edge.get("thresh").asDouble());
        if (edge.has("seed_raises")) {
            // One class: the published projection fails. The radius is the norm itself, so nothing moves.
            Regularizers.apply(network, ParameterFilter.weights(), rule);
            assertWeights(edge, network, edge.get("weights"), 0);
            return;
        }
        rule.project(weights(network));
        assertThat(rule.radii())
                .containsEntry("classifier/W", edge.at("/result/thresholds/0").asDouble());
        assertWeights(edge, network, edge.at("/result/after/0"), 1e-7);
    }

    private static void assertNormalizedEdge(JsonNode edge, MultiLayerNetwork network) {
        Regularizers.apply(
                network,
                ParameterFilter.weights(),
                new TauNormalization(edge.get("tau").asDouble()));
        double[][] expected = Golden.matrix(edge.get("result"));
        for (double[] row : expected) {
            if (Double.isNaN(row[0])) {
                Arrays.fill(row, 0);
            }
        }
        Golden.assertClose(edge.get("id").asText(), actual(network), expected, 1e-7, 0);
    }

    @Test
    void everyKindOfCaseIsUsed() {
        assertThat(CASES.stream().map(golden -> golden.get("kind").asText()).distinct())
                .containsExactlyInAnyOrder("input", "normalizer", "maxnorm", "maxnorm_grow", "edge");
    }

    private static List<JsonNode> ofKind(String kind) {
        return CASES.stream()
                .filter(golden -> golden.get("kind").asText().equals(kind))
                .toList();
    }

    private static MultiLayerNetwork network(DataType type, JsonNode input) {
        MultiLayerNetwork network = Nets.linear(type, Golden.matrix(input.get("weights")));
        network.getLayer("classifier").getParam("b").assign(Nd4j.create(new double[][] {Golden.vector(input.get("bias"))
        }));
        return network;
    }

    private static Filters weights(MultiLayerNetwork network) {
        return ParameterFilter.weights().in(network).get(0);
    }

    private static Norm norm(JsonNode golden) {
        return Norm.of(
                golden.get("lp").asText().equals("inf")
                        ? Double.POSITIVE_INFINITY
                        : golden.get("lp").asDouble());
    }

    private static double[][] actual(MultiLayerNetwork network) {
        return Nets.classifier(network.getLayer("classifier").getParam("W"));
    }

    private static double[] bias(MultiLayerNetwork network) {
        return network.getLayer("classifier").getParam("b").dup().toDoubleVector();
    }

    private static int[] over(double[] norms, double radius) {
        return IntStream.range(0, norms.length)
                .filter(row -> norms[row] > radius)
                .toArray();
    }

    private static int[] ints(JsonNode node) {
        return IntStream.range(0, node.size()).map(i -> node.get(i).asInt()).toArray();
    }

    private static void assertWeights(JsonNode golden, MultiLayerNetwork network, JsonNode expected, double tolerance) {
        Golden.assertClose(golden.get("id").asText(), actual(network), Golden.matrix(expected), tolerance, 0);
    }

    private static void assertClose(JsonNode golden, double[] actual, double[] expected, double tolerance) {
        Golden.assertClose(golden.get("id").asText(), new double[][] {actual}, new double[][] {expected}, tolerance, 0);
    }
}
