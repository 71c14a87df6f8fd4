package org.weightbalancing.app.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.io.ForcedPaths;
import org.weightbalancing.app.io.RunDirectoryException;

class RunDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void writingReplacesAWholeFileAndLeavesNoOther() throws IOException {
        RunDirectory directory = RunDirectory.create(folder.resolve("a/b/run"));
        directory.write("report.txt", "first");
        directory.write("report.txt", "second");
        assertThat(directory.file("report.txt")).hasContent("second");
        assertThat(directory.path().toFile().list()).containsExactlyInAnyOrder("report.txt", "models");
    }

    @Test
    void whatGrowsByEveryEpochIsReplacedWholeToo() {
        RunDirectory directory = RunDirectory.create(folder.resolve("run"));
        directory.writeLazily("epochs.csv", "first");
        directory.writeLazily("epochs.csv", "first and second");
        assertThat(directory.file("epochs.csv")).hasContent("first and second");
        assertThat(directory.path().toFile().list()).containsExactlyInAnyOrder("epochs.csv", "models");
    }

    @Test
    void aDirectoryThatIsThereIsNotTouched() throws IOException {
        Path there = Files.createDirectory(folder.resolve("run"));
        assertThatThrownBy(() -> RunDirectory.create(there))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage("the run directory " + there + " is already there; name another with --output");
        assertThat(there).isEmptyDirectory();
    }

    @Test
    void aDirectoryWithoutAnExperimentYetIsTakenOver() throws IOException {
        RunDirectory begun = RunDirectory.create(folder.resolve("begun"));
        begun.write("lock", "17");
        assertThat(RunDirectory.create(begun.path())).isEqualTo(begun);
        begun.write("models/features.zip", "a network");
        assertThatThrownBy(() -> RunDirectory.create(begun.path()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("is already there");
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> RunDirectory.create(file.resolve("run")))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("cannot be made")
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedAndNothingIsLeft() throws IOException {
        RunDirectory directory = RunDirectory.create(folder.resolve("run"));
        Files.createDirectory(directory.file("report.txt"));
        Files.createFile(directory.file("report.txt").resolve("inside"));
        assertThatThrownBy(() -> directory.write("report.txt", "text"))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("report.txt cannot be written");
        assertThat(directory.path().toFile().list()).containsExactlyInAnyOrder("report.txt", "models");
    }

    @Test
    void aFolderThatIsNoRunIsRefused() {
        assertThatThrownBy(() -> RunDirectory.open(folder))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(folder + " is not a run directory: it has no experiment.yaml");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theNameComesToTheDiskTooUnlessItIsWrittenLazily() throws IOException {
        RunDirectory directory = RunDirectory.create(folder.resolve("run"));
        String forced = directory.path().toString();
        assertThat(ForcedPaths.among(directory.path(), () -> directory.write("report.txt", "text")))
                .containsExactly(forced);
        assertThat(ForcedPaths.among(directory.path(), () -> directory.writeBesideOthers("index.html", "text")))
                .containsExactly(forced);
        assertThat(ForcedPaths.among(directory.path(), () -> directory.writeLazily("epochs.csv", "text")))
                .isEmpty();
    }
}
