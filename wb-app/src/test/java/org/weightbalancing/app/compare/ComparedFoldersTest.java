package org.weightbalancing.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.StoredRuns;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.result.Accuracies;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.text.RunNames;
import org.weightbalancing.eval.Metric;

/** Which runs are compared, and under which names. */
final class ComparedFoldersTest {

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

    /** Its images are those of a run of today with equal fingerprints and shot groups. */
    @Test
    void aRunOfAnOlderVersionIsReadOffItsCsv(@TempDir Path folder) {
        RunDirectory run = StoredRuns.older(folder.resolve("old"), "complete");
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
                .containsEntry(Metric.MANY, Accuracies.value(0.75, Double.NaN, Double.NaN))
                .containsEntry(Metric.MEDIUM, Accuracies.value(Double.NaN, Double.NaN, Double.NaN));
        assertThat(methods.get(0).flipped().orElseThrow().get(Metric.FEW).mean())
                .isEqualTo(1);
    }

    @Test
    void whatIsMissingIsNamed(@TempDir Path folder) {
        RunDirectory empty = StoredRuns.older(folder.resolve("empty"), "complete");
        RunDirectory killed = StoredRuns.older(folder.resolve("killed"), "running");
        killed.write("report.csv", "method,averaging\n");
        StoredRuns.complete(folder.resolve("new"), "u", 0.75, "00001123", "00001120");
        List<String> told = new ArrayList<>();
        ComparedFolders.read(List.of(empty.path(), killed.path(), folder.resolve("new")), told::add);
        assertThat(told)
                .containsExactly(
                        empty.path() + " has neither report.json nor report.csv, though the run is complete; left out",
                        killed.path() + " is not complete but interrupted without a note (killed?); left out");
    }
}
