package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.run.ExitCode;

/** How sessions of a search end, and how the next one goes on. */
class SearchEndTest {

    @TempDir
    private static Path folder;

    @Test
    void aStudyWithoutAWinnerSaysSo() throws IOException {
        Path strict = Files.writeString(
                folder.resolve("strict.yaml"),
                SmallSearch.HEADS
                        .replace("name: heads", "name: strict")
                        .replace(
                                "{method: balance}",
                                "{method: balance, constraints: [{metric: accuracy, at-least: 1}]}"));

        SmallSearch.Answer answer = SmallSearch.wb("search", strict, "-o", folder.resolve("strict"), "--quiet");

        assertThat(answer.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(folder.resolve("strict/best")).doesNotExist();
    }

    @Test
    void testImagesWaitForTheEndOfTheStudy() throws IOException {
        SmallSearch.Answer answer = SmallSearch.search(
                folder, "early", SmallSearch.HEADS.replace("{trials: 4}", "{trials: 500, minutes: 1e-4}"));

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("The study is not at its end: the time of this session is over (budget.minutes); 'wb search "
                        + folder.resolve("early") + " --resume' goes on.");
        assertThat(SmallSearch.trials(folder.resolve("early"))).hasSizeLessThan(500);
        assertThat(folder.resolve("early/best")).doesNotExist();
    }

    @Test
    void anInterruptedTestGoesOnAndAnotherSelectionIsKeptApart() throws IOException {
        Path study = folder.resolve("again");
        SmallSearch.Answer begun =
                SmallSearch.search(folder, "again", SmallSearch.HEADS.replace("{trials: 4}", "{trials: 1}"));
        assertThat(begun.code()).as(begun.err()).isZero();
        Path report = study.resolve("best/report.json");
        byte[] before = Files.readAllBytes(report);
        Path provenance = study.resolve("best/provenance.json");
        Files.writeString(provenance, Files.readString(provenance).replace("\"complete\"", "\"interrupted\""));
        Files.delete(report);
        Path selection = study.resolve("best/selection.json");
        String selected = Files.readString(selection);
        Files.writeString(selection, selected.replace("\"trials\" : 1", "\"trials\" : 9"));

        assertThat(SmallSearch.wb("search", study, "--resume", "--quiet").code())
                .isZero();
        assertThat(report).hasBinaryContent(before);
        assertThat(selection).hasContent(selected).content().contains("\"trials\" : 1");

        Files.writeString(
                study.resolve("best/experiment.yaml"),
                Files.readString(study.resolve("best/experiment.yaml")).replace("batch: 256", "batch: 255"));
        assertThat(SmallSearch.wb("search", study, "--resume", "--quiet").code())
                .isZero();
        assertThat(study.resolve("best-before-1/report.json")).exists();
        assertThat(report).exists();
    }

    @Test
    void aGridOfAsManyCellsAsTheBudgetHasNoMore() throws IOException {
        Path study = folder.resolve("grid");
        SmallSearch.Answer answer = SmallSearch.search(
                folder,
                "grid",
                SmallSearch.HEADS
                        .replace("log-uniform: [1e-3, 10]", "choice: [0.1, 0.01]")
                        .replace("generator: random", "generator: grid"));

        assertThat(answer.out()).contains("The generator has no more to propose than these 4 trials.");
        assertThat(SmallSearch.wb("search", study, "--resume", "--quiet", "--no-test")
                        .out())
                .contains("Nothing was left to run. The generator has no more to propose than these 4 trials.");
    }

    @Test
    void aDamagedLineIsToldOnce() throws IOException {
        Path study = folder.resolve("damaged");
        SmallSearch.Answer begun =
                SmallSearch.search(folder, "damaged", SmallSearch.HEADS.replace("{trials: 4}", "{trials: 1}"));
        assertThat(begun.code()).as(begun.err()).isZero();
        Path journal = study.resolve("trials/000000/journal.jsonl");
        Files.writeString(journal, "{broken\n" + Files.readString(journal));

        assertThat(told(() -> SmallSearch.wb("search", study, "--resume", "--quiet", "--no-test")))
                .containsOnlyOnce(journal + ", line 1 is not JSON");
    }

    /** What goes to the log meanwhile. */
    private static String told(Runnable command) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            command.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
