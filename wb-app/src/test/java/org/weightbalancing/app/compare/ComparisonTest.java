package org.weightbalancing.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.result.Accuracies;
import org.weightbalancing.app.result.ComparedRun;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.text.TableFormat;
import org.weightbalancing.eval.Metric;

/** The table of runs that are compared. */
final class ComparisonTest {

    private static ComparedRun.Method method(String name, Optional<List<Double>> flipped, String stamp) {
        return new ComparedRun.Method(
                name,
                Accuracies.accuracies(List.of(0.5, Double.NaN, 0.25, 1.0)),
                flipped.map(Accuracies::accuracies),
                "validation",
                stamp.isEmpty() ? Optional.empty() : Optional.of(stamp));
    }

    private static String table(List<ComparedRun> runs) {
        return text(runs.stream().map(ComparedRuns::single).toList());
    }

    private static String text(List<ComparedRuns> runs) {
        return Comparison.of(runs, Comparison.METRICS, TableFormat.TEXT);
    }

    @Test
    void runsStandBelowOneAnother() {
        String text = table(List.of(
                new ComparedRun("a", "same", List.of(method("cross-entropy", Optional.empty(), ""))),
                new ComparedRun("longer", "same", List.of(method("tau", Optional.empty(), "selected-on-test"))),
                new ComparedRun("c", "other", List.of(method("x", Optional.empty(), "")))));
        assertThat(text.lines())
                .containsExactly(
                        "                        accuracy on test, %         ",
                        "run     method            many  medium    few    all",
                        "a       cross-entropy     50.0    n/a   25.0  100.0",
                        "longer  tau               50.0    n/a   25.0  100.0  selected-on-test",
                        "c       x                 50.0    n/a   25.0  100.0  other-images");
    }

    @Test
    void flipAveragingIsShownWhereItWasDone() {
        List<Double> flipped = List.of(0.1, 0.2, 0.3, 0.4);
        String text = table(List.of(
                new ComparedRun("a", "", List.of(method("x", Optional.of(flipped), ""))),
                new ComparedRun("b", "", List.of(method("y", Optional.empty(), "")))));
        assertThat(text.lines().skip(2))
                .containsExactly(
                        "a    x          50.0    n/a   25.0  100.0     10.0   20.0   30.0   40.0",
                        "b    y          50.0    n/a   25.0  100.0" + " ".repeat(30));
    }

    /**
     * Many: 0.4 and 0.6, mean 0.5, sd 0.1 sqrt 2 = 0.1414, half width 12.706 * 0.1 = 1.2706. One of the repetitions saw
     * the images of the first run, none of which the last saw.
     */
    @Test
    void repetitionsGiveMeanDeviationAndInterval() {
        ComparedRun low = new ComparedRun("s0", "same", List.of(reaching(0.4)));
        ComparedRun high = new ComparedRun("s1", "held-out-anew", List.of(reaching(0.6)));
        String text = text(List.of(
                ComparedRuns.single(new ComparedRun("a", "same", List.of(reaching(0.5)))),
                new ComparedRuns("five", true, "diverged: s2", List.of(low, high)),
                ComparedRuns.single(new ComparedRun("c", "held-out-anew", List.of(reaching(0.5))))));
        assertThat(text.lines())
                .containsExactly(
                        "                             accuracy on test, %         ",
                        "run   method                   many  medium    few    all",
                        "a     x                        50.0    n/a   25.0   50.0  selected-on-test",
                        "five  x       mean of 2        50.0    n/a   25.0   50.0  selected-on-test  diverged: s2",
                        "five  x       sd               14.1    n/a    0.0   14.1",
                        "five  x       95 % from       -77.1    n/a   25.0  -77.1",
                        "five  x       95 % to         177.1    n/a   25.0  177.1",
                        "c     x                        50.0    n/a   25.0   50.0  selected-on-test  other-images");
    }

    private static ComparedRun.Method reaching(double accuracy) {
        return new ComparedRun.Method(
                "x",
                Accuracies.accuracies(List.of(accuracy, Double.NaN, 0.25, accuracy)),
                Optional.empty(),
                "test",
                Optional.of("selected-on-test"));
    }

    @Test
    void otherMetricsHaveColumnsThatFitTheirNames() {
        ComparedRun.Method both = new ComparedRun.Method(
                "x",
                Map.of(Metric.NLL, Accuracies.value(2.5, 2, 3), Metric.MACRO_F1, Accuracies.value(0.5, 0.4, 0.6)),
                Optional.of(Map.of(Metric.NLL, Accuracies.value(1.25, 1, 2))),
                "",
                Optional.empty());
        assertThat(Comparison.of(
                                List.of(ComparedRuns.single(
                                        new ComparedRun("a", "", List.of(both, method("y", Optional.empty(), ""))))),
                                List.of(Metric.MACRO_F1, Metric.NLL, Metric.FEW),
                                TableFormat.TEXT)
                        .lines())
                .containsExactly(
                        "              on test, fractions in %   the same, flip-averaged",
                        "run  method    macro-f1    nll    few    macro-f1    nll    few",
                        "a    x             50.0  2.500    n/a         n/a  1.250    n/a",
                        "a    y              n/a    n/a   25.0" + " ".repeat(26));
    }
}
