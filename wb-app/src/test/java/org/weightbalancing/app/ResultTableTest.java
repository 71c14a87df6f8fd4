package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightbalancing.eval.LongTailEvaluator;
import org.weightbalancing.eval.LongTailReport;
import org.weightbalancing.eval.ShotGroups;

class ResultTableTest {

    private static final int[] COUNTS = {500, 50, 5};
    private static final int[] TRUTH = {0, 0, 1, 1, 2, 2};

    private static Results results(Optional<LongTailReport> flipped, int... counts) {
        LongTailReport plain = report(new int[] {0, 0, 1, 0, 0, 0}, counts);
        return new Results(
                List.of("a", "b", "c"),
                java.util.Arrays.stream(counts).boxed().toList(),
                List.of(0, 0, 1, 1, 2, 2),
                ShotGroups.standard(),
                List.of(new MethodResult(
                        "naive",
                        plain,
                        flipped,
                        List.of(2.0, 1.0, 0.25),
                        List.of(0, 0, 1, 0, 0, 0),
                        Optional.of("selected-on-test"))));
    }

    private static LongTailReport report(int[] predicted, int[] counts) {
        return LongTailEvaluator.standard().evaluate(TRUTH, predicted, counts);
    }

    // Class accuracies 1, 1/2, 0; three of six images right.
    @Test
    void accuraciesAreInPercentWithTheStampBesideThem() {
        assertThat(ResultTable.text(results(Optional.empty(), COUNTS)).lines())
                .containsExactly(
                        "         accuracy on test, %            classifier norm",
                        "method     many  medium    few    all      head    tail",
                        "naive     100.0   50.0    0.0   50.0     2.0000  0.2500  selected-on-test",
                        "1 many-shot classes (more than 100 training images), 1 medium-shot, 1 few-shot (fewer than 20)");
    }

    @Test
    void anEmptyGroupIsNotAvailableRatherThanZero() {
        String text = ResultTable.text(results(Optional.empty(), 500, 400, 300));
        assertThat(text).contains("    n/a    n/a");
        assertThat(ResultFiles.summary(results(Optional.empty(), 500, 400, 300)).lines())
                .contains("naive,plain,0.500000,,,0.500000,0.500000,selected-on-test");
        assertThat(ResultFiles.json(results(Optional.empty(), 500, 400, 300))).contains("\"few\" : null");
    }

    @Test
    void flipAveragingStandsBesideThePlainNumbers() {
        LongTailReport flipped = report(new int[] {0, 0, 1, 1, 2, 2}, COUNTS);
        String line = ResultTable.text(results(Optional.of(flipped), COUNTS))
                .lines()
                .toList()
                .get(2);
        assertThat(line).startsWith("naive     100.0   50.0    0.0   50.0    100.0  100.0  100.0  100.0");
    }
}
