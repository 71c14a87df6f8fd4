package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.run.ExitCode;

/** What the shell and a person at the keyboard get. */
class MainTest {

    private static final String SMALL = """
            name: small
            data:
              source: {name: drawn, largest: 6, validation-per-class: 0, test-per-class: 1}
              long-tail: {profile: exponential, imbalance: 3}
            model: {architecture: resnet-8, width: 2}
            stages:
              - {name: features, epochs: 1, learning-rate: 0.01}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path experiment;

    @BeforeEach
    void writeExperiment() throws IOException {
        experiment = Files.writeString(folder.resolve("small.yaml"), SMALL);
    }

    private int wb(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    }

    @Test
    void trainingAndTestingAnewPrintTheSameTable() {
        Path run = folder.resolve("run");
        assertThat(wb("train", experiment, "-o", run)).isEqualTo(ExitCode.OK);
        String trained = out.toString();
        assertThat(trained).contains("features").contains("Everything is in " + run);
        out.getBuffer().setLength(0);
        assertThat(wb("evaluate", run)).isEqualTo(ExitCode.OK);
        assertThat(trained).contains(out.toString());
        assertThat(out.toString()).contains("many  medium    few    all");
    }

    @Test
    void aMisspeltKeyIsOneLineWithItsPlace() throws IOException {
        Files.writeString(experiment, SMALL.replace("epochs: 1", "epoch: 1"));
        assertThat(wb("train", experiment)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).anySatisfy(line -> assertThat(line)
                .startsWith("wb: " + experiment + ":7:")
                .contains("unknown key 'epoch'")
                .contains("epochs"));
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void aWrongSettingOnTheCommandLineIsNamed() {
        assertThat(wb("train", experiment, "--set", "stages.features.epochs=0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("stages.features.epochs=0");
    }

    @Test
    void aMissingExperimentIsTold() {
        assertThat(wb("train", folder.resolve("absent.yaml"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).containsExactly("wb: " + folder.resolve("absent.yaml") + ": no such file");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearest() {
        assertThat(wb("trian")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("trian").contains("wb train").contains("--help");
    }

    @Test
    void missingDataIsToldWithWhereToGetIt() {
        int code = wb(
                "train",
                experiment,
                "--set",
                "data.source=cifar-100",
                "--data",
                folder.resolve("no"),
                "-o",
                folder.resolve("run"));
        assertThat(code).isEqualTo(ExitCode.DATA);
        assertThat(err.toString())
                .contains(folder.resolve("no").toString())
                .contains("cifar")
                .contains("--data");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aFailedStartLeavesNoRunDirectoryInTheWay() {
        Path run = folder.resolve("run");
        assertThat(wb("train", experiment, "-o", run, "--set", "data.long-tail.imbalance=100"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("wb: data.long-tail: ");
        assertThat(run).doesNotExist();
    }

    @Test
    void theRootOfTheDiskIsNoPlaceForARun() {
        assertThat(wb("train", experiment, "-o", "/")).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("already there");
    }

    @Test
    void aRunDirectoryThatIsThereIsRefused() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        assertThat(wb("train", experiment, "-o", run)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString().lines())
                .containsExactly("wb: the run directory " + run + " is already there; name another with --output");
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNoRunIsRefused() {
        assertThat(wb("evaluate", folder)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("is not a run directory");
    }

    @Test
    void aRunWithoutItsNetworkIsRefused() throws IOException {
        Path run = folder.resolve("run");
        wb("train", experiment, "-o", run);
        Files.delete(run.resolve("models/features.zip"));
        assertThat(wb("evaluate", run)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("there is no network at").contains("features.zip");
    }

    @Test
    void aRunThatWasChangedAfterwardsIsRefused() throws IOException {
        Path run = folder.resolve("run");
        wb("train", experiment, "-o", run);
        Path resolved = run.resolve("experiment.yaml");
        String before = Files.readString(resolved);
        Files.writeString(resolved, before.replace("width: 2", "width: 4"));
        assertThat(wb("evaluate", run)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("experiment.yaml is not the experiment of the run");
        Files.writeString(resolved, before);
        Files.writeString(run.resolve("models/features.zip"), "another");
        assertThat(wb("evaluate", run)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("features.zip is not the network that the run wrote");
    }

    @Test
    void divergenceEndsWithItsPlace() {
        int code = wb(
                "train",
                experiment,
                "--set",
                "stages.features.learning-rate=1e30",
                "--set",
                "stages.features.epochs=3",
                "-o",
                folder.resolve("run"));
        assertThat(code).isEqualTo(ExitCode.DIVERGED);
        assertThat(err.toString()).contains("diverged").contains("step").contains("learning rate");
        assertThat(folder.resolve("run/provenance.json")).content().contains("\"status\" : \"diverged");
    }

    @Test
    void theStackTraceIsShownOnlyWhenAskedFor() {
        wb("evaluate", folder, "--stacktrace");
        assertThat(err.toString()).contains("\tat org.weightbalancing.app");
    }

    @Test
    void threadsMustBeANumberAboveZero() {
        assertThat(wb("--threads", "0", "describe")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--threads is 0");
        assertThat(wb("describe", "--threads", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--threads is -1");
        assertThat(wb("describe", "--threads", "1")).isEqualTo(ExitCode.OK);
    }

    @Test
    void componentsAreDescribedAndUnknownOnesCorrected() {
        assertThat(wb("describe", "max-norm")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("fraction").contains("radius");
        assertThat(wb("describe")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("tau-normalization").contains("class-balanced-softmax-bce");
        assertThat(wb("describe", "max-nrom")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("max-norm");
    }

    @Test
    void theDoctorFindsTheBackend() {
        assertThat(wb("doctor", "--data", folder)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("nd4j-native").contains("ok     layers   oneDNN");
    }
}
