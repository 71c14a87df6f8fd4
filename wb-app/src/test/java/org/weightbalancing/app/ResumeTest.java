package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.StageProgress;

/** What becomes of a run that is stopped, inside this process; KilledRunIT kills whole ones. */
class ResumeTest {

    @TempDir
    private static Path folder;

    private static RunDirectory whole;

    @BeforeAll
    static void runOnce() {
        whole = RunDirectory.create(folder.resolve("whole"));
        StoppedRuns.run(folder).execute(whole, Backend.start(), StageProgress.silent(), StoppedRuns.EVERY_STEP);
    }

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void requireEqualToWhole(RunDirectory directory) throws IOException {
        assertThat(Provenance.read(directory).path("weights"))
                .isEqualTo(Provenance.read(whole).path("weights"))
                .hasSize(3);
        assertThat(directory.file("report.json")).hasSameTextualContentAs(whole.file("report.json"));
        assertThat(StoppedRuns.lines(directory)).isEqualTo(StoppedRuns.lines(whole));
        for (String stage : List.of("features", "balance", "published")) {
            for (String table : List.of("epochs", "classifier-norms", "feature-norms", "layers", "rows", "filters")) {
                String name = "geometry/" + stage + "/" + table + ".csv";
                assertThat(directory.file(name)).hasSameTextualContentAs(whole.file(name));
            }
        }
        assertThat(Provenance.status(directory)).isEqualTo("complete");
        try (Stream<Path> left = Files.list(directory.file("checkpoints"))) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 11, 12})
    void anInterruptedRunEndsAsOneThatWasNotInterrupted(int epochs) throws IOException {
        RunDirectory directory = StoppedRuns.stopped(folder, "after-" + epochs, epochs);
        StoppedRuns.resume(directory);
        requireEqualToWhole(directory);
        JsonNode sessions = Provenance.read(directory).path("times").path("sessions");
        assertThat(sessions).hasSize(2);
        assertThat(directory.file("run.log")).content().contains("interrupted", "goes on", "complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "balance", "published"})
    void aRunInterruptedAfterTheFirstBatchOfAStageGoesOnWithTheSecond(String stage) throws IOException {
        RunDirectory directory = stoppedAfterTheFirstBatch("first-batch-of-" + stage, stage);
        assertThat(directory.file("run.log")).content().contains(stage + ": checkpoint in epoch 0 after 1 batches");
        StoppedRuns.resume(directory);
        requireEqualToWhole(directory);
    }

    private static RunDirectory stoppedAfterTheFirstBatch(String name, String stage) {
        RunDirectory directory = RunDirectory.create(folder.resolve(name));
        // The bar is drawn after the first batch of a stage.
        PrintStream interrupting = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void print(String bar) {
                if (bar.contains(stage)) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        StageProgress progress = new StageProgress(interrupting, true);
        assertThatThrownBy(() -> StoppedRuns.run(folder).execute(directory, Backend.start(), progress))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        return directory;
    }

    /** With a comment by whoever looked at it, which is no change of the experiment. */
    @Test
    void theExperimentStaysAsItIsWhenTheRunGoesOn() throws IOException {
        RunDirectory directory = stoppedAfterTheFirstBatch("commented", "balance");
        Path experiment = directory.file("experiment.yaml");
        String kept = Files.readString(experiment) + "# Stopped for a power cut.\n";
        Files.writeString(experiment, kept);
        StoppedRuns.wb(ExitCode.OK, "resume", directory.path().toString(), "--quiet");
        assertThat(experiment).content().isEqualTo(kept);
        requireEqualToWhole(directory);
        StoppedRuns.wb(ExitCode.OK, "evaluate", directory.path().toString());
        assertThat(experiment).content().isEqualTo(kept);
    }

    @Test
    void aStageThatIsDoneIsNotedAtOnce() throws IOException {
        AtomicReference<JsonNode> notes = new AtomicReference<>();
        RunDirectory directory = RunDirectory.create(folder.resolve("noted"));
        PrintStream reading = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void print(String bar) {
                if (bar.contains("balance")) {
                    notes.compareAndSet(null, Provenance.read(directory));
                }
            }
        };
        StoppedRuns.run(folder).execute(directory, Backend.start(), new StageProgress(reading, true));
        assertThat(notes.get().path("status").asText()).isEqualTo("running");
        assertThat(notes.get().path("networks").properties()).hasSize(1);
        assertThat(notes.get().path("networks").has("features")).isTrue();
        requireEqualToWhole(directory);
    }

    // Killed after the stage was noted, before its checkpoints were deleted.
    @Test
    void aCheckpointOfAStageThatIsDoneIsNotGoneOnWith() throws IOException {
        Path old = StoppedRuns.checkpoints(StoppedRuns.stopped(folder, "before", 2))
                .get(1);
        RunDirectory directory = StoppedRuns.stopped(folder, "after", 5);
        assertThat(Provenance.networks(directory)).contains("features");
        for (Path file : StoppedRuns.checkpoints(directory)) {
            Files.delete(file);
        }
        Files.copy(old, directory.file("checkpoints/00000001.state"));
        StoppedRuns.resume(directory);
        requireEqualToWhole(directory);
    }

    @Test
    void theLastTwoCheckpointsAreKeptAndAnUnreadableOneIsLeftOut() throws IOException {
        RunDirectory directory = StoppedRuns.stopped(folder, "torn", 2);
        List<Path> kept = StoppedRuns.checkpoints(directory);
        assertThat(kept).hasSize(2);
        byte[] newest = Files.readAllBytes(kept.get(1));
        Files.write(kept.get(1), Arrays.copyOf(newest, newest.length / 2));
        StoppedRuns.resume(directory);
        requireEqualToWhole(directory);
        assertThat(directory.file("run.log")).content().contains("cannot be read", "the checkpoint is left out");
        assertThat(kept.get(1)).doesNotExist();
    }

    @Test
    void withoutAReadableCheckpointTheStageBeginsAnew() throws IOException {
        RunDirectory directory = StoppedRuns.stopped(folder, "lost", 2);
        for (Path file : StoppedRuns.checkpoints(directory)) {
            Files.writeString(file, "not a checkpoint");
        }
        Files.writeString(directory.file("checkpoints/00000099.state.0.part"), "half");
        StoppedRuns.resume(directory);
        requireEqualToWhole(directory);
    }

    @Test
    void aCompleteRunHasNothingLeftToDo() {
        assertThat(StoppedRuns.wb(ExitCode.OK, "resume", whole.path().toString()))
                .contains("the run is complete");
    }

    @Test
    void aClockThatGoesBackwardsIsTold() throws IOException {
        RunDirectory directory = StoppedRuns.stopped(folder, "clock", 1);
        ObjectNode notes = (ObjectNode) Provenance.read(directory);
        ObjectNode session = (ObjectNode) notes.path("times").path("sessions").get(0);
        session.put("started", "2999-01-01T00:00:00Z");
        session.remove("seconds");
        notes.put("peak-heap-bytes", Long.MAX_VALUE);
        directory.write(RunDirectory.PROVENANCE, notes.toString());
        StoppedRuns.resume(directory);
        requireEqualToWhole(directory);
        assertThat(directory.file("run.log")).content().contains("the clock has gone backwards");
        JsonNode resumed = Provenance.read(directory);
        assertThat(resumed.path("times").path("seconds").isNull())
                .as("the time of a session that was killed is not known")
                .isTrue();
        assertThat(resumed.path("peak-heap-bytes").asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aReproductionIsEqualAndSaysSo() {
        String text = StoppedRuns.wb(
                ExitCode.OK,
                "reproduce",
                whole.path().toString(),
                "--quiet",
                "-o",
                folder.resolve("reproduced").toString());
        assertThat(text)
                .containsPattern("all other fields: [0-9]+ equal, 0 differ")
                .containsPattern("balance +[0-9a-f]{16}\\.\\.\\. +equal")
                .containsPattern("balance accuracy +[0-9.]+ +equal");
    }
}
