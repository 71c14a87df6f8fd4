package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.file.SearchFile;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.StudyFolder;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** Whole searches in small, from the command line. */
class SearchCommandTest {

    private static final String BASE = """
              name: small
              data:
                source: {name: drawn, largest: 12, validation-per-class: 3, test-per-class: 3}
                long-tail: {profile: exponential, imbalance: 6}
                augmentation: [horizontal-flip]
              model: {architecture: resnet-8, width: 4}
              stages:
                - {name: features, epochs: 4, learning-rate: 0.05, regularizers: [{name: weight-decay, decay: 1e-3}]}
                - {name: balance, trains: classifier, epochs: 3, views: 2, learning-rate: 0.05}
              post-hoc:
                - {name: tau, from: features, regularizers: [{name: tau-normalization, tau: 1, on: classifier}]}
            """;

    private static final String HEADS = """
            name: heads
            experiment:
            %s
            objective: {method: balance}
            space:
              stages.balance.learning-rate: {log-uniform: [1e-3, 10]}
              stages.balance.loss: {choice: [cross-entropy, balanced-softmax]}
            generator: random
            budget: {trials: 4}
            """.formatted(BASE.indent(2).stripTrailing());

    @TempDir
    private static Path folder;

    private static Path file;
    private static Path heads;
    private static Answer first;

    /** What a command answered. */
    private record Answer(int code, String out, String err) {}

    @BeforeAll
    static void searchOnce() throws IOException {
        file = Files.writeString(folder.resolve("heads.yaml"), HEADS);
        heads = folder.resolve("heads");
        first = wb("search", file, "-o", heads, "--quiet", "--parallel", 2);
    }

    private static Answer wb(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
        return new Answer(code, out.toString(), err.toString());
    }

    private static List<TrialRecord> trials(Path study) {
        return StudyFolder.open(study).trials();
    }

    private static TrialRecord best(Path study) {
        StudyFolder kept = StudyFolder.open(study);
        return kept.description().goal().best(kept.trials()).orElseThrow();
    }

    /** The validation accuracy of an epoch, from 1, as the run of the selected trial noted it. */
    private static double noted(Path study, String stage, int epoch) throws IOException {
        return Files.readAllLines(study.resolve("best/epochs.csv")).stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[0].equals(stage) && cells[1].equals(Integer.toString(epoch - 1)))
                .mapToDouble(cells -> Double.parseDouble(cells[5]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void runsAsManyTrialsAsAskedAndTestsTheBestOnly() throws IOException {
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(trials(heads))
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
                                best(heads).number(), best(heads).score().orElseThrow())));
    }

    @Test
    void aTrialScoresWhatTheRunOfItsExperimentReaches() throws IOException {
        TrialRecord best = best(heads);

        // The validation set is balanced, so that accuracy is the mean class accuracy.
        assertThat(best.score().orElseThrow()).isCloseTo(noted(heads, "balance", 3), Offset.offset(1e-12));
        assertThat(best.curve().get(2)).isCloseTo(noted(heads, "balance", 2), Offset.offset(1e-12));
        assertThat(first.out())
                .contains("Trial " + best.number() + ", the best of 4 on validation images by accuracy")
                .contains("balance");
    }

    @Test
    void theBestExperimentIsAFileThatTrains() throws IOException {
        Path written = folder.resolve("best.yaml");

        assertThat(wb("search", heads, "--apply-best", "-o", written).code()).isZero();

        ExperimentFile experiments = new ExperimentFile(Catalog.load());
        assertThat(experiments.read(written, List.of()))
                .isEqualTo(experiments.read(heads.resolve("best/experiment.yaml"), List.of()));
        assertThat(Files.readString(written))
                .startsWith("# Trial " + best(heads).number() + " of study heads, ");
        assertThat(wb("search", heads, "--apply-best", "-o", written).err()).contains("already there");
    }

    @Test
    void aStudyThatIsThereIsOnlyGoneOnWith() {
        Answer again = wb("search", file, "-o", heads, "--quiet");
        assertThat(again.code()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("already there").contains("--resume");

        Answer resumed = wb("search", heads, "--resume", "--quiet", "--no-test");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out())
                .contains("Nothing was left to run. The study is at its end; with a larger budget.trials in "
                        + heads.resolve("search.yaml") + ", --resume runs more.");
        assertThat(first.out()).contains("The study is at its end").doesNotContain("Nothing was left");
        assertThat(trials(heads)).hasSize(4);
    }

    @Test
    void anotherSearchDoesNotGoOnWithTheStudy() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.yaml"), HEADS.replace("epochs: 3, views: 2", "epochs: 5, views: 2"));

        Answer refused = wb("search", other, "-o", heads, "--resume", "--quiet");

        assertThat(refused.code()).isEqualTo(ExitCode.RUN_DIRECTORY);
        assertThat(refused.err()).contains("experiment-sha256");
    }

    @Test
    void aPromotedTrialGoesOnAsIfItHadNeverStopped() throws IOException {
        Path decay = Files.writeString(
                folder.resolve("decay.yaml"), """
                name: decay
                experiment:
                %s
                objective: {method: features}
                space: {"stages.features.regularizers[0].decay": {log-uniform: [1e-5, 1e-1]}}
                generator: {name: asha, smallest: 1, factor: 2}
                budget: {trials: 7}
                """.formatted(BASE.indent(2).stripTrailing()));
        Path study = folder.resolve("decay");

        assertThat(wb("search", decay, "-o", study, "--quiet").code()).isZero();

        TrialRecord best = best(study);
        assertThat(best.proposal().parent()).isPresent();
        int budget = best.proposal().budget().orElseThrow();
        assertThat(budget).isGreaterThan(1);
        assertThat(best.curve().firstKey()).isEqualTo(budget / 2 + 1);
        best.curve().forEach((epoch, value) -> assertThat(value).isCloseTo(at(study, epoch), Offset.offset(1e-12)));
        assertThat(trials(study))
                .filteredOn(trial -> trial.proposal().budget().equals(OptionalInt.of(1)))
                .isNotEmpty();
    }

    private static double at(Path study, int epoch) {
        try {
            return noted(study, "features", epoch);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void changesAfterTrainingAreSearchedOnStoredFeatures() throws IOException {
        Path tau = Files.writeString(
                folder.resolve("tau.yaml"), """
                name: tau
                experiment:
                %s
                objective: {method: tau, metric: few}
                space: {"post-hoc.tau.regularizers[0].tau": {uniform: [0, 4]}}
                generator: {name: grid, points: 3}
                budget: {trials: 10}
                """.formatted(BASE.indent(2).stripTrailing()));
        Path study = folder.resolve("tau");

        Answer answer = wb("search", tau, "-o", study, "--quiet", "--no-test");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(trials(study)).hasSize(3).allSatisfy(trial -> assertThat(trial.curve())
                .isEmpty());
        assertThat(study.resolve("best")).doesNotExist();
        assertThat(answer.out()).contains("The generator has no more to propose than these 3 trials.");
        assertThat(wb("search", study, "--resume", "--quiet", "--no-test").out())
                .contains("Nothing was left to run. The generator has no more to propose than these 3 trials.");
    }

    @Test
    void aTrialThatFailsIsToldAndDoesNotStopTheStudy() throws IOException {
        Path wild = Files.writeString(
                folder.resolve("wild.yaml"),
                HEADS.replace("name: heads", "name: wild")
                        .replace("log-uniform: [1e-3, 10]", "choice: [0.05, 3e38]")
                        .replace("generator: random", "generator: grid"));
        Path study = folder.resolve("wild");

        Answer answer = wb("search", wild, "-o", study, "--quiet", "--no-test");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(trials(study)).extracting(TrialRecord::status).contains(TrialStatus.FAILED, TrialStatus.COMPLETE);
        assertThat(trials(study))
                .filteredOn(trial -> trial.status() == TrialStatus.FAILED)
                .allSatisfy(trial -> assertThat(trial.reason().orElseThrow()).contains("DivergedException"));
        assertThat(answer.out()).contains("failed");
    }

    @Test
    void aStudyWithoutAWinnerSaysSo() throws IOException {
        Path strict = Files.writeString(
                folder.resolve("strict.yaml"),
                HEADS.replace("name: heads", "name: strict")
                        .replace(
                                "{method: balance}",
                                "{method: balance, constraints: [{metric: accuracy, at-least: 1}]}"));

        Answer answer = wb("search", strict, "-o", folder.resolve("strict"), "--quiet");

        assertThat(answer.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(folder.resolve("strict/best")).doesNotExist();
    }

    private static Answer search(String name, String text) throws IOException {
        Path its = Files.writeString(folder.resolve(name + ".yaml"), text.replace("name: heads", "name: " + name));
        return wb("search", its, "-o", folder.resolve(name), "--quiet");
    }

    @Test
    void testImagesWaitForTheEndOfTheStudy() throws IOException {
        Answer answer = search("early", HEADS.replace("{trials: 4}", "{trials: 500, minutes: 1e-4}"));

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("The study is not at its end: the time of this session is over (budget.minutes); 'wb search "
                        + folder.resolve("early") + " --resume' goes on.");
        assertThat(trials(folder.resolve("early"))).hasSizeLessThan(500);
        assertThat(folder.resolve("early/best")).doesNotExist();
    }

    @Test
    void augmentationIsThatOfTheTrial() throws IOException {
        String text = HEADS.replaceFirst(
                        "(?s)space:.*?generator: random",
                        "space: {data.augmentation: {choice: [[], [{name: pad-crop, pad: 4}, horizontal-flip]]}}\ngenerator: grid")
                .replace("{method: balance}", "{method: features, metric: nll}");

        assertThat(search("augmented", text).code()).isZero();

        Path study = folder.resolve("augmented");
        assertThat(trials(study)).hasSize(2);
        assertThat(trials(study).get(0).score())
                .isNotEqualTo(trials(study).get(1).score());
        double accuracy = best(study).measure("mean-class-accuracy");
        assertThat(accuracy).isCloseTo(noted(study, "features", 4), Offset.offset(1e-12));
    }

    @Test
    void aMetricThatIsNoNumberHereIsRefusedBeforeTheFirstTrial() throws IOException {
        Answer answer = search("unmeasurable", HEADS.replace("{method: balance}", "{method: balance, metric: many}"));

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("objective.metric is many");
        assertThat(trials(folder.resolve("unmeasurable"))).isEmpty();
    }

    @Test
    void anInterruptedTestGoesOnAndAnotherSelectionIsKeptApart() throws IOException {
        Path study = folder.resolve("again");
        Answer begun = search("again", HEADS.replace("{trials: 4}", "{trials: 1}"));
        assertThat(begun.code()).as(begun.err()).isZero();
        Path report = study.resolve("best/report.json");
        byte[] before = Files.readAllBytes(report);
        Path provenance = study.resolve("best/provenance.json");
        Files.writeString(provenance, Files.readString(provenance).replace("\"complete\"", "\"interrupted\""));
        Files.delete(report);

        assertThat(wb("search", study, "--resume", "--quiet").code()).isZero();
        assertThat(report).hasBinaryContent(before);

        Files.writeString(
                study.resolve("best/experiment.yaml"),
                Files.readString(study.resolve("best/experiment.yaml")).replace("batch: 256", "batch: 255"));
        assertThat(wb("search", study, "--resume", "--quiet").code()).isZero();
        assertThat(study.resolve("best-before-1/report.json")).exists();
        assertThat(report).exists();
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        assertThat(wb("search", file, "--parallel", 0).err()).contains("--parallel is 0");
        assertThat(wb("search", file, "--gpus", "0").err()).contains("--gpus needs --forked");
        assertThat(wb("search", file, "--forked", "--gpus", "0", "--parallel", 2)
                        .err())
                .contains("--gpus names 1");
        assertThat(wb("search", file, "--watch", "--apply-best", "-o", folder.resolve("x.yaml"))
                        .err())
                .contains("--watch shows a study while it goes on")
                .contains("wb report");
        assertThat(wb("search", file, "--apply-best").err()).contains("--output");
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
