package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares with the published code: accuracies to 1e-12, predictions exactly. */
class MetricsGoldenTest {

    @Test
    void groupAndClassAccuracies() {
        List<JsonNode> cases = ofKind("shot");
        assertThat(cases).hasSize(9);
        assertThat(cases.stream().filter(golden -> !golden.get("acc_avg_class").isNumber()))
                .as("a class that is predicted but never occurs")
                .hasSize(1);
        for (JsonNode golden : cases) {
            String id = golden.get("id").asText();
            LongTailReport report = evaluate(LongTailEvaluator.standard(), golden);
            assertGroups(id, report, golden);
            assertThat(report.accuracy()).as(id).isCloseTo(golden.get("acc_all").asDouble(), within(1e-12));
            double[] present = Arrays.stream(report.classAccuracies())
                    .filter(accuracy -> !Double.isNaN(accuracy))
                    .toArray();
            assertThat(present).as(id).containsExactly(doubles(golden.get("class_acc_in_label_order")), within(1e-12));
            assertThat(report.groupSizes())
                    .as(id)
                    .containsEntry(Shot.MANY, golden.get("n_many").asInt())
                    .containsEntry(Shot.MEDIUM, golden.get("n_medium").asInt())
                    .containsEntry(Shot.FEW, golden.get("n_few").asInt());
            // The published mean is NaN when a class is predicted that never occurs; ours is over the classes present.
            double mean = golden.get("acc_avg_class").isNumber()
                    ? golden.get("acc_avg_class").asDouble()
                    : Arrays.stream(present).average().orElseThrow();
            assertThat(report.meanClassAccuracy()).as(id).isCloseTo(mean, within(1e-12));
            assertConfusion(id, golden);
        }
    }

    @Test
    void otherBounds() {
        int compared = 0;
        for (JsonNode golden : ofKind("shot")) {
            for (JsonNode other : golden.path("other_thresholds")) {
                ShotGroups groups = new ShotGroups(
                        other.get("many_gt").asInt(), other.get("few_lt").asInt());
                assertGroups(groups.toString(), evaluate(new LongTailEvaluator(groups), golden), other);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(4);
    }

    @Test
    void flipAveraging() {
        List<JsonNode> cases = ofKind("flip");
        assertThat(cases).hasSize(2);
        for (JsonNode golden : cases) {
            INDArray plain = matrix(golden.get("logits"));
            INDArray mean = Logits.flipAveraged(plain, matrix(golden.get("logits_flipped")));
            assertThat(mean.distance2(matrix(golden.get("logits_mean")))).isCloseTo(0, within(1e-12));
            assertThat(Logits.argmax(plain)).containsExactly(ints(golden.get("pred_plain")));
            assertThat(Logits.argmax(mean)).containsExactly(ints(golden.get("pred_mean")));
            int[] labels = ints(golden.get("labels"));
            assertThat((double) Logits.topKCorrect(mean, labels, 1) / labels.length)
                    .isCloseTo(golden.get("acc_mean").asDouble(), within(1e-12));
            assertScores(golden, "logits", "pred_plain", "acc_plain");
            assertScores(golden, "logits_mean", "pred_mean", "acc_mean");
        }
    }

    @Test
    void printedAccuraciesWithAndWithoutFlip() {
        JsonNode golden = ofKind("print_accuracy").get(0);
        double[][] plain = logits(golden, false);
        double[][] mirrored = logits(golden, true);
        assertPrinted(golden, Nd4j.create(plain), "without_flip");
        assertThat(evaluate(golden, plain).classAccuracies())
                .containsExactly(doubles(golden.get("per_class_acc_without_flip")), within(1e-12));
        assertPrinted(golden, Logits.flipAveraged(Nd4j.create(plain), Nd4j.create(mirrored)), "with_flip");
    }

    @Test
    void tiesGoToTheLowestClass() {
        JsonNode golden = ofKind("ties").get(0);
        assertThat(Logits.argmax(matrix(golden.get("logits")))).containsExactly(ints(golden.get("argmax")));
        int[] argmax = ints(golden.get("argmax"));
        assertThat(predicted(ItemScores.of(rows(golden.get("logits")), argmax))).containsExactly(argmax);
    }

    /** The logits themselves give the predictions and accuracy that were published for them. */
    private static void assertScores(JsonNode golden, String logits, String predicted, String accuracy) {
        double[][] rows = rows(golden.get(logits));
        ItemScores scores = ItemScores.of(rows, ints(golden.get("labels")));
        assertThat(predicted(scores)).containsExactly(ints(golden.get(predicted)));
        LongTailReport report = LongTailEvaluator.standard().evaluate(scores, new int[rows[0].length]);
        assertThat(report.accuracy()).isCloseTo(golden.get(accuracy).asDouble(), within(1e-12));
    }

    private static int[] predicted(ItemScores scores) {
        return IntStream.range(0, scores.items()).map(scores::predicted).toArray();
    }

    private static LongTailReport evaluate(JsonNode golden, double[][] logits) {
        return LongTailEvaluator.standard()
                .evaluate(ItemScores.of(logits, ints(golden.get("labels"))), ints(golden.get("train_counts")));
    }

    private static void assertPrinted(JsonNode golden, INDArray logits, String key) {
        LongTailReport report = LongTailEvaluator.standard()
                .evaluate(ints(golden.get("labels")), Logits.argmax(logits), ints(golden.get("train_counts")));
        JsonNode printed = golden.at("/printed/" + key);
        assertThat("acc avgClass:  " + ReportText.percent(report.meanClassAccuracy()) + "%")
                .isEqualTo(printed.get(0).asText());
        assertThat(String.format(
                        Locale.ROOT,
                        "Many: %s%% Medium: %s%% Few: %s%%",
                        ReportText.percent(report.many()),
                        ReportText.percent(report.medium()),
                        ReportText.percent(report.few())))
                .isEqualTo(printed.get(1).asText());
    }

    /** The linear model of the case on its images, each row of pixels reversed if mirrored. */
    private static double[][] logits(JsonNode golden, boolean mirrored) {
        JsonNode images = golden.get("images");
        return IntStream.range(0, images.size())
                .mapToObj(i -> {
                    double[] pixels = StreamSupport.stream(images.get(i).spliterator(), false)
                            .flatMap(channel -> StreamSupport.stream(channel.spliterator(), false))
                            .flatMapToDouble(row -> IntStream.range(0, row.size())
                                    .mapToDouble(x -> row.get(mirrored ? row.size() - 1 - x : x)
                                            .asDouble()))
                            .toArray();
                    return StreamSupport.stream(golden.get("W_flat").spliterator(), false)
                            .mapToDouble(w -> IntStream.range(0, pixels.length)
                                    .mapToDouble(p -> w.get(p).asDouble() * pixels[p])
                                    .sum())
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    private static LongTailReport evaluate(LongTailEvaluator evaluator, JsonNode golden) {
        return evaluator.evaluate(
                ints(golden.get("labels")), ints(golden.get("preds")), ints(golden.get("train_counts")));
    }

    private static void assertGroups(String id, LongTailReport report, JsonNode golden) {
        for (Shot shot : Shot.values()) {
            String name = shot.name().toLowerCase(Locale.ROOT);
            double actual = Metric.named(name).applyAsDouble(report);
            if (report.groupSizes().get(shot) == 0) {
                assertThat(golden.get(name).asDouble())
                        .as("the published 0 for nothing")
                        .isZero();
                assertThat(actual).as(id + " " + name).isNaN();
            } else {
                assertThat(actual)
                        .as(id + " " + name)
                        .isCloseTo(golden.get(name).asDouble(), within(1e-12));
            }
        }
    }

    /** The golden matrix has the classes that occur in labels or predictions only. */
    private static void assertConfusion(String id, JsonNode golden) {
        if (!golden.get("confusion").isArray()) {
            return;
        }
        int[] labels = ints(golden.get("labels"));
        int[] preds = ints(golden.get("preds"));
        ConfusionMatrix matrix =
                ConfusionMatrix.of(labels, preds, golden.get("train_counts").size());
        int[] classes = IntStream.concat(IntStream.of(labels), IntStream.of(preds))
                .distinct()
                .sorted()
                .toArray();
        assertThat(classes).as(id).hasSize(golden.get("confusion_size").asInt());
        for (int truth = 0; truth < classes.length; truth++) {
            for (int predicted = 0; predicted < classes.length; predicted++) {
                assertThat(matrix.count(classes[truth], classes[predicted]))
                        .as("%s [%d][%d]", id, truth, predicted)
                        .isEqualTo(golden.get("confusion")
                                .get(truth)
                                .get(predicted)
                                .asLong());
            }
        }
    }

    private static List<JsonNode> ofKind(String kind) {
        try (InputStream in = MetricsGoldenTest.class.getResourceAsStream("/golden/metrics.json")) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            return StreamSupport.stream(cases.spliterator(), false)
                    .filter(golden -> golden.get("kind").asText().equals(kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] ints(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static double[] doubles(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static INDArray matrix(JsonNode node) {
        return Nd4j.create(rows(node));
    }

    private static double[][] rows(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(MetricsGoldenTest::doubles)
                .toArray(double[][]::new);
    }
}
