package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.report.RunNames;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

final class ComparisonTest {

    private static ComparedRun.Method method(String name, Optional<List<Double>> flipped, String stamp) {
        return new ComparedRun.Method(
                name,
                accuracies(List.of(0.5, Double.NaN, 0.25, 1.0)),
                flipped.map(ComparisonTest::accuracies),
                "validation",
                stamp.isEmpty() ? Optional.empty() : Optional.of(stamp));
    }

    private static Map<Metric, MeanInterval> accuracies(List<Double> values) {
        Map<Metric, MeanInterval> accuracies = new EnumMap<>(Metric.class);
        for (int i = 0; i < values.size(); i++) {
            accuracies.put(Comparison.METRICS.get(i), value(values.get(i), Double.NaN, Double.NaN));
        }
        return accuracies;
    }

    private static MeanInterval value(double value, double lower, double upper) {
        return new MeanInterval(1, value, Double.NaN, lower, upper, 0.95);
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
                accuracies(List.of(accuracy, Double.NaN, 0.25, accuracy)),
                Optional.empty(),
                "test",
                Optional.of("selected-on-test"));
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
                                        Metric.MANY, value(0.75, Double.NaN, Double.NaN),
                                        Metric.MEDIUM, value(Double.NaN, Double.NaN, Double.NaN),
                                        Metric.FEW, value(0, 0, 0.25),
                                        Metric.ACCURACY, value(0.5, Double.NaN, Double.NaN),
                                        Metric.NLL, value(2.5, Double.NaN, Double.NaN)),
                                Optional.of(accuracies(List.of(1.0, 1.0, 1.0, 1.0))),
                                "validation",
                                Optional.of("selected-on-test")),
                        new ComparedRun.Method("n", Map.of(), Optional.empty(), "last epoch", Optional.empty()));
    }

    @Test
    void otherMetricsHaveColumnsThatFitTheirNames() {
        ComparedRun.Method both = new ComparedRun.Method(
                "x",
                Map.of(Metric.NLL, value(2.5, 2, 3), Metric.MACRO_F1, value(0.5, 0.4, 0.6)),
                Optional.of(Map.of(Metric.NLL, value(1.25, 1, 2))),
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

    @Test
    void runsWithoutResultsAreLeftOutUnlessThereAreNoOthers(@TempDir Path folder) {
        RepetitionFolder none = StoredRuns.folder(folder.resolve("none"), "0..1");
        StoredRuns.complete(folder.resolve("good"), "u", 0.75, "00001123", "00001120");
        RunDirectory begun = RunDirectory.create(folder.resolve("begun"));
        begun.write(RunDirectory.EXPERIMENT, "name: x\n");
        RunDirectory stopped = RunDirectory.create(folder.resolve("stopped"));
        stopped.write(RunDirectory.EXPERIMENT, "name: x\n");
        stopped.write(RunDirectory.PROVENANCE, "{\"status\": \"interrupted\"}");
        List<String> told = new ArrayList<>();
        assertThat(ComparedFolders.read(
                        List.of(none.path(), begun.path(), folder.resolve("good"), stopped.path()), told::add))
                .extracting(ComparedRuns::name)
                .containsExactly("good");
        assertThat(told)
                .containsExactly(
                        none.path() + " has no repetition that is complete; left out",
                        begun.path() + " is not complete but barely begun; left out",
                        stopped.path() + " is not complete but interrupted; left out");
        told.clear();
        assertThatThrownBy(() -> ComparedFolders.read(List.of(stopped.path(), begun.path()), told::add))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("stopped has no report.json");
        assertThat(told).isEmpty();
        assertThatThrownBy(() -> ComparedFolders.read(List.of(folder.resolve("good"), folder), told::add))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("is not a run directory");
    }

    @Test
    void equalFolderNamesAreToldApart(@TempDir Path folder) {
        for (String run : List.of("a/x/s0", "b/x/s0", "b/x/s1")) {
            StoredRuns.complete(folder.resolve(run), "u", 0.75, "00001123", "00001120");
        }
        List<Path> runs = List.of(
                folder.resolve("a/x/s0"), folder.resolve("b/x/s0"), folder.resolve("b/x/s1"), folder.resolve("b/x/s1"));
        assertThat(ComparedFolders.read(runs, told -> {}))
                .extracting(ComparedRuns::name)
                .containsExactly("a/x/s0", "b/x/s0", "s1", "s1");
    }

    @Test
    void whatCannotGrowKeepsItsWholePath() {
        assertThat(RunNames.of(List.of(Path.of("/s0"), Path.of("/a/s0"), Path.of("/a/../a/s0"))))
                .containsExactly("/s0", "a/s0", "a/s0");
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

    private static RunDirectory older(Path path, String status) {
        RunDirectory run = RunDirectory.create(path);
        run.write(RunDirectory.EXPERIMENT, """
                stages: [{name: m, keep: best-on-validation}, {name: n, keep: last}]
                evaluation: {shot-groups: {many-above: 100, few-below: 20}}
                """);
        run.write(
                RunDirectory.PROVENANCE,
                "{\"status\": \"" + status + "\", \"data-fingerprints\": {\"train\": \"t\", \"test\": \"u\"}}");
        return run;
    }

    /** Its images are those of a run of today with equal fingerprints and shot groups. */
    @Test
    void aRunOfAnOlderVersionIsReadOffItsCsv(@TempDir Path folder) {
        RunDirectory run = older(folder.resolve("old"), "complete");
        run.write("report.csv", """
                method,averaging,many,medium,few,accuracy,mean-class-accuracy,temperature,stamp
                m,plain,0.750000,,0,0.5,0.5,,selected-on-test
                m,flip,1,1,1,1,1,,selected-on-test
                m,plain,0.1,0.1,0.1,0.1,0.1,1.5,selected-on-test
                n,plain,0.25,0.25,0.25,0.25,0.25,,
                """);
        StoredRuns.complete(folder.resolve("new"), "u", 0.75, "00001123", "00001120");
        List<String> told = new ArrayList<>();
        List<ComparedRuns> read = ComparedFolders.read(List.of(folder.resolve("new"), run.path()), told::add);
        assertThat(told).isEmpty();
        assertThat(read.get(1).sameImages(read.get(0))).isTrue();
        List<ComparedRuns.Method> methods = read.get(1).methods();
        assertThat(methods).extracting(ComparedRuns.Method::name).containsExactly("m", "n");
        assertThat(methods).extracting(ComparedRuns.Method::selection).containsExactly("validation", "last epoch");
        assertThat(methods.get(0).stamp()).contains("selected-on-test");
        assertThat(methods.get(1).stamp()).isEmpty();
        assertThat(methods.get(1).flipped()).isEmpty();
        assertThat(methods.get(0).plain())
                .containsOnlyKeys(Metric.MANY, Metric.MEDIUM, Metric.FEW, Metric.ACCURACY, Metric.MEAN_CLASS_ACCURACY)
                .containsEntry(Metric.MANY, value(0.75, Double.NaN, Double.NaN))
                .containsEntry(Metric.MEDIUM, value(Double.NaN, Double.NaN, Double.NaN));
        assertThat(methods.get(0).flipped().orElseThrow().get(Metric.FEW).mean())
                .isEqualTo(1);
    }

    @Test
    void aCsvThatWbDidNotWriteIsRefusedWithItsLine(@TempDir Path folder) {
        RunDirectory run = older(folder.resolve("old"), "complete");
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
    void whatIsMissingIsNamed(@TempDir Path folder) {
        RunDirectory empty = older(folder.resolve("empty"), "complete");
        RunDirectory killed = older(folder.resolve("killed"), "running");
        killed.write("report.csv", "method,averaging\n");
        StoredRuns.complete(folder.resolve("new"), "u", 0.75, "00001123", "00001120");
        List<String> told = new ArrayList<>();
        ComparedFolders.read(List.of(empty.path(), killed.path(), folder.resolve("new")), told::add);
        assertThat(told)
                .containsExactly(
                        empty.path() + " has neither report.json nor report.csv, though the run is complete; left out",
                        killed.path() + " is not complete but interrupted without a note (killed?); left out");
        assertThatThrownBy(() -> ComparedRun.read(empty))
                .hasMessage(empty.path()
                        + " has no report.json, though the run is complete: an older wb wrote none, or it was removed");
    }
}
