package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<Case> softmaxBce() {
        return Stream.of("cb_b8c10", "cb_b4c100").flatMap(file -> {
            JsonNode top = Golden.read("f2_losses/" + file + ".json");
            return cases(top)
                    .filter(c -> c.get("loss_type").asText().equals("softmax"))
                    .map(c -> new Case(
                            file + " " + c.get("id").asText(),
                            new ClassBalancedSoftmaxBce(
                                    Golden.ints(top.get("counts")),
                                    c.get("beta").asDouble()),
                            top,
                            c.get("ref_f64")));
        });
    }

    static Stream<Case> crossEntropies() {
        return Stream.of("other_b8c10", "other_b4c100").flatMap(file -> {
            JsonNode top = Golden.read("f2_losses/" + file + ".json");
            int[] counts = Golden.ints(top.get("counts"));
            return Stream.of(
                    new Case(file + " ce", new CrossEntropy(), top, reference(top, "ce")),
                    new Case(
                            file + " ce_cbweights_bmean",
                            new ClassBalancedCrossEntropy(counts, 0.9999),
                            top,
                            reference(top, "ce_cbweights_bmean")));
        });
    }

    static Stream<Case> extremes() {
        return cases(Golden.read("f2_losses/cb_extreme.json"))
                .filter(c -> c.has("exact_f64"))
                .filter(c -> c.get("loss_type").asText().matches("softmax|ce"))
                .map(c -> new Case(c.get("id").asText(), extremeLoss(c), c, c.get("exact_f64")));
    }

    @ParameterizedTest
    @MethodSource({"softmaxBce", "crossEntropies", "extremes"})
    void valueAndGradientInDouble(Case c) {
        compare(c, DataType.DOUBLE, 1e-9, 1e-14, 1e-7, 1e-12);
    }

    @ParameterizedTest
    @MethodSource({"softmaxBce", "crossEntropies", "extremes"})
    void valueAndGradientInFloat(Case c) {
        compare(c, DataType.FLOAT, 1e-5, 1e-6, 2e-5, 1e-7);
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
                : new ClassBalancedSoftmaxBce(
                        Golden.ints(c.get("counts")), c.get("beta").asDouble());
    }

    private static JsonNode reference(JsonNode top, String id) {
        return cases(top)
                .filter(c -> c.get("id").asText().equals(id))
                .findFirst()
                .orElseThrow()
                .get("ref_f64");
    }

    private static Stream<JsonNode> cases(JsonNode top) {
        return StreamSupport.stream(top.get("cases").spliterator(), false);
    }
}
