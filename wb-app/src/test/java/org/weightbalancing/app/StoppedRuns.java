package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.weightbalancing.app.backend.Backend;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.Results;
import org.weightbalancing.app.run.Run;
import org.weightbalancing.app.training.CheckpointInterval;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.app.training.StageProgress;

/** Runs in small that are interrupted and gone on with. */
final class StoppedRuns {

    static final String EXPERIMENT = """
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

    static final CheckpointInterval EVERY_STEP = new CheckpointInterval(1, Duration.ZERO);
    private static final Catalog CATALOG = Catalog.load();

    private StoppedRuns() {}

    static Run run(Path folder, String... sets) {
        Experiment experiment = new ExperimentFile(CATALOG).parse("stopped.yaml", EXPERIMENT, List.of(sets));
        return Run.prepare(CATALOG, experiment, folder);
    }

    /** A run that was interrupted when so many epochs were noted. */
    static RunDirectory stopped(Path folder, String name, int epochs, String... sets) {
        RunDirectory directory = RunDirectory.create(folder.resolve(name));
        StageProgress progress = interruptingAfter(epochs);
        try {
            assertThatThrownBy(() -> run(folder, sets).execute(directory, Backend.start(), progress, EVERY_STEP))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Provenance.status(directory)).isEqualTo("interrupted");
        assertThat(Math.max(1, lines(directory))).isEqualTo(1 + epochs);
        return directory;
    }

    /**
     * Interrupts the thread that trains, this one, as it tells of an epoch that was noted: none later could be done
     * before another thread comes to it. Of stages of up to 19 epochs each is told, else every tenth part.
     *
     * @param epochs how many are told before; if 0, the thread is interrupted at once
     */
    static StageProgress interruptingAfter(int epochs) {
        if (epochs == 0) {
            Thread.currentThread().interrupt();
        }
        OutputStream lines = new OutputStream() {
            private int told;

            @Override
            public void write(int character) {
                if (character == '\n' && ++told == epochs) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        return new StageProgress(new PrintStream(lines, false, StandardCharsets.UTF_8), false);
    }

    static int lines(RunDirectory directory) {
        Path file = directory.file("epochs.csv");
        try {
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Results resume(RunDirectory directory) {
        return run(directory.path().getParent()).resume(directory, Backend.start(), StageProgress.silent(), EVERY_STEP);
    }

    static List<Path> checkpoints(RunDirectory directory) throws IOException {
        try (Stream<Path> all = Files.list(directory.file("checkpoints"))) {
            return all.sorted().toList();
        }
    }

    static String wb(int code, String... arguments) {
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        assertThat(Main.execute(new PrintWriter(out), new PrintWriter(err), arguments))
                .as(out + "\n" + err)
                .isEqualTo(code);
        return err.toString() + out;
    }
}
