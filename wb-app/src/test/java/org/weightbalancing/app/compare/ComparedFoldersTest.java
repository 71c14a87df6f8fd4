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
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.text.RunNames;

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
}
