package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.StoredRuns;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.eval.Metric;

/** What is read of runs that are compared. */
final class ComparedRunTest {

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
        assertThat(read.methods().get(0).plain().get(Metric.MANY).mean()).isEqualTo(0.75);
        assertThat(ComparedRuns.read(repetitions.run(2)).repeated()).isFalse();
    }

    @Test
    void filesOfARunAreRead(@TempDir Path folder) {
        RunDirectory run = RunDirectory.create(folder.resolve("first"));
        run.write(RunDirectory.PROVENANCE, "{\"data-fingerprints\": {\"train\": \"t\", \"test\": \"u\"}}");
        run.write(RunDirectory.EXPERIMENT, "stages:\n- {name: m, keep: best-on-validation}\n");
        run.write("report.json", """
                {"shot-groups": {"many-above": 100}, "methods": [
                  {"name": "m", "stamp": "selected-on-test",
                   "plain": {"many": 0.75, "medium": null, "few": 0, "accuracy": 0.5, "nll": 2.5,
                     "intervals": {"few": {"lower": 0.0, "upper": 0.25}, "medium": {"lower": null, "upper": null}}},
                   "flip-averaged": {"many": 1, "medium": 1, "few": 1, "accuracy": 1}},
                  {"name": "n", "selected-on": "last epoch", "plain": {}}]}
                """);
        ComparedRun read = ComparedRun.read(run);
        assertThat(read.name()).isEqualTo("first");
        assertThat(read.images()).contains("t").contains("u").contains("many-above");
        assertThat(read.methods())
                .containsExactly(
                        new ComparedRun.Method(
                                "m",
                                Map.of(
                                        Metric.MANY, Accuracies.value(0.75, Double.NaN, Double.NaN),
                                        Metric.MEDIUM, Accuracies.value(Double.NaN, Double.NaN, Double.NaN),
                                        Metric.FEW, Accuracies.value(0, 0, 0.25),
                                        Metric.ACCURACY, Accuracies.value(0.5, Double.NaN, Double.NaN),
                                        Metric.NLL, Accuracies.value(2.5, Double.NaN, Double.NaN)),
                                Optional.of(Accuracies.accuracies(List.of(1.0, 1.0, 1.0, 1.0))),
                                "validation",
                                Optional.of("selected-on-test")),
                        new ComparedRun.Method("n", Map.of(), Optional.empty(), "last epoch", Optional.empty()));
    }

    @Test
    void runsThatDidNotEndAreRefused(@TempDir Path folder) {
        RunDirectory run = RunDirectory.create(folder.resolve("broken"));
        assertThatThrownBy(() -> ComparedRun.read(run))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(run.path() + " has no report.json: the run is not complete but barely begun; 'wb resume "
                        + run.path() + "' goes on with it");
        run.write("report.json", "{\"methods\": [\n  }");
        assertThatThrownBy(() -> ComparedRun.read(run))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(run.file("report.json") + ", line 2, column 3: is not JSON: Unexpected close marker '}': "
                        + "expected ']' (for Array starting at line 1, column 13)");
    }

    @Test
    void aCsvThatWbDidNotWriteIsRefusedWithItsLine(@TempDir Path folder) {
        RunDirectory run = StoredRuns.older(folder.resolve("old"), "complete");
        for (String[] wrong : new String[][] {
            {"", ", line 1: the columns method and averaging are needed"},
            {"method,averaging,many\nm,plain", ", line 2 has 2 cells, but the header names 3"},
            {"method,averaging,many\nm,plain,x", ", line 2: many is 'x', but a number or nothing is needed"}
        }) {
            run.write("report.csv", wrong[0]);
            assertThatThrownBy(() -> ComparedRun.read(run))
                    .isInstanceOf(RunDirectoryException.class)
                    .hasMessageStartingWith(run.file("report.csv") + wrong[1]);
        }
    }

    @Test
    void aRunWithoutReportIsRefusedThoughItIsComplete(@TempDir Path folder) {
        RunDirectory empty = StoredRuns.older(folder.resolve("empty"), "complete");
        assertThatThrownBy(() -> ComparedRun.read(empty))
                .hasMessage(empty.path()
                        + " has no report.json, though the run is complete: an older wb wrote none, or it was removed");
    }
}
