package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** A whole search in small, from the command line. */
class SearchCommandTest {

    @TempDir
    private static Path folder;

    private static Path file;
    private static Path heads;
    private static SmallSearch.Answer first;

    @BeforeAll
    static void searchOnce() throws IOException {
        file = Files.writeString(folder.resolve("heads.yaml"), SmallSearch.HEADS);
        heads = folder.resolve("heads");
        first = SmallSearch.wb("search", file, "-o", heads, "--quiet", "--parallel", 2);
    }

    @Test
    void runsAsManyTrialsAsAskedAndTestsTheBestOnly() throws IOException {
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(SmallSearch.trials(heads))
                .hasSize(4)
                .allSatisfy(trial -> assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETE))
                .allSatisfy(trial -> assertThat(trial.curve()).hasSize(3))
                .allSatisfy(trial -> assertThat(trial.measure("few")).isBetween(0.0, 1.0));
        assertThat(Files.readAllLines(heads.resolve("trials.csv"))).hasSize(5);
        assertThat(heads.resolve("best/report.json")).exists();
        assertThat(heads.resolve("stem/report.json")).doesNotExist();
        try (Stream<Path> banks = Files.walk(heads.resolve("stem/features"))) {
            assertThat(banks.map(bank -> bank.getFileName().toString()).filter(name -> name.endsWith(".wbf")))
                    .containsExactlyInAnyOrder("train-balance-2.wbf", "validation.wbf");
        }
        assertThat(new ObjectMapper()
                        .readTree(heads.resolve("best/selection.json").toFile()))
                .isEqualTo(new ObjectMapper().readTree("""
                        {"study": "heads", "trial": %d, "trials": 4, "selected-on": "validation", "method": "balance",
                         "metric": "accuracy", "score": %s}
                        """.formatted(
                                SmallSearch.best(heads).number(),
                                SmallSearch.best(heads).score().orElseThrow())));
    }

    @Test
    void aTrialScoresWhatTheRunOfItsExperimentReaches() throws IOException {
        TrialRecord best = SmallSearch.best(heads);

        // The validation set is balanced, so that accuracy is the mean class accuracy.
        assertThat(best.score().orElseThrow()).isCloseTo(SmallSearch.noted(heads, "balance", 3), Offset.offset(1e-12));
        assertThat(best.curve().get(2)).isCloseTo(SmallSearch.noted(heads, "balance", 2), Offset.offset(1e-12));
        assertThat(first.out())
                .contains("Trial " + best.number() + ", the best of 4 on validation images by accuracy")
                .contains("balance");
    }

    @Test
    void theBestExperimentIsAFileThatTrains() throws IOException {
        Path written = folder.resolve("best.yaml");

        assertThat(SmallSearch.wb("search", heads, "--apply-best", "-o", written)
                        .code())
                .isZero();

        ExperimentFile experiments = new ExperimentFile(Catalog.load());
        assertThat(experiments.read(written, List.of()))
                .isEqualTo(experiments.read(heads.resolve("best/experiment.yaml"), List.of()));
        assertThat(Files.readString(written))
                .startsWith("# Trial " + SmallSearch.best(heads).number() + " of study heads, ");
        assertThat(SmallSearch.wb("search", heads, "--apply-best", "-o", written)
                        .err())
                .contains("already there");
    }

    @Test
    void aStudyThatIsThereIsOnlyGoneOnWith() {
        SmallSearch.Answer again = SmallSearch.wb("search", file, "-o", heads, "--quiet");
        assertThat(again.code()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(again.err()).contains("already there").contains("--resume");

        SmallSearch.Answer resumed = SmallSearch.wb("search", heads, "--resume", "--quiet", "--no-test");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out())
                .contains("Nothing was left to run. The study is at its end; with a larger budget.trials in "
                        + heads.resolve("search.yaml") + ", 'wb search " + heads + " --resume' runs more.");
        assertThat(first.out()).contains("The study is at its end").doesNotContain("Nothing was left");
        assertThat(SmallSearch.trials(heads)).hasSize(4);
    }

    @Test
    void anotherSearchDoesNotGoOnWithTheStudy() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.yaml"), SmallSearch.HEADS.replace("epochs: 3, views: 2", "epochs: 5, views: 2"));

        SmallSearch.Answer refused = SmallSearch.wb("search", other, "-o", heads, "--resume", "--quiet");

        assertThat(refused.code()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(refused.err()).contains("experiment-sha256");
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        assertThat(SmallSearch.wb("search", file, "--parallel", 0).err()).contains("--parallel is 0");
        assertThat(SmallSearch.wb("search", file, "--gpus", "0").err()).contains("--gpus needs --forked");
        assertThat(SmallSearch.wb("search", file, "--forked", "--gpus", "0", "--parallel", 2)
                        .err())
                .contains("--gpus names 1");
        assertThat(SmallSearch.wb("search", file, "--watch", "--apply-best", "-o", folder.resolve("x.yaml"))
                        .err())
                .contains("--watch shows a study while it goes on")
                .contains("wb report");
        assertThat(SmallSearch.wb("search", file, "--apply-best").err()).contains("--output");
        SmallSearch.Answer elsewhere = SmallSearch.wb("search", heads, "-o", folder.resolve("x"), "--resume");
        assertThat(elsewhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(elsewhere.err())
                .startsWith("wb: --output is " + folder.resolve("x") + ", but the study " + heads
                        + " goes on in its own folder; leave --output out, or name a search file instead\n");
    }

    @Test
    void theStudyIsDescribedInItsFolder() throws IOException {
        var study = new ObjectMapper().readTree(heads.resolve("study.json").toFile());

        assertThat(study.toString()).contains("stages.balance.learning-rate", "experiment-sha256", "accuracy");
        assertThat(new SearchFile(Catalog.load())
                        .read(heads.resolve("search.yaml"))
                        .stem())
                .isEqualTo(1);
    }
}
