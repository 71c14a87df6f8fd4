package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.model.geometry.FeatureGeometry;

class ResultJsonTest {

    private static final int[] TRUTH = {0, 0, 1, 1};
    private static final int[] COUNTS = {500, 50, 5};

    private JsonNode method;

    /** Of three classes, the last has no test item; predicted are 0, 1, 1, 1, each with probability 0.8. */
    @BeforeEach
    void write() throws JsonProcessingException {
        INDArray logits = Nd4j.zeros(4, 3);
        int[] predicted = {0, 1, 1, 1};
        for (int i = 0; i < 4; i++) {
            logits.putScalar(i, predicted[i], Math.log(8));
        }
        Measured measured = new Measuring(TRUTH, COUNTS, ShotGroups.standard(), 1).of(logits);
        MethodResult result = new MethodResult(
                "method",
                measured,
                Optional.empty(),
                new TemperatureScaled(1e-4, true, TemperatureScaled.FittedOn.VALIDATION, measured),
                FeatureGeometry.of(logits, TRUTH, 3),
                List.of(1.0, 2.0, Double.NaN),
                List.of(0, 1, 1, 1),
                Optional.empty(),
                Selection.VALIDATION);
        Results results = new Results(
                List.of("a", "b", "c"),
                List.of(500, 50, 5),
                List.of(0, 0, 1, 1),
                ShotGroups.standard(),
                List.of(result));
        JsonNode root = new ObjectMapper().readTree(ResultJson.text(results, List.of(new Sample(2, 1))));
        assertThat(root.path("class-names").get(2).asText()).isEqualTo("c");
        assertThat(root.path("samples").get(0).toString())
                .isEqualTo("{\"image\":2,\"class\":1,\"file\":\"samples/2.png\"}");
        method = root.path("methods").get(0);
    }

    // Class 0: one of two right, predicted once. Class 1: two of two, predicted three times.
    @Test
    void classesHaveAccuracyPrecisionAndF1() {
        JsonNode plain = method.path("plain");
        assertThat(plain.path("class-accuracies").toString()).isEqualTo("[0.5,1.0,null]");
        assertThat(plain.path("class-precisions").get(0).asDouble()).isEqualTo(1);
        assertThat(plain.path("class-precisions").get(1).asDouble()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(plain.path("class-precisions").get(2).isNull()).isTrue();
        assertThat(plain.path("class-f1").get(0).asDouble()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(plain.path("class-f1").get(1).asDouble()).isCloseTo(0.8, within(1e-12));
        // (0.8 + 3 * 0.1) / 4
        assertThat(plain.path("marginal-likelihoods").get(0).asDouble()).isCloseTo(0.275, within(1e-7));
    }

    // All four items have confidence 0.8, which lies in the twelfth of fifteen bins, (11/15, 12/15].
    @Test
    void theReliabilityDiagramHasFifteenBins() {
        JsonNode bins = method.path("plain").path("reliability");
        assertThat(bins).hasSize(15);
        JsonNode twelfth = bins.get(11);
        assertThat(twelfth.path("lower").asDouble()).isCloseTo(11.0 / 15, within(1e-12));
        assertThat(twelfth.path("upper").asDouble()).isCloseTo(12.0 / 15, within(1e-12));
        assertThat(twelfth.path("items").asInt() + bins.get(12).path("items").asInt())
                .as("0.8 in single precision may lie on either side of 12/15")
                .isEqualTo(4);
        assertThat(bins.get(0).path("accuracy").isNull()).isTrue();
    }

    @Test
    void whatIsUndefinedIsNull() {
        assertThat(method.path("plain").path("few").isNull()).isTrue();
        assertThat(method.path("classifier-norms").toString()).isEqualTo("[1.0,2.0,null]");
        assertThat(method.path("plain")
                        .path("intervals")
                        .path("few")
                        .path("lower")
                        .isNull())
                .isTrue();
        JsonNode interval = method.path("plain").path("intervals").path("accuracy");
        assertThat(interval.path("lower").asDouble()).isLessThan(0.75);
        assertThat(interval.path("upper").asDouble()).isEqualTo(1);
    }

    @Test
    void aTemperatureAtTheBoundIsMarked() {
        assertThat(method.path("temperature-at-bound").asBoolean()).isTrue();
        assertThat(method.path("temperature-fitted-on").asText()).isEqualTo("validation");
        assertThat(method.path("selected-on").asText()).isEqualTo("validation");
        assertThat(method.has("flip-averaged")).isFalse();
    }
}
