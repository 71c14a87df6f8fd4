package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RepetitionPlan;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.RunLock;
import org.weightbalancing.app.folder.SeedList;
import org.weightbalancing.app.io.RunDirectoryException;

/** Which repetitions are carried out, and what becomes of those that fail. */
final class RepetitionsTest {

    private static final String SMALL = """
            name: small
            data:
              source: {name: drawn, largest: 6, validation-per-class: 0, test-per-class: 1, seed: 4}
              long-tail: {profile: exponential, imbalance: 3}
            model: {architecture: resnet-8, width: 2}
            stages:
              - {name: features, epochs: 1, learning-rate: 0.01}
            """;

    @TempDir
    private Path path;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private final List<Long> carriedOut = new ArrayList<>();

    private Repetitions repetitions(String seeds) {
        RepetitionPlan plan = RepetitionPlan.of(Yaml.CATALOG, Yaml.read(SMALL), SeedList.parse(seeds), "features");
        RepetitionFolder folder = RepetitionFolder.create(path.resolve("r"), plan);
        return new Repetitions(Yaml.CATALOG, folder, new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    @Test
    void aFolderThatIsInUseIsRefused() {
        RepetitionFolder folder = repetitions("0..1").folder();
        try (RunLock lock = RunLock.of(new RunDirectory(folder.path()))) {
            lock.require();
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            assertThatThrownBy(() -> Repetitions.resume(
                            Yaml.CATALOG, folder.path(), new MovedFeatures(), path, new WatchOptions(), nowhere))
                    .isInstanceOf(RunDirectoryException.class)
                    .hasMessageContaining("in use by process");
        }
    }

    /** Carries out what is planned, but with a learning rate at which seed 1 diverges. */
    private void run(Experiment experiment, Path directory) {
        carriedOut.add(experiment.seed());
        String yaml = Yaml.FILES.write(experiment);
        Experiment changed = experiment.seed() == 1
                ? Yaml.read(yaml, "stages.features.learning-rate=1e30", "stages.features.epochs=3")
                : experiment;
        Session.run(
                Yaml.CATALOG,
                changed,
                path,
                () -> RunDirectory.create(directory),
                new WatchOptions(),
                new PrintWriter(Writer.nullWriter()));
    }

    @Test
    void oneThatDivergesDoesNotStopTheOthersAndNoneIsRunTwice() throws IOException {
        Repetitions repetitions = repetitions("0..2");
        assertThat(repetitions.run(List.of(0L, 1L), this::run)).isEqualTo(ExitCode.DIVERGED);
        assertThat(carriedOut).containsExactly(0L, 1L);
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .contains("seed 0, 1 of 2")
                .contains("wb: seed 1: stage \"features\" diverged");
        Path summary = repetitions.folder().path().resolve("summary.txt");
        assertThat(Files.readString(summary).lines())
                .startsWith("small: 1 of 3 repetitions, seeds 0")
                .anySatisfy(line -> assertThat(line).startsWith("seed 1 diverged: stage \"features\""))
                .contains("not ended: seeds 2");
        assertThat(repetitions.run(List.of(0L, 2L), this::run)).isEqualTo(ExitCode.OK);
        assertThat(repetitions.run(List.of(0L, 1L, 2L), this::run)).isEqualTo(ExitCode.DIVERGED);
        assertThat(carriedOut).containsExactly(0L, 1L, 2L);
        assertThat(Files.readString(summary)).startsWith("small: 2 of 3 repetitions, seeds 0, 2\n");
        Files.delete(summary);
        repetitions.run(List.of(), this::run);
        assertThat(summary).isNotEmptyFile();
        assertThat(repetitions.folder().path().resolve("summary.csv")).isNotEmptyFile();
        assertThat(repetitions.folder().path().resolve("summary.json")).isNotEmptyFile();
    }

    @Test
    void aRepetitionIsTheRunOfItsSeed() throws IOException {
        Repetitions repetitions = repetitions("3");
        repetitions.run(List.of(3L), this::run);
        Path alone = path.resolve("alone");
        Session.run(
                Yaml.CATALOG,
                Yaml.read(SMALL, "seed=3"),
                path,
                () -> RunDirectory.create(alone),
                new WatchOptions(),
                new PrintWriter(Writer.nullWriter()));
        for (String file : List.of("predictions.csv", "classes.csv", "experiment.yaml")) {
            assertThat(repetitions.folder().run(3).resolve(file)).hasSameTextualContentAs(alone.resolve(file));
        }
    }

    @Test
    void anInterruptStopsTheWhole() {
        Repetitions repetitions = repetitions("0..2");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> repetitions.run(List.of(0L, 1L), this::run))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(carriedOut).isEmpty();
        assertThat(repetitions.folder().seeds(RepetitionFolder.State.ABSENT)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void thePlanIsReadableAndReadsBack() {
        RepetitionFolder folder = repetitions("4,0..1").folder();
        assertThat(folder.path().resolve("repetitions.json"))
                .content()
                .contains("\n    \"data:\",\n    \"  source:\",\n");
        RepetitionFolder read = RepetitionFolder.open(folder.path());
        assertThat(read).isEqualTo(folder);
        assertThat(read.plan().seeds().seeds()).containsExactly(4L, 0L, 1L);
        assertThat(read.plan().experiment(Yaml.CATALOG, 1)).isEqualTo(Yaml.read(SMALL, "seed=1"));
        assertThat(read.plan().yaml()).doesNotContain("\nseed:");
    }

    @Test
    void aPlanThatWasChangedIsRefused() throws IOException {
        RepetitionFolder folder = repetitions("0").folder();
        Path file = folder.path().resolve("repetitions.json");
        Files.writeString(file, "{\"seeds\": [1, 1]}");
        assertThatThrownBy(() -> RepetitionFolder.open(folder.path()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage(file + ": seed 1 is given twice");
        Files.delete(file);
        assertThatThrownBy(() -> RepetitionFolder.open(folder.path()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("has no repetitions.json");
    }

    @Test
    void aFolderThatIsThereIsNotTouched() throws IOException {
        RepetitionPlan plan = repetitions("0").folder().plan();
        Path there = Files.createDirectory(path.resolve("there"));
        assertThatThrownBy(() -> RepetitionFolder.create(there, plan))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage("the folder " + there + " is already there; name another with --output");
        assertThat(there).isEmptyDirectory();
        Path file = Files.createFile(path.resolve("file"));
        assertThatThrownBy(() -> RepetitionFolder.create(file.resolve("r"), plan))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("cannot be made");
    }
}
