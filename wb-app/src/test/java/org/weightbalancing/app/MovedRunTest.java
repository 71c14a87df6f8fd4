package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.training.CheckpointInterval;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.StageProgress;

/** A run whose features were moved goes on with them, is tested and repeated on them, and on no others. */
class MovedRunTest {

    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private Path run;

    @BeforeEach
    void importFeatures() throws IOException {
        first = ImportedFeatures.in(Files.createDirectory(folder.resolve("machine")))
                .folder();
        second = folder.resolve("mount/features");
        run = folder.resolve("run");
    }

    private static String wb(int code, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(ImportedFeatures.wb(out, err, arguments))
                .as(out + "\n" + err)
                .isEqualTo(code);
        return err.toString() + out;
    }

    private void move() throws IOException {
        Files.createDirectories(second.getParent());
        Files.move(first, second);
    }

    /** One test image has another feature than those that the first folder was made of. */
    private void moveAndChange() throws IOException {
        move();
        Files.move(second, folder.resolve("mount/right"));
        Path source = folder.resolve("machine/source");
        Path rows = source.resolve("test-features.npy");
        byte[] bytes = Files.readAllBytes(rows);
        bytes[bytes.length - 2] ^= 1;
        Files.write(rows, bytes);
        wb(0, "features", "--from", source, "-o", second, "--quiet");
    }

    private Path file() throws IOException {
        return Files.writeString(
                folder.resolve("on-features.yaml"), ImportedFeatures.EXPERIMENT.replace("FOLDER", first.toString()));
    }

    private void train() throws IOException {
        wb(0, "train", file(), "-o", run, "--quiet");
    }

    /** Interrupts after a batch of the second stage, when the bar is drawn. */
    private static StageProgress interrupting() {
        PrintStream bars = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void print(String bar) {
                if (bar.contains("balanced")) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        return new StageProgress(bars, true);
    }

    /** Interrupted after the first batch of its second stage. */
    private RunDirectory stopped() {
        RunDirectory directory = RunDirectory.create(folder.resolve("stopped"));
        Run begun = Run.prepare(
                Yaml.CATALOG, Yaml.read(ImportedFeatures.EXPERIMENT.replace("FOLDER", first.toString())), folder);
        assertThatThrownBy(() -> begun.execute(directory, Backend.start(), interrupting()))
                .isInstanceOf(CancellationException.class)
                .hasMessage("interrupted; 'wb resume " + directory.path() + "' goes on");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Provenance.networks(directory)).containsExactly("plain");
        return directory;
    }

    @Test
    void itIsTestedWhereItsFeaturesLie() throws IOException {
        train();
        String table = wb(0, "evaluate", run);
        move();

        assertThat(wb(ExitCode.DATA, "evaluate", run))
                .isEqualToNormalizingNewlines(
                        "wb: " + first + " is no folder of features: it has no features.json; make one with"
                                + " 'wb features RUN -o DIR' or 'wb features --from DIR -o DIR', or name where they lie now with"
                                + " --features DIR\n");
        assertThat(wb(0, "evaluate", run, "--features", second)).isEqualTo(table);
        assertThat(wb(0, "evaluate", run, "--features", "features", "--data", second.getParent()))
                .isEqualTo(table);
        assertThat(wb(ExitCode.DATA, "evaluate", run, "--features", "nowhere", "--data", second.getParent()))
                .contains(
                        "nowhere is no folder of features: neither ",
                        "from where wb is run, nor " + second.resolveSibling("nowhere")
                                + ", from the folder of data sets")
                .doesNotContain("--features DIR");
    }

    @Test
    void itIsShownWithoutThem() throws IOException {
        train();
        move();

        wb(0, "report", run, "-o", folder.resolve("report.html"));
        wb(0, "compare", run);
        wb(0, "explain", run);
    }

    @Test
    void itGoesOnAndEndsAsIfTheyHadNotBeenMoved() throws IOException {
        train();
        RunDirectory stopped = stopped();
        byte[] experiment = Files.readAllBytes(stopped.file("experiment.yaml"));
        move();

        assertThat(wb(ExitCode.DATA, "resume", stopped.path(), "--quiet")).contains(first + " is no folder");
        wb(0, "resume", stopped.path(), "--features", second, "--quiet");

        assertThat(Provenance.status(stopped)).isEqualTo("complete");
        assertThat(Provenance.read(stopped).path("weights"))
                .isEqualTo(Provenance.read(RunDirectory.open(run)).path("weights"))
                .hasSize(4);
        assertThat(stopped.file("report.json")).hasSameTextualContentAs(run.resolve("report.json"));
        assertThat(stopped.file("experiment.yaml")).hasBinaryContent(experiment);
        wb(0, "evaluate", stopped.path(), "--features", second);
    }

    @Test
    void whenItIsInterruptedOnThemTheyAreToldWithHowToGoOn() throws IOException {
        RunDirectory stopped = stopped();
        move();
        StoredRun moved = StoredRun.open(Yaml.CATALOG, stopped.path()).withFeatures(second.toString());
        Run begun = Run.prepare(Yaml.CATALOG, moved.experiment(), folder);

        assertThatThrownBy(() -> begun.resume(stopped, Backend.start(), interrupting(), CheckpointInterval.BY_DEFAULT))
                .hasMessage("interrupted; 'wb resume " + stopped.path() + " --features " + second + "' goes on");

        assertThat(Thread.interrupted()).isTrue();
        wb(0, "resume", stopped.path(), "--features", second, "--quiet");
    }

    @Test
    void otherFeaturesAreRefused() throws IOException {
        train();
        RunDirectory stopped = stopped();
        byte[] notes = Files.readAllBytes(stopped.file("provenance.json"));
        moveAndChange();

        String refusal = "wb: the features in " + second + " are not those of the run: their fingerprint is ";
        assertThat(wb(ExitCode.DATA, "evaluate", run, "--features", second))
                .startsWith(refusal)
                .endsWith("; name the run's with --features DIR" + System.lineSeparator());
        assertThat(wb(ExitCode.DATA, "resume", stopped.path(), "--features", second, "--quiet"))
                .contains(refusal);
        Path again = folder.resolve("again");
        assertThat(wb(ExitCode.DATA, "reproduce", run, "--features", second, "-o", again, "--quiet"))
                .contains(refusal);
        assertThat(again).doesNotExist();
        assertThat(stopped.file("provenance.json")).hasBinaryContent(notes);
    }

    @Test
    void itIsReproducedOnThem() throws IOException {
        train();
        move();
        Path again = folder.resolve("again");

        assertThat(wb(0, "reproduce", run, "--features", second, "-o", again, "--quiet"))
                .containsPattern("plain +[0-9a-f]{16}\\.\\.\\. +equal");

        assertThat(Yaml.FILES.read(again.resolve("experiment.yaml"), List.of()).features())
                .contains(second.toString());
    }

    /** Nothing was noted of its images, so that it begins with those that are named. */
    @Test
    void aRunThatHadNotBegunBeginsOnThem() throws IOException {
        RunDirectory.begun(run);
        Files.copy(file(), run.resolve("experiment.yaml"));
        move();

        wb(0, "resume", run, "--features", "features", "--data", second.getParent(), "--quiet");

        assertThat(Yaml.FILES.read(run.resolve("experiment.yaml"), List.of()).features())
                .contains(second.toString());
        wb(0, "evaluate", run);
    }

    @Test
    void repetitionsGoOnWithThemAndWithNoOthers() throws IOException {
        Path runs = folder.resolve("runs");
        wb(0, "train", file(), "--set", "data.validation=0.5", "--seeds", "0,1", "-o", runs, "--quiet");
        Files.move(runs.resolve("s1"), folder.resolve("s1"));
        Path notes = runs.resolve("s0/provenance.json");
        Files.writeString(notes, Files.readString(notes).replace("\"complete\"", "\"interrupted\""));
        Files.move(runs.resolve("s0/report.json"), folder.resolve("s0.json"));
        moveAndChange();

        assertThat(wb(ExitCode.DATA, "resume", runs, "--quiet")).contains(first + " is no folder");
        assertThat(wb(ExitCode.DATA, "resume", runs, "--features", second, "--quiet"))
                .contains("the features in " + second + " are not those of the run");
        assertThat(runs.resolve("s1")).doesNotExist();
        Path right = folder.resolve("mount/right");
        wb(0, "resume", runs, "--features", right, "--quiet");

        assertThat(runs.resolve("s0/report.json")).hasSameTextualContentAs(folder.resolve("s0.json"));
        assertThat(runs.resolve("s1/report.json")).hasSameTextualContentAs(folder.resolve("s1/report.json"));
        assertThat(Yaml.FILES
                        .read(runs.resolve("s0/experiment.yaml"), List.of())
                        .features())
                .as("as it began")
                .contains(first.toString());
        assertThat(Yaml.FILES
                        .read(runs.resolve("s1/experiment.yaml"), List.of())
                        .features())
                .contains(right.toString());
    }

    @Test
    void repetitionsDoNotGoOnWithOthersInTheSamePlace() throws IOException {
        Path runs = folder.resolve("runs");
        wb(0, "train", file(), "--seeds", "0,1", "-o", runs, "--quiet");
        Files.move(runs.resolve("s1"), folder.resolve("s1"));
        moveAndChange();
        Files.move(second, first);

        assertThat(wb(ExitCode.DATA, "resume", runs, "--quiet"))
                .startsWith("wb: the features in " + first + " are not those of the run: ");
        assertThat(runs.resolve("s1")).doesNotExist();

        Files.move(first, second);
        Files.move(folder.resolve("mount/right"), first);
        wb(0, "resume", runs, "--quiet");
        assertThat(runs.resolve("s1/report.json")).hasSameTextualContentAs(folder.resolve("s1/report.json"));
        Files.move(first, folder.resolve("mount/right"));
        wb(0, "resume", runs, "--quiet");
    }

    @Test
    void anEmptyNameIsRefused() throws IOException {
        RunDirectory.begun(run);
        Files.copy(file(), run.resolve("experiment.yaml"));

        assertThat(wb(ExitCode.USAGE, "resume", run, "--features", ""))
                .isEqualToNormalizingNewlines("wb: --features is '', but must name a folder of features\n");
        assertThat(run.resolve("provenance.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "evaluate", "reproduce"})
    void helpTellsWhereARelativeNameIsLookedFor(String command) {
        assertThat(wb(0, command, "--help"))
                .containsIgnoringWhitespaces(
                        "a relative DIR is also looked for in the folder of data sets, that of --data (default:");
    }

    @Test
    void aRunOnImagesHasNone() throws IOException {
        RunDirectory.begun(run);
        Files.writeString(run.resolve("experiment.yaml"), StoppedRuns.EXPERIMENT);

        assertThat(wb(ExitCode.USAGE, "resume", run, "--features", first))
                .isEqualToNormalizingNewlines(
                        "wb: --features is " + first + ", but the run is on images; name their folder with --data\n");
        assertThat(run.resolve("provenance.json")).doesNotExist();
    }
}
