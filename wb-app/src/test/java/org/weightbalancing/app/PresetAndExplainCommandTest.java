package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.RepetitionPlan;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.folder.SeedList;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import picocli.CommandLine;

final class PresetAndExplainCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(Callable<Integer> command, Object... arguments) {
        String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(texts);
    }

    @Test
    void aPresetIsPrintedWithItsCommentsOrWrittenToAFile() throws IOException {
        assertThat(run(new PresetCommand(), "seed", "--data", "cifar-10", "--imbalance", "50", "--model", "resnet-34"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .startsWith("# Preset seed")
                .contains("name: seed_cifar10lt-50_resnet34\n", "many-above: 1000, few-below: 200");
        Path file = folder.resolve("new/seed.yaml");
        assertThat(run(
                        new PresetCommand(),
                        "seed",
                        "--data=cifar-10",
                        "--imbalance=50",
                        "--model=resnet-34",
                        "-o",
                        file))
                .isEqualTo(ExitCode.OK);
        assertThat(file).hasContent(out.toString());
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");
        assertThat(run(new PresetCommand(), "wb", "-o", file)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--output is " + file + ", which is already there");
        assertThat(file).hasContent("mine");
    }

    @Test
    void wrongWordsAreAnsweredWithTheAllowedOnes() {
        assertThat(run(new PresetCommand(), "sed")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("the preset is 'sed'; did you mean 'seed'? allowed: seed, paper, wb");
        assertThat(run(new PresetCommand(), "none")).isEqualTo(ExitCode.USAGE);
        assertThat(run(new PresetCommand(), "wb", "--data", "cifar10")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--data is 'cifar10'; did you mean 'cifar-10'?");
        assertThat(run(new PresetCommand(), "wb", "--model", "resnet-50")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--model is 'resnet-50'");
        assertThat(run(new PresetCommand(), "wb", "--imbalance", "0.5")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--imbalance is 0.5; allowed for cifar-100 are 1 to 500");
    }

    @Test
    void aFileIsExplainedWithChanges() throws IOException {
        Path file = Files.writeString(folder.resolve("smallest.yaml"), Yaml.SMALLEST);
        assertThat(run(new ExplainCommand(), file, "--set", "stages.features.epochs=3"))
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .startsWith("Experiment smallest, seed 0: as it would be run.\n")
                .contains("for 3 epochs");
    }

    @Test
    void aRunIsExplainedFromItsDirectory() throws IOException {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        run.write(RunDirectory.EXPERIMENT, Yaml.FILES.write(Yaml.read(Yaml.SMALLEST)));
        String sha256 = Yaml.FILES.sha256(Yaml.read(Yaml.SMALLEST));
        run.write(
                RunDirectory.PROVENANCE,
                "{\"status\": \"diverged: at step 3\", \"experiment-sha256\": \"" + sha256 + "\"}");
        assertThat(run(new ExplainCommand(), run.path())).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .startsWith("Experiment smallest, seed 0: a run, diverged: at step 3.\n")
                .contains("10847 training images");
        run.write("report.json", "{\"train-counts\": [7, 2]}");
        out.getBuffer().setLength(0);
        assertThat(run(new ExplainCommand(), run.path())).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("9 training images in 2 classes, 7 in the largest and 2 in the smallest");
        run.write(RunDirectory.EXPERIMENT, Yaml.FILES.write(Yaml.read(Yaml.SMALLEST, "seed=1")));
        assertThatThrownBy(() -> StoredRun.open(Yaml.CATALOG, run.path()))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("is not the experiment of the run: it was changed");
    }

    @Test
    void repetitionsAreExplainedAsOneExperimentOfManySeeds() {
        RepetitionPlan plan = RepetitionPlan.of(
                Yaml.CATALOG, Yaml.read(Yaml.SMALLEST), new SeedList(List.of(3L, 4L, 5L)), "features");
        RepetitionFolder folder = RepetitionFolder.create(this.folder.resolve("repetitions"), plan);
        RunDirectory run = RunDirectory.create(folder.run(4));
        run.write(RunDirectory.EXPERIMENT, Yaml.FILES.write(Yaml.read(Yaml.SMALLEST, "seed=4")));
        run.write(RunDirectory.PROVENANCE, "{\"status\": \"complete\"}");
        run.write("report.json", "{\"train-counts\": [7, 2]}");
        assertThat(run(new ExplainCommand(), folder.path())).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .startsWith("Experiment smallest: a run with each of 3 seeds, 1 complete.\n")
                .contains("9 training images in 2 classes")
                .doesNotContain("One seed");
    }

    @Test
    void aRunCannotBeChanged() {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        run.write(RunDirectory.EXPERIMENT, Yaml.FILES.write(Yaml.read(Yaml.SMALLEST)));
        assertThat(run(new ExplainCommand(), run.path(), "--set", "seed=1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--set changes an experiment file, but " + run.path() + " is a run");
    }
}
