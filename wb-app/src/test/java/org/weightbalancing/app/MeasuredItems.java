package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.eval.LogitsFile;

/**
 * Four items of three classes with 500, 60 and 5 training images. As they are, items 0, 1 and 2 are recognised and item 3,
 * of the few-shot class, is taken for class 0: accuracy 3/4, many 1, medium 1, few 0.
 */
final class MeasuredItems {

    private static final float[] LOGITS = {2, 0, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0};
    private static final int[] LABELS = {0, 0, 1, 2};

    /** Added to the logits and halved, they turn item 3 to its own class: (1, 0, 0) and (0, 0, 2). */
    private static final float[] MIRRORED = {2, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;

    /** Writes them into a folder: logits l, of mirrored items m, classes y and training counts n. */
    MeasuredItems(Path folder) throws IOException {
        this.folder = folder;
        LogitsFile.write(folder.resolve("l.npy"), LOGITS, 3);
        LogitsFile.write(folder.resolve("m.npy"), MIRRORED, 3);
        LogitsFile.writeLabels(folder.resolve("y.npy"), LABELS);
        LogitsFile.writeLabels(folder.resolve("n.npy"), new int[] {500, 60, 5});
    }

    int measure(String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("measure", file("l.npy"), "--labels", file("y.npy")));
        arguments.addAll(List.of(more));
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }

    JsonNode json(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--train-counts", "500,60,5", "--format", "json"));
        assertThat(measure(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitCode.OK);
        return new ObjectMapper().readTree(out.toString());
    }

    void refused(String message, String... more) {
        List<String> arguments = new ArrayList<>(List.of("measure", file("l.npy"), "--train-counts", "500,60,5"));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--labels")) {
            arguments.addAll(List.of("--labels", file("y.npy")));
        }
        err.getBuffer().setLength(0);
        assertThat(Main.execute(
                        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("wb: ").contains(message);
    }

    List<String> doubts(List<String> counts, String... more) {
        List<String> arguments = new ArrayList<>(counts);
        arguments.addAll(List.of(more));
        assertThat(measure(arguments.toArray(String[]::new))).as(err.toString()).isEqualTo(ExitCode.OK);
        return err.toString().lines().toList();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
