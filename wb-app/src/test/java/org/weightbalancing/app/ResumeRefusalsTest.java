package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLock;
import org.weightbalancing.app.folder.RunLog;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.StageCheckpoints;
import org.weightbalancing.app.training.StageProgress;

/** Runs that cannot be gone on with, and what is told and kept of those that were stopped. */
class ResumeRefusalsTest {

    @TempDir
    private static Path folder;

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aCheckpointOfAnotherExperimentIsRefusedWithTheKeys() {
        RunDirectory directory = StoppedRuns.stopped(folder, "changed", 1);
        assertThatThrownBy(() -> StoppedRuns.run(folder, "stages.features.learning-rate=0.1", "seed=3")
                        .resume(directory, Backend.start(), StageProgress.silent(), StoppedRuns.EVERY_STEP))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("another experiment")
                .hasMessageContaining("seed was 0 and is 3")
                .hasMessageContaining("stages.features.learning-rate was 0.05 and is 0.1");
    }

    @Test
    void theCommandRefusesAChangedExperimentWithTheKeys() throws IOException {
        RunDirectory directory = StoppedRuns.stopped(folder, "edited", 1);
        for (Path file : StoppedRuns.checkpoints(directory)) {
            Files.delete(file);
        }
        Path experiment = directory.file("experiment.yaml");
        Files.writeString(experiment, Files.readString(experiment).replace("\nseed: 0", "\nseed: 1"));
        assertThat(StoppedRuns.wb(
                        ExitCode.RUN_DIRECTORY, "resume", directory.path().toString()))
                .contains("seed was 0 and is 1");
    }

    @Test
    void aRunThatIsNotCompleteIsNotTested() {
        RunDirectory directory = StoppedRuns.stopped(folder, "untested", 5);
        assertThat(StoppedRuns.wb(
                        ExitCode.RUN_DIRECTORY, "evaluate", directory.path().toString()))
                .contains("the run is not complete but interrupted; 'wb resume " + directory.path() + "' goes on");
    }

    @Test
    void badOptionsMakeNoDirectory() throws IOException {
        Path file = Files.writeString(folder.resolve("options.yaml"), StoppedRuns.EXPERIMENT);
        Path run = folder.resolve("never");
        assertThat(StoppedRuns.wb(
                        ExitCode.USAGE, "train", file.toString(), "-o", run.toString(), "--checkpoint-minutes", "-1"))
                .contains("--checkpoint-minutes is -1.0");
        assertThat(run).doesNotExist();
    }

    @Test
    void aRunThatDivergedIsNotGoneOnWith() throws IOException {
        Path run = folder.resolve("diverged");
        Path file = folder.resolve("diverging.yaml");
        Files.writeString(file, StoppedRuns.EXPERIMENT);
        StoppedRuns.wb(
                ExitCode.DIVERGED,
                "train",
                file.toString(),
                "-o",
                run.toString(),
                "--quiet",
                "--set",
                "stages.features.learning-rate=1e30");
        assertThat(StoppedRuns.wb(ExitCode.RUN_DIRECTORY, "resume", run.toString()))
                .contains("diverged");
        assertThat(run.resolve("checkpoints")).isDirectory();
    }

    @Test
    void aRunThatIsInUseIsRefused() {
        RunDirectory directory = RunDirectory.create(folder.resolve("in-use"));
        try (RunLock lock = RunLock.of(directory)) {
            lock.require();
            assertThatThrownBy(
                            () -> StoppedRuns.run(folder).execute(directory, Backend.start(), StageProgress.silent()))
                    .isInstanceOf(RunDirectoryException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        assertThat(directory.file("experiment.yaml")).doesNotExist();
    }

    @Test
    void aKilledRunsNotesSayThatItIsRunning() throws IOException {
        RunDirectory directory = StoppedRuns.stopped(folder, "notes", 5);
        JsonNode notes = Provenance.read(directory);
        assertThat(notes.path("networks").has("features")).isTrue();
        assertThat(notes.path("networks").has("balance")).isFalse();
        JsonNode reopened;
        try (RunLog log = RunLog.of(directory)) {
            reopened = new ObjectMapper()
                    .readTree(Provenance.reopen(directory, Backend.start(), log).running());
        }
        assertThat(reopened.path("status").asText()).isEqualTo("running");
        assertThat(reopened.path("weights")).isEqualTo(notes.path("weights"));
    }

    @Test
    void theReasonIsToldThoughTheProcessIsToldToStop() {
        Thread.currentThread().interrupt();
        try {
            assertThat(StoppedRuns.wb(
                            ExitCode.RUN_DIRECTORY,
                            "evaluate",
                            folder.resolve("nothing").toString()))
                    .contains("is not a run directory");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anUnreadableCheckpointIsPutAsideAndHalfOnesAreSweptAway() throws IOException {
        RunDirectory directory = RunDirectory.create(folder.resolve("sweeping"));
        try (RunLog log = RunLog.of(directory)) {
            StageCheckpoints checkpoints = new StageCheckpoints(directory, "", StoppedRuns.EVERY_STEP, log);
            directory.write("checkpoints/00000007.state", "not a checkpoint");
            directory.write("checkpoints/00000008.state.tmp", "half a checkpoint");
            assertThat(checkpoints.newest()).isEmpty();
            assertThat(directory.file("checkpoints/00000007.state")).doesNotExist();
            assertThat(directory.file("checkpoints/00000007.state.unreadable")).hasContent("not a checkpoint");
            assertThat(directory.file("checkpoints/00000008.state.tmp")).exists();
            new StageCheckpoints(directory, "", StoppedRuns.EVERY_STEP, log);
            assertThat(directory.file("checkpoints/00000008.state.tmp")).doesNotExist();
            assertThat(directory.file("checkpoints/00000007.state.unreadable")).exists();
        }
    }
}
