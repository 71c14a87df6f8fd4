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

    private static String table(List<ComparedRun> runs) {
        return Comparison.text(runs.stream().map(ComparedRuns::single).toList());
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
        String text = Comparison.text(List.of(
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
                "x", List.of(accuracy, Double.NaN, 0.25, accuracy), Optional.empty(), Optional.of("selected-on-test"));
    }

    @Test
    void aFolderOfRepetitionsIsReadWithWhatIsMissing(@TempDir Path folder) {
        RepetitionFolder repetitions = StoredRuns.folder(folder.resolve("r"), "0..3");
        assertThatThrownBy(() -> ComparedRuns.read(repetitions.path()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(repetitions.path() + " has no repetition that is complete");
        StoredRuns.complete(repetitions.run(2), "u", 0.75, "00001123", "00001120");
        StoredRuns.ended(repetitions.run(1), "diverged: x");
        StoredRuns.ended(repetitions.run(3), "interrupted");
        ComparedRuns read = ComparedRuns.read(repetitions.path());
        assertThat(read.name()).isEqualTo("r");
        assertThat(read.repeated()).isTrue();
        assertThat(read.missing()).isEqualTo("diverged: s1; not ended: s3, s0");
        assertThat(read.methods()).extracting(ComparedRuns.Method::name).containsExactly("one", "two", "three");
        assertThat(read.methods().get(0).plain().get(0).mean()).isEqualTo(0.75);
        assertThat(ComparedRuns.read(repetitions.run(2)).repeated()).isFalse();
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
