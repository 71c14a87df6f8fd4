package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.result.StoredRun;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.app.training.CheckpointInterval;
import org.weightbalancing.app.training.StageProgress;
import org.weightbalancing.data.DataException;

/** A study goes on with its features wherever they lie, and with no others. */
class MovedFeaturesTest {

    private static final CheckpointInterval EVERY_EPOCH = new CheckpointInterval(1, Duration.ofHours(1));

    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private Path study;

    @BeforeEach
    void importFeatures() throws IOException {
        first = ImportedFeatures.in(Files.createDirectory(folder.resolve("machine")))
                .folder();
        second = folder.resolve("mount/features");
        study = folder.resolve("study");
    }

    private void move() throws IOException {
        Files.createDirectories(second.getParent());
        Files.move(first, second);
    }

    /** Features of other images under the second path. */
    private void importOthers() throws IOException {
        Path source = folder.resolve("machine/source");
        Path rows = source.resolve("train-features.npy");
        byte[] bytes = Files.readAllBytes(rows);
        bytes[bytes.length - 2] ^= 1;
        Files.write(rows, bytes);
        wb(0, "features", "--from", source, "-o", second, "--quiet");
    }

    private static String wb(int code, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(ImportedFeatures.wb(out, err, arguments))
                .as(out + "\n" + err)
                .isEqualTo(code);
        return err.toString() + out;
    }

    private static String experiment(Path features) {
        return ImportedFeatures.EXPERIMENT
                .replace("folder: FOLDER", "validation: true, folder: " + features)
                .replace("imbalance: 1}", "imbalance: 1}\n  validation: 0");
    }

    private Path search(Path features, int trials) throws IOException {
        return Files.writeString(folder.resolve("search.yaml"), """
                name: moved
                experiment:
                %s
                objective: {method: balanced}
                space: {stages.balanced.learning-rate: {log-uniform: [1e-3, 1]}}
                generator: random
                budget: {trials: %d}
                """.formatted(
                        experiment(features).indent(2).stripTrailing(), trials));
    }

    private static String kept(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains("folder: "))
                .map(line -> line.replaceFirst(".*folder: \"?", "").replaceFirst("[\"},].*", ""))
                .findFirst()
                .orElseThrow();
    }

    private void begin() throws IOException {
        wb(0, "search", search(first, 1), "-o", study, "--quiet");
    }

    @Test
    void aStudyGoesOnWithTheSameFeaturesElsewhere() throws IOException {
        begin();
        byte[] stem = Files.readAllBytes(study.resolve("stem/models/plain.zip"));
        move();

        wb(0, "search", search(second, 2), "-o", study, "--resume", "--quiet");

        assertThat(StudyFolder.open(study).trials())
                .hasSize(2)
                .extracting(TrialRecord::status)
                .containsOnly(TrialStatus.COMPLETE);
        assertThat(study.resolve("stem/models/plain.zip")).hasBinaryContent(stem);
        assertThat(kept(study.resolve("search.yaml"))).isEqualTo(second.toString());
        wb(0, "search", study, "--resume", "--quiet");
    }

    @Test
    void theTestThatWasStoppedGoesOnWithThemToo() throws IOException {
        begin();
        Path provenance = study.resolve("best/provenance.json");
        Files.writeString(provenance, Files.readString(provenance).replace("\"complete\"", "\"interrupted\""));
        Path report = study.resolve("best/report.json");
        Files.delete(report);
        move();

        wb(0, "search", search(second, 1), "-o", study, "--resume", "--quiet");

        assertThat(report).exists();
        assertThat(study.resolve("best-before-1")).doesNotExist();
    }

    @Test
    void whereTheyAreMissedIsToldAndWhereToNameThem() throws IOException {
        begin();
        move();
        Path kept = study.resolve("search.yaml");

        assertThat(wb(ExitCode.DATA, "search", study, "--resume", "--quiet"))
                .contains(first + " is no folder of features: ")
                .endsWith(", or name where they lie now in experiment.data.source.folder of " + kept + "\n")
                .hasLineCount(1);
        assertThat(Files.readString(kept))
                .startsWith("name: moved\nexperiment:\n")
                .contains("\n  data:\n    source:\n      name: features\n      folder: " + first + "\n");

        Files.writeString(kept, Files.readString(kept).replace(first.toString(), second.toString()));
        wb(0, "search", study, "--resume", "--quiet");
    }

    @Test
    void otherFeaturesAreRefusedInASentence() throws IOException {
        begin();
        importOthers();

        assertThat(wb(ExitCode.DATA, "search", search(second, 2), "-o", study, "--resume", "--quiet"))
                .contains("the features in " + second + " are not those of the study in " + study
                        + ": their fingerprint is ")
                .hasLineCount(1);
        assertThat(StudyFolder.open(study).trials()).hasSize(1);
        assertThat(kept(study.resolve("search.yaml"))).isEqualTo(first.toString());
    }

    @Test
    void whereMoreDiffersAllOfItIsTold() throws IOException {
        begin();
        importOthers();
        Path search = search(second, 2);
        Files.writeString(search, Files.readString(search).replace("seed: 3", "seed: 4"));

        assertThat(wb(ExitCode.RUN_DIRECTORY, "search", search, "-o", study, "--resume", "--quiet"))
                .contains("another study", "experiment-sha256", "train-images");
    }

    /** Another machine may have noted another folder since. */
    @Test
    void aTrialInAProcessOpensTheFolderThatItIsTold() throws IOException {
        begin();
        StudyFolder kept = StudyFolder.open(study);
        kept.claim(1, kept.trials().get(0).proposal()).orElseThrow().close();
        move();

        assertThat(wb(ExitCode.DATA, "trial", study, 1)).contains(first.toString());
        wb(0, "trial", study, 1, "--features", second);

        assertThat(StudyFolder.open(study).trials().get(1).status()).isEqualTo(TrialStatus.COMPLETE);
    }

    private Run run(Path features, String... sets) {
        Catalog catalog = Catalog.load();
        return Run.prepare(catalog, Yaml.FILES.parse("x.yaml", experiment(features), List.of(sets)), folder);
    }

    private static void train(Run run, RunDirectory directory, StageProgress progress) {
        run.train(directory, Backend.start(), progress, EVERY_EPOCH, () -> {});
    }

    private static void train(Run run, RunDirectory directory) {
        train(run, directory, StageProgress.silent());
    }

    /** Trains two stages, the first of which is long, until a tenth of its epochs are noted. */
    private RunDirectory stopped() {
        RunDirectory directory = RunDirectory.create(study);
        StageProgress progress = StoppedRuns.interruptingAfter(1);
        assertThatThrownBy(() -> train(run(first, "stages.plain.epochs=400"), directory, progress))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        return directory;
    }

    @Test
    void stagesThatWereStoppedGoOnFromTheirCheckpoint() throws IOException {
        RunDirectory directory = stopped();
        assertThat(StoppedRuns.lines(directory)).isEqualTo(1 + 40);
        assertThat(StoppedRuns.checkpoints(directory)).isNotEmpty();
        move();

        train(run(second, "stages.plain.epochs=400"), directory);

        assertThat(StoppedRuns.lines(directory)).isEqualTo(1 + 400 + 2);
        StoredRun stored = StoredRun.open(Catalog.load(), study);
        assertThat(stored.experiment().features()).as("as it began").contains(first.toString());
    }

    @Test
    void stagesDoNotGoOnWithOtherFeaturesNorAsOtherExperiments() throws IOException {
        RunDirectory directory = stopped();
        importOthers();

        assertThatThrownBy(() -> train(run(second, "stages.plain.epochs=400"), directory))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the features are not those of the run");
        assertThatThrownBy(() -> train(run(second, "stages.plain.epochs=401"), directory))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining(
                        "another experiment: stages.plain.epochs was 400 and is 401; name another folder");
    }
}
