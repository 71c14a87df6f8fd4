package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a run that is stopped, inside this process; KilledRunIT kills whole ones. */
class ResumeTest {

    private static final String EXPERIMENT = """
            name: stopped
            data:
              source: {name: drawn, largest: 24, validation-per-class: 1, test-per-class: 2}
              long-tail: {profile: exponential, imbalance: 6}
              augmentation: [{name: pad-crop, pad: 2}]
            model: {architecture: resnet-8, width: 2}
            stages:
              - name: features
                epochs: 4
                batch: 8
                learning-rate: 0.05
                keep: best-on-validation
              - name: balance
                trains: classifier
                epochs: 6
                batch: 8
                learning-rate: 0.05
                regularizers: [{name: weight-decay, decay: 1e-3, on: classifier}, {name: max-norm, fraction: 0.1}]
              - name: published
                from: features
                trains: classifier
                input: images
                batch-norm: update
                epochs: 3
                batch: 8
                learning-rate: 0.05
                keep: best-on-test
            evaluation: {shot-groups: {many-above: 16, few-below: 6}}
            """;

    private static final CheckpointInterval EVERY_STEP = new CheckpointInterval(1, Duration.ZERO);

    @TempDir
    private static Path folder;

    private static final Catalog CATALOG = Catalog.load();
    private static RunDirectory whole;

    @BeforeAll
    static void runOnce() {
        whole = RunDirectory.create(folder.resolve("whole"));
        run().execute(whole, Backend.start(), StageProgress.silent(), EVERY_STEP);
    }

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private static Run run(String... sets) {
        Experiment experiment = new ExperimentFile(CATALOG).parse("stopped.yaml", EXPERIMENT, List.of(sets));
        return Run.prepare(CATALOG, experiment, folder);
    }

    /** A run that was interrupted as soon as so many epochs were noted. */
    private static RunDirectory stopped(String name, int epochs, String... sets) {
        RunDirectory directory = RunDirectory.create(folder.resolve(name));
        Thread training = Thread.currentThread();
        Thread watcher = new Thread(() -> {
            while (lines(directory) < 1 + epochs) {
                sleep();
            }
            training.interrupt();
        });
        watcher.start();
        try {
            assertThatThrownBy(() -> run(sets).execute(directory, Backend.start(), StageProgress.silent(), EVERY_STEP))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Provenance.status(directory)).isEqualTo("interrupted");
        return directory;
    }

    private static int lines(RunDirectory directory) {
        Path file = directory.file("epochs.csv");
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MICROSECONDS.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Results resume(RunDirectory directory) {
        return run().resume(directory, Backend.start(), StageProgress.silent(), EVERY_STEP);
    }

    private static void requireEqualToWhole(RunDirectory directory) throws IOException {
        assertThat(Provenance.read(directory).path("weights"))
                .isEqualTo(Provenance.read(whole).path("weights"))
                .hasSize(3);
        assertThat(directory.file("report.json")).hasSameTextualContentAs(whole.file("report.json"));
        assertThat(lines(directory)).isEqualTo(lines(whole));
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

    private static List<Path> checkpoints(RunDirectory directory) throws IOException {
        try (Stream<Path> all = Files.list(directory.file("checkpoints"))) {
            return all.sorted().toList();
        }
    }

    private static String wb(int code, String... arguments) {
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        assertThat(Main.execute(new PrintWriter(out), new PrintWriter(err), arguments))
                .as(out + "\n" + err)
                .isEqualTo(code);
        return err.toString() + out;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 11, 12})
    void anInterruptedRunEndsAsOneThatWasNotInterrupted(int epochs) throws IOException {
        RunDirectory directory = stopped("after-" + epochs, epochs);
        resume(directory);
        requireEqualToWhole(directory);
        JsonNode sessions = Provenance.read(directory).path("times").path("sessions");
        assertThat(sessions).hasSize(2);
        assertThat(directory.file("run.log")).content().contains("interrupted", "goes on", "complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"features", "balance", "published"})
    void aRunInterruptedAfterTheFirstBatchOfAStageGoesOnWithTheSecond(String stage) throws IOException {
        RunDirectory directory = RunDirectory.create(folder.resolve("first-batch-of-" + stage));
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
        assertThatThrownBy(() -> run().execute(directory, Backend.start(), progress))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(directory.file("run.log")).content().contains(stage + ": checkpoint in epoch 0 after 1 batches");
        resume(directory);
        requireEqualToWhole(directory);
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
        run().execute(directory, Backend.start(), new StageProgress(reading, true));
        assertThat(notes.get().path("status").asText()).isEqualTo("running");
        assertThat(notes.get().path("networks").properties()).hasSize(1);
        assertThat(notes.get().path("networks").has("features")).isTrue();
        requireEqualToWhole(directory);
    }

    // Killed after the stage was noted, before its checkpoints were deleted.
    @Test
    void aCheckpointOfAStageThatIsDoneIsNotGoneOnWith() throws IOException {
        Path old = checkpoints(stopped("before", 2)).get(1);
        RunDirectory directory = stopped("after", 5);
        assertThat(Provenance.networks(directory)).contains("features");
        for (Path file : checkpoints(directory)) {
            Files.delete(file);
        }
        Files.copy(old, directory.file("checkpoints/00000001.state"));
        resume(directory);
        requireEqualToWhole(directory);
    }

    @Test
    void anUnreadableCheckpointIsPutAsideAndHalfOnesAreSweptAway() throws IOException {
        RunDirectory directory = RunDirectory.create(folder.resolve("sweeping"));
        StageCheckpoints checkpoints = new StageCheckpoints(directory, "", EVERY_STEP, RunLog.none());
        directory.write("checkpoints/00000007.state", "not a checkpoint");
        directory.write("checkpoints/00000008.state.tmp", "half a checkpoint");
        assertThat(checkpoints.newest()).isEmpty();
        assertThat(directory.file("checkpoints/00000007.state")).doesNotExist();
        assertThat(directory.file("checkpoints/00000007.state.unreadable")).hasContent("not a checkpoint");
        assertThat(directory.file("checkpoints/00000008.state.tmp")).exists();
        new StageCheckpoints(directory, "", EVERY_STEP, RunLog.none());
        assertThat(directory.file("checkpoints/00000008.state.tmp")).doesNotExist();
        assertThat(directory.file("checkpoints/00000007.state.unreadable")).exists();
    }

    @Test
    void theLastTwoCheckpointsAreKeptAndAnUnreadableOneIsLeftOut() throws IOException {
        RunDirectory directory = stopped("torn", 2);
        List<Path> kept = checkpoints(directory);
        assertThat(kept).hasSize(2);
        byte[] newest = Files.readAllBytes(kept.get(1));
        Files.write(kept.get(1), Arrays.copyOf(newest, newest.length / 2));
        resume(directory);
        requireEqualToWhole(directory);
        assertThat(directory.file("run.log")).content().contains("cannot be read", "the checkpoint is left out");
        assertThat(kept.get(1)).doesNotExist();
    }

    @Test
    void withoutAReadableCheckpointTheStageBeginsAnew() throws IOException {
        RunDirectory directory = stopped("lost", 2);
        for (Path file : checkpoints(directory)) {
            Files.writeString(file, "not a checkpoint");
        }
        Files.writeString(directory.file("checkpoints/00000099.state.0.part"), "half");
        resume(directory);
        requireEqualToWhole(directory);
    }

    @Test
    void aCheckpointOfAnotherExperimentIsRefusedWithTheKeys() {
        RunDirectory directory = stopped("changed", 1);
        assertThatThrownBy(() -> run("stages.features.learning-rate=0.1", "seed=3")
                        .resume(directory, Backend.start(), StageProgress.silent(), EVERY_STEP))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("another experiment")
                .hasMessageContaining("seed was 0 and is 3")
                .hasMessageContaining("stages.features.learning-rate was 0.05 and is 0.1");
    }

    @Test
    void theCommandRefusesAChangedExperimentWithTheKeys() throws IOException {
        RunDirectory directory = stopped("edited", 1);
        for (Path file : checkpoints(directory)) {
            Files.delete(file);
        }
        Path experiment = directory.file("experiment.yaml");
        Files.writeString(experiment, Files.readString(experiment).replace("\nseed: 0", "\nseed: 1"));
        assertThat(wb(ExitCode.RUN_DIRECTORY, "resume", directory.path().toString()))
                .contains("seed was 0 and is 1");
    }

    @Test
    void aCompleteRunHasNothingLeftToDo() {
        assertThat(wb(ExitCode.OK, "resume", whole.path().toString())).contains("the run is complete");
    }

    @Test
    void aRunThatIsNotCompleteIsNotTested() {
        RunDirectory directory = stopped("untested", 5);
        assertThat(wb(ExitCode.RUN_DIRECTORY, "evaluate", directory.path().toString()))
                .contains("the run is not complete but interrupted; 'wb resume " + directory.path() + "' goes on");
    }

    @Test
    void badOptionsMakeNoDirectory() throws IOException {
        Path file = Files.writeString(folder.resolve("options.yaml"), EXPERIMENT);
        Path run = folder.resolve("never");
        assertThat(wb(ExitCode.USAGE, "train", file.toString(), "-o", run.toString(), "--checkpoint-minutes", "-1"))
                .contains("--checkpoint-minutes is -1.0");
        assertThat(run).doesNotExist();
    }

    @Test
    void aRunThatDivergedIsNotGoneOnWith() throws IOException {
        Path run = folder.resolve("diverged");
        Path file = folder.resolve("diverging.yaml");
        Files.writeString(file, EXPERIMENT);
        wb(
                ExitCode.DIVERGED,
                "train",
                file.toString(),
                "-o",
                run.toString(),
                "--quiet",
                "--set",
                "stages.features.learning-rate=1e30");
        assertThat(wb(ExitCode.RUN_DIRECTORY, "resume", run.toString())).contains("diverged");
        assertThat(run.resolve("checkpoints")).isDirectory();
    }

    @Test
    void aRunThatIsInUseIsRefused() {
        RunDirectory directory = RunDirectory.create(folder.resolve("in-use"));
        try (RunLock lock = RunLock.of(directory)) {
            lock.require();
            assertThatThrownBy(() -> run().execute(directory, Backend.start(), StageProgress.silent()))
                    .isInstanceOf(RunDirectoryException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
        assertThat(directory.file("experiment.yaml")).doesNotExist();
    }

    @Test
    void aKilledRunsNotesSayThatItIsRunning() throws IOException {
        RunDirectory directory = stopped("notes", 5);
        JsonNode notes = Provenance.read(directory);
        assertThat(notes.path("networks").has("features")).isTrue();
        assertThat(notes.path("networks").has("balance")).isFalse();
        String running =
                Provenance.reopen(directory, Backend.start(), RunLog.none()).running();
        JsonNode reopened = new ObjectMapper().readTree(running);
        assertThat(reopened.path("status").asText()).isEqualTo("running");
        assertThat(reopened.path("weights")).isEqualTo(notes.path("weights"));
    }

    @Test
    void aClockThatGoesBackwardsIsTold() throws IOException {
        RunDirectory directory = stopped("clock", 1);
        ObjectNode notes = (ObjectNode) Provenance.read(directory);
        ObjectNode session = (ObjectNode) notes.path("times").path("sessions").get(0);
        session.put("started", "2999-01-01T00:00:00Z");
        session.remove("seconds");
        notes.put("peak-heap-bytes", Long.MAX_VALUE);
        directory.write(RunDirectory.PROVENANCE, notes.toString());
        resume(directory);
        requireEqualToWhole(directory);
        assertThat(directory.file("run.log")).content().contains("the clock has gone backwards");
        JsonNode resumed = Provenance.read(directory);
        assertThat(resumed.path("times").path("seconds").isNull())
                .as("the time of a session that was killed is not known")
                .isTrue();
        assertThat(resumed.path("peak-heap-bytes").asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theReasonIsToldThoughTheProcessIsToldToStop() {
        Thread.currentThread().interrupt();
        try {
            assertThat(wb(
                            ExitCode.RUN_DIRECTORY,
                            "evaluate",
                            folder.resolve("nothing").toString()))
                    .contains("is not a run directory");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aReproductionIsEqualAndSaysSo() {
        String text = wb(
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
