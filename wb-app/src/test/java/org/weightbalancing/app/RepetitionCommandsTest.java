package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.run.ExitCode;

/** What the shell gets of {@code --seeds} and {@code --paired}: the shipped experiment, in small. */
final class RepetitionCommandsTest {

    private static final String SHIPPED = "experiments/wb-vs-balanced-softmax_drawn.yaml";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int wb(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    }

    private int train(Path run, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", SHIPPED, "-o", run));
        for (String set : List.of(
                "data.source={name: drawn, largest: 12, validation-per-class: 1, test-per-class: 3}",
                "data.long-tail.imbalance=6",
                "evaluation.shot-groups={many-above: 8, few-below: 3}",
                "model.width=2",
                "stages.weight-decay.epochs=1",
                "stages.weight-balancing.epochs=1",
                "stages.balanced-softmax.epochs=1")) {
            arguments.add("--set");
            arguments.add(set);
        }
        arguments.addAll(List.of(more));
        return wb(arguments.toArray());
    }

    @Test
    void meansIntervalsThePairedBootstrapAndWhatWasSelectedOnWhatArePrinted() throws IOException {
        Path run = folder.resolve("run");
        assertThat(train(run, "--seeds", "0,2", "--against", "balanced-softmax"))
                .isEqualTo(ExitCode.OK);
        String text = out.toString();
        assertThat(text)
                .contains("wb-vs-balanced-softmax_drawn: 2 of 2 repetitions, seeds 0, 2")
                .containsPattern(
                        "weight-decay      all +[0-9.]+ ± +[0-9.]+  \\[ *[-0-9.]+, +[0-9.]+\\]   2  last epoch\n")
                .containsPattern("weight-balancing  few .* 2  validation\n")
                .containsPattern("balanced-softmax  many .* 2  last epoch\n")
                .contains("against balanced-softmax (selected on last epoch)")
                .containsPattern(
                        "weight-balancing  few +[-+0-9.]+  \\[ *[-+0-9.]+, *[-+0-9.]+\\]  [01]\\.\\d{4}     [01]\\.\\d{4}  validation\n")
                .contains("Everything is in " + run);
        assertThat(text).contains(Files.readString(run.resolve("summary.txt")));
        assertThat(run.toFile().list())
                .containsExactlyInAnyOrder(
                        "lock", "repetitions.json", "s0", "s2", "summary.txt", "summary.csv", "summary.json");
        compared(run);
        assertThat(train(run, "--seeds", "0")).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("the folder " + run + " is already there");
    }

    private void compared(Path run) {
        assertThat(wb("compare", run, run.resolve("s2"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).startsWith("run  weight-balancing  mean of 2   "))
                .anySatisfy(line -> assertThat(line).startsWith("s2   weight-balancing              "));
        assertThat(out.toString()).doesNotContain("other-images");
        assertThat(wb("compare", "--paired", run + ":weight-balancing", run)).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("first:  weight-balancing of run (2 repetitions, selected on validation)")
                .contains("second: balanced-softmax of run (2 repetitions, selected on last epoch)")
                .contains("the same 60 test images");
        assertThat(wb("compare", "--paired", run)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--paired compares 2 runs, but 1 are given");
        assertThat(wb("compare", "--method", "x", run)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--method needs --paired");
        assertThat(wb("compare", "--paired", "--method", "balanced-softmx", run, run))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean").contains("there are: weight-decay");
    }

    @Test
    void allDivergingIsTheExitCode() {
        Path run = folder.resolve("run");
        int code = train(
                run,
                "--seeds=0..1",
                "--set",
                "stages.weight-decay.learning-rate=1e30",
                "--set",
                "stages.weight-decay.epochs=3");
        assertThat(code).isEqualTo(ExitCode.DIVERGED);
        assertThat(out.toString())
                .contains("wb-vs-balanced-softmax_drawn: 0 of 2 repetitions\n")
                .contains("seed 1 diverged: stage \"weight-decay\"");
    }

    @Test
    void whatIsWrongIsToldBeforeAnythingIsWritten() {
        Path run = folder.resolve("run");
        refused(run, "--seeds and a seed exclude each other", "--seeds", "0,1", "--seed", "2");
        refused(run, "--seeds and a seed exclude each other", "--seeds", "0,1", "--set", "seed=2");
        refused(run, "seed 1 is given twice", "--seeds", "0,1,1");
        refused(run, "'' is no list of seeds", "--seeds=");
        refused(run, "--against needs --seeds", "--against", "weight-decay");
        refused(
                run,
                "--against is 'weight-decy'; did you mean 'weight-decay'? allowed: weight-decay, weight-balancing",
                "--seeds",
                "0,1",
                "--against",
                "weight-decy");
        refused(run, "data.long-tail: ", "--seeds", "0,1", "--set", "data.long-tail.imbalance=500");
    }

    private void refused(Path run, String message, Object... options) {
        assertThat(train(run, options)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
        assertThat(run).doesNotExist();
    }
}
