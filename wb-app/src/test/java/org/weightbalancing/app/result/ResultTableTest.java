package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.eval.ShotGroups;
import org.weightbalancing.model.geometry.FeatureGeometry;

class ResultTableTest {

    private static final int[] COUNTS = {500, 50, 5};
    private static final int[] TRUTH = {0, 0, 1, 1, 2, 2};

    private static Results results(Optional<Measured> flipped, int... counts) {
        return results(Optional.of("selected-on-test"), flipped, counts);
    }

    private static Results results(Optional<String> stamp, Optional<Measured> flipped, int... counts) {
        return results(stamp, flipped, 0.5, counts);
    }

    private static Results results(
            Optional<String> stamp, Optional<Measured> flipped, double temperature, int... counts) {
        return new Results(
                List.of("a", "b", "c"),
                java.util.Arrays.stream(counts).boxed().toList(),
                List.of(0, 0, 1, 1, 2, 2),
                ShotGroups.standard(),
                List.of(new MethodResult(
                        "naive",
                        measured(counts, 0, 0, 1, 0, 0, 0),
                        flipped,
                        new TemperatureScaled(
                                temperature,
                                false,
                                TemperatureScaled.FittedOn.TEST_HALVES,
                                measured(counts, 0, 0, 1, 0, 0, 0)),
                        FeatureGeometry.of(Nd4j.eye(6), TRUTH, 3),
                        List.of(2.0, 1.0, 0.25),
                        List.of(0, 0, 1, 0, 0, 0),
                        stamp,
                        Selection.TEST)));
    }

    /** Logits of log 8 for the predicted class and 0 for the two others: it has probability 0.8, they 0.1 each. */
    private static Measured measured(int[] counts, int... predicted) {
        float[] logits = new float[3 * predicted.length];
        for (int i = 0; i < predicted.length; i++) {
            logits[3 * i + predicted[i]] = (float) Math.log(8);
        }
        INDArray rows = Nd4j.createFromArray(logits).reshape(predicted.length, 3);
        return new Measuring(TRUTH, counts, ShotGroups.standard(), 7).of(rows);
    }

    // Class accuracies 1, 1/2, 0; three of six images right. F1 is 2*2/(5+2), 2*1/(1+2) and 0. Right ones have loss
    // -log 0.8,
    // wrong ones -log 0.1, in the mean 1.263; confidence is 0.8 where accuracy is 0.5. The interval is what 1,000
    // resamples of
    // six images give: 1/6 to 5/6.
    @Test
    void accuraciesAreInPercentWithTheStampBesideThem() {
        assertThat(ResultTable.text(results(Optional.empty(), COUNTS)).lines())
                .containsExactly(
                        "         accuracy on test, %            classifier norm",
                        "method     many  medium    few    all      head    tail",
                        "naive     100.0   50.0    0.0   50.0     2.0000  0.2500  selected-on-test",
                        "1 many-shot classes (more than 100 training images), 1 medium-shot, 1 few-shot (fewer than 20)",
                        "",
                        "              all, 95 % interval   worst   macro   top 5    probabilities         with temperature",
                        "method                              10 %      F1              NLL     ECE       T      NLL     ECE",
                        "naive     50.0  [  16.7,   83.3]     0.0    41.3   100.0    1.263    30.0   0.500    1.263    30.0  selected-on-test",
                        "1000 bootstrap resamples of the test images; percent but for NLL (nats); temperatures fitted on "
                                + "the other half of the test images");
    }

    /** What has eight characters had the column for itself. */
    @Test
    void longNumbersDoNotTouch() {
        List<String> lines = ResultTable.text(results(Optional.empty(), Optional.empty(), 10_000, COUNTS))
                .lines()
                .toList();
        assertThat(lines.subList(5, 8))
                .containsExactly(
                        "              all, 95 % interval   worst   macro   top 5    probabilities          with temperature",
                        "method                              10 %      F1              NLL     ECE        T      NLL     ECE",
                        "naive     50.0  [  16.7,   83.3]     0.0    41.3   100.0    1.263    30.0 1.00e+04    1.263    30.0"
                                + "  temperature selected-on-test");
        assertThat(ResultTable.text(results(Optional.empty(), Optional.empty(), 1e-4, COUNTS)))
                .contains("  30.0 0.000100  ");
    }

    @Test
    void anEmptyGroupIsNotAvailableRatherThanZero() {
        String text = ResultTable.text(results(Optional.empty(), 500, 400, 300));
        assertThat(text).contains("    n/a    n/a");
        assertThat(ResultFiles.summary(results(Optional.empty(), 500, 400, 300)).lines())
                .anySatisfy(line -> assertThat(line).startsWith("naive,plain,0.500000,,,0.500000,0.500000,"))
                .anySatisfy(line -> assertThat(line).endsWith(",,selected-on-test"));
        assertThat(ResultJson.text(results(Optional.empty(), 500, 400, 300), List.of()))
                .contains("\"few\" : null");
    }

    @Test
    void flipAveragingStandsBesideThePlainNumbers() {
        Measured flipped = measured(COUNTS, 0, 0, 1, 1, 2, 2);
        String line = ResultTable.text(results(Optional.of(flipped), COUNTS))
                .lines()
                .toList()
                .get(2);
        assertThat(line).startsWith("naive     100.0   50.0    0.0   50.0    100.0  100.0  100.0  100.0");
    }

    @Test
    void aTemperatureFittedOnTestImagesIsStampedForItself() {
        List<String> lines = ResultTable.text(results(Optional.empty(), Optional.empty(), COUNTS))
                .lines()
                .toList();
        assertThat(lines.get(2)).startsWith("naive").doesNotContain("selected-on-test");
        assertThat(lines.get(7)).startsWith("naive").endsWith("  temperature selected-on-test");
        assertThat(ResultFiles.summary(results(Optional.empty(), Optional.empty(), COUNTS))
                        .lines())
                .filteredOn(line -> line.endsWith("selected-on-test"))
                .singleElement()
                .asString()
                .contains(",0.500000,selected-on-test");
    }
}
