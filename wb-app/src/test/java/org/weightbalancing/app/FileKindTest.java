package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.file.Searches;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.setting.ExperimentException;

/** A file that is given to the command of another kind of file is told apart in one sentence. */
final class FileKindTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int wb(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), texts);
    }

    @Test
    void aSearchIsNotTrained() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), Searches.SMALLEST);

        assertThat(wb("train", file, "--set", "stages.balance.epochs=3")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "wb: " + file + ": is a search, not an experiment; 'wb search " + file + "' carries it out");
    }

    @Test
    void anExperimentIsNotSearched() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), Yaml.SMALLEST);

        assertThat(wb("search", file)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "wb: " + file + ": is an experiment, not a search; 'wb train " + file + "' carries it out");
    }

    @Test
    void aSearchIsNoBase() throws IOException {
        Path base = Files.writeString(folder.resolve("a.yaml"), Searches.SMALLEST);
        Path file = Files.writeString(folder.resolve("b.yaml"), """
                name: b
                base: a.yaml
                space: {stages.balance.learning-rate: {uniform: [0, 1]}}
                budget: {trials: 1}
                """);

        assertThatThrownBy(() -> Searches.FILES.read(file))
                .isInstanceOf(ExperimentException.class)
                .hasMessage(file + ":2:7: base " + base + ": is a search, not an experiment; 'wb search " + base
                        + "' carries it out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: a\nspace: {}\n",
                "name: a\nspace: {}\nbudget: {}\nstages: []\n",
                "nmae: a\nseed: 3\n",
                "name: a\ngenerator: tpe\npreset: none\nset: []\n"
            })
    void whatIsNotClearlyASearchIsReadAsAnExperiment(String text) {
        assertThat(Yaml.problems(text)).isNotEmpty().noneMatch(line -> line.contains("is a search"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: a\nstages: []\n",
                "name: a\nstages: []\nmodel: {}\nbase: x.yaml\n",
                "name: a\nstages: []\nmodel: {}\ndata: {}\nspace: {}\n"
            })
    void whatIsNotClearlyAnExperimentIsReadAsASearch(String text) {
        assertThat(Searches.problems(text)).isNotEmpty().noneMatch(line -> line.contains("is an experiment"));
    }

    @Test
    void halfAFileIsEnoughIfAllOfItIsOfTheOtherKind() {
        assertThat(Yaml.problems("name: a\nspace: {}\nbase: x.yaml\nquux: 1\n"))
                .containsExactly("x.yaml: is a search, not an experiment; 'wb search x.yaml' carries it out");
        assertThat(Searches.problems("stages: []\npost-hoc: []\n"))
                .containsExactly("s.yaml: is an experiment, not a search; 'wb train s.yaml' carries it out");
    }
}
