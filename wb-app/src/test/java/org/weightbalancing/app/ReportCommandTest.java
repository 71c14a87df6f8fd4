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
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.folder.StoredRuns;
import org.weightbalancing.app.run.ExitCode;

final class ReportCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path page;

    @BeforeEach
    void choosePage() {
        page = folder.resolve("pages/report.html");
    }

    private int report(Path run) {
        return Main.execute(
                new PrintWriter(out), new PrintWriter(err), "report", run.toString(), "-o", page.toString());
    }

    @Test
    void thePageIsWrittenWhereAsked() {
        StoredRuns.complete(folder.resolve("run"), "t", 0.6, "00001123", "00001120");
        assertThat(report(folder.resolve("run"))).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo("The report is in " + page + System.lineSeparator());
        assertThat(page)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("one is most accurate on all test images, 60.0\u00A0%");
        assertThat(page.resolveSibling("report.html.part")).doesNotExist();
    }

    @Test
    void aFolderOfRepetitionsCountsAsItsCompleteRuns() {
        RepetitionFolder repetitions = StoredRuns.folder(folder.resolve("all"), "0,1,2");
        StoredRuns.complete(repetitions.run(0), "t", 0.5, "00001123", "00001120");
        StoredRuns.complete(repetitions.run(2), "t", 0.6, "00001123", "00001120");
        StoredRuns.ended(repetitions.run(1), "running");
        assertThat(report(folder.resolve("all"))).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(page)
                .content()
                .contains("All runs", "<h2>s0</h2>", "<h2>s2</h2>")
                .doesNotContain("<h2>s1</h2>");
    }

    @Test
    void repetitionsOfWhichNoneIsCompleteAreRefused() {
        StoredRuns.folder(folder.resolve("all"), "0,1");
        assertThat(report(folder.resolve("all"))).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("all has no repetition that is complete");
    }

    @Test
    void aFolderThatIsNoRunIsRefused() {
        assertThat(report(folder)).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString()).contains("is not a run directory: it has no experiment.yaml");
        assertThat(page).doesNotExist();
    }

    @Test
    void aMalformedFileIsNamedInOneLineAndThePageMade() throws IOException {
        StoredRuns.complete(folder.resolve("run"), "t", 0.5, "00001123", "00001120");
        Files.writeString(folder.resolve("run/epochs.csv"), "stage,epoch\na,b\n");
        Files.writeString(folder.resolve("run/predictions.csv"), "image,class,one,two,three\n0,0,0,0,0\n1,0,0");
        assertThat(report(folder.resolve("run"))).isEqualTo(ExitCode.OK);
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString())
                .contains(
                        "epochs.csv, line 2: epoch is 'b', but a number is needed; the page is made without this file")
                .contains("predictions.csv, line 3");
        assertThat(page).content().contains("Damaged");
    }

    @Test
    void whereNoPageCanBeIsToldInWords() throws IOException {
        StoredRuns.complete(folder.resolve("run"), "t", 0.5, "00001123", "00001120");
        Path file = Files.writeString(folder.resolve("file"), "");
        page = file.resolve("x.html");
        assertThat(report(folder.resolve("run"))).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString().lines())
                .containsExactly("wb: " + page + " cannot be written: " + file + " is a file, not a folder");
        err.getBuffer().setLength(0);
        page = folder.resolve("run");
        assertThat(report(folder.resolve("run"))).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(err.toString())
                .startsWith("wb: " + page + " cannot be written: ")
                .doesNotContain("java.nio");
    }

    @Test
    void aPageNeedsAName() {
        StoredRuns.complete(folder.resolve("run"), "t", 0.5, "00001123", "00001120");
        page = folder.getRoot();
        assertThat(report(folder.resolve("run"))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--output is " + page + ", allowed is a file");
    }
}
