package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.train.Golden;

class LossGoldenTest {

    record Case(String name, ILossFunction loss, JsonNode input, JsonNode reference) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The losses of Cui et al. on softmax, sigmoids and with focus, for each beta and gamma. */
    static Stream<Case> classBalanced() {
        return Stream.of("cb_b8c10", "cb_b4c100").flatMap(file -> {
            JsonNode top = Golden.read("f2_losses/" + file + ".json");
            return cases(top)
                    .map(c -> new Case(
                            file + " " + c.get("id").asText(),
                            classBalanced(c, Golden.ints(top.get("counts"))),
                            top,
                            c.get("ref_f64")));
        });
    }

    static Stream<Case> others() {
        return Stream.of("other_b8c10", "other_b4c100").flatMap(file -> {
            JsonNode top = Golden.read("f2_losses/" + file + ".json");
            int[] counts = Golden.ints(top.get("counts"));
            return cases(top)
                    .filter(c -> c.has("ref_f64"))
                    .map(c -> new Case(
                            file + " " + c.get("id").asText(),
                            other(c, counts),
                            c.has("input") ? ((ObjectNode) top.deepCopy()).set("logits", c.get("input")) : top,
                            c.get("ref_f64")));
        });
    }

    static Stream<Case> extremes() {
        return cases(Golden.read("f2_losses/cb_extreme.json"))
                .filter(c -> c.has("exact_f64"))
                .map(c -> new Case(c.get("id").asText(), extremeLoss(c), c, c.get("exact_f64")));
    }

    @ParameterizedTest
    @MethodSource({"classBalanced", "others", "extremes"})
    void valueAndGradientInDouble(Case c) {
        compare(c, DataType.DOUBLE, 1e-9, 1e-14, 1e-7, 1e-12);
    }

    @ParameterizedTest
    @MethodSource({"classBalanced", "others", "extremes"})
    void valueAndGradientInFloat(Case c) {
        // The scale of 30 magnifies the rounding of the logits.
        boolean scaled = c.loss() instanceof LdamLoss;
        compare(c, DataType.FLOAT, 1e-5, scaled ? 1e-5 : 1e-6, 2e-5, scaled ? 1e-5 : 1e-7);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void smallGradientsOfConfidentExamplesKeepTheirRelativePrecision(Case c) {
        double[][] gradient = gradient(c, DataType.DOUBLE);
        double[][] expected = Golden.matrix(c.reference().get("grad"));
        for (int i = 0; i < expected.length; i++) {
            double largest = Arrays.stream(expected[i]).map(Math::abs).max().orElseThrow();
            // The reference itself rounds probabilities near 1, so a row whose numbers are all near 1e-16 says nothing.
            if (largest > 1e-13) {
                assertThat(gradient[i]).containsExactly(expected[i], within(1e-3 * largest));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other_b8c10", "other_b4c100"})
    void marginsOfTheCounts(String file) {
        JsonNode top = Golden.read("f2_losses/" + file + ".json");
        JsonNode expected = cases(top)
                .filter(c -> c.get("id").asText().equals("ldam_margins"))
                .findFirst()
                .orElseThrow();
        assertThat(LdamLoss.margins(Golden.ints(top.get("counts")), 0.5))
                .containsExactly(Golden.doubles(expected.get("margins")), within(1e-14));
    }

    private static void compare(Case c, DataType type, double rel, double abs, double gradientRel, double gradientAbs) {
        double[][] logits = Golden.matrix(c.input().get("logits"));
        int[] labels = Golden.ints(c.input().get("labels"));
        double expected = c.reference().get("loss").asDouble();
        assertThat(LossCase.mean(c.loss(), logits, labels, type)).isCloseTo(expected, within(rel * expected + abs));

        double[][] expectedGradient = Golden.matrix(c.reference().get("grad"));
        double largest = Arrays.stream(expectedGradient)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        double[][] gradient = gradient(c, type);
        for (int i = 0; i < labels.length; i++) {
            assertThat(gradient[i]).containsExactly(expectedGradient[i], within(gradientRel * largest + gradientAbs));
        }
    }

    /** The reference is the gradient of the mean, the loss gives that of each example. */
    private static double[][] gradient(Case c, DataType type) {
        int[] labels = Golden.ints(c.input().get("labels"));
        double[][] gradient =
                LossCase.gradient(c.loss(), Golden.matrix(c.input().get("logits")), labels, type);
        return Arrays.stream(gradient)
                .map(row -> Arrays.stream(row).map(g -> g / labels.length).toArray())
                .toArray(double[][]::new);
    }

    private static ILossFunction extremeLoss(JsonNode c) {
        return c.get("loss_type").asText().equals("ce")
                ? new CrossEntropy()
                : classBalanced(c, Golden.ints(c.get("counts")));
    }

    private static ILossFunction classBalanced(JsonNode c, int[] counts) {
        double beta = c.get("beta").asDouble();
        return switch (c.get("loss_type").asText()) {
            case "softmax" -> new ClassBalancedSoftmaxBce(counts, beta);
            case "sigmoid" -> new ClassBalancedSigmoid(counts, beta);
            case "focal" -> new ClassBalancedFocal(counts, beta, c.get("gamma").asDouble());
            default -> throw new IllegalArgumentException("no such loss: " + c);
        };
    }

    private static ILossFunction other(JsonNode c, int[] counts) {
        double[] weights = ClassWeights.effectiveNumber(counts, 0.9999);
        return switch (c.get("id").asText()) {
            case "ce" -> new CrossEntropy();
            case "ce_cbweights_bmean" -> new ClassBalancedCrossEntropy(counts, 0.9999);
            case "ce_cbweights_wmean" -> new WeightedCrossEntropy(weights, Reduction.WEIGHTED_MEAN);
            case "ldam", "ldam_cosine_input" -> new LdamLoss(counts, 0.5, 30);
            case "ldam_drw" -> new LdamLoss(LdamLoss.margins(counts, 0.5), 30, weights, Reduction.WEIGHTED_MEAN);
            case "balanced_softmax" -> new BalancedSoftmaxLoss(counts);
            case "softmax_focal_cbweights_g1.0" -> new FocalLoss(1, weights);
            default ->
                c.has("tau")
                        ? new LogitAdjustedLoss(counts, c.get("tau").asDouble())
                        : new FocalLoss(c.get("gamma").asDouble());
        };
    }

    private static Stream<JsonNode> cases(JsonNode top) {
        return StreamSupport.stream(top.get("cases").spliterator(), false);
    }
}
