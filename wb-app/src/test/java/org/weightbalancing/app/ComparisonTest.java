package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {

    private static ComparedRun.Method method(String name, Optional<List<Double>> flipped, String stamp) {
        return new ComparedRun.Method(
                name,
                List.of(0.5, Double.NaN, 0.25, 1.0),
                flipped,
                stamp.isEmpty() ? Optional.empty() : Optional.of(stamp));
    }

    @Test
    void runsStandBelowOneAnother() {
        String text = Comparison.text(List.of(
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
        String text = Comparison.text(List.of(
                new ComparedRun("a", "", List.of(method("x", Optional.of(flipped), ""))),
                new ComparedRun("b", "", List.of(method("y", Optional.empty(), "")))));
        assertThat(text.lines().skip(2))
                .containsExactly(
                        "a    x          50.0    n/a   25.0  100.0     10.0   20.0   30.0   40.0",
                        "b    y          50.0    n/a   25.0  100.0" + " ".repeat(30));
    }

    @Test
    void filesOfARunAreRead(@TempDir Path folder) {
        RunDirectory run = RunDirectory.create(folder.resolve("first"));
        run.write(RunDirectory.PROVENANCE, "{\"data-fingerprints\": {\"train\": \"t\", \"test\": \"u\"}}");
        run.write("report.json", """
                {"shot-groups": {"many-above": 100}, "methods": [
                  {"name": "m", "stamp": "selected-on-test",
                   "plain": {"many": 0.75, "medium": null, "few": 0, "accuracy": 0.5},
                   "flip-averaged": {"many": 1, "medium": 1, "few": 1, "accuracy": 1}}]}
                """);
        ComparedRun read = ComparedRun.read(run);
        assertThat(read.name()).isEqualTo("first");
        assertThat(read.images()).contains("t").contains("u").contains("many-above");
        assertThat(read.methods())
                .containsExactly(new ComparedRun.Method(
                        "m",
                        List.of(0.75, Double.NaN, 0.0, 0.5),
                        Optional.of(List.of(1.0, 1.0, 1.0, 1.0)),
                        Optional.of("selected-on-test")));
    }

    @Test
    void runsThatDidNotEndAreRefused(@TempDir Path folder) {
        RunDirectory run = RunDirectory.create(folder.resolve("broken"));
        assertThatThrownBy(() -> ComparedRun.read(run))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("has no report.json: the run did not end");
        run.write("report.json", "{");
        assertThatThrownBy(() -> ComparedRun.read(run))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("report.json cannot be read");
    }
}
