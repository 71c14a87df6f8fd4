package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.run.ExitCode;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** What trials of a search do, by what is searched. */
class SearchTrialsTest {

    @TempDir
    private static Path folder;

    @Test
    void aPromotedTrialGoesOnAsIfItHadNeverStopped() throws IOException {
        Path decay = Files.writeString(folder.resolve("decay.yaml"), """
                name: decay
                experiment:
                %s
                objective: {method: features}
                space: {"stages.features.regularizers[0].decay": {log-uniform: [1e-5, 1e-1]}}
                generator: {name: asha, smallest: 1, factor: 2}
                budget: {trials: 7}
                """.formatted(
                        SmallSearch.BASE.indent(2).stripTrailing()));
        Path study = folder.resolve("decay");

        assertThat(SmallSearch.wb("search", decay, "-o", study, "--quiet").code())
                .isZero();

        TrialRecord best = SmallSearch.best(study);
        assertThat(best.proposal().parent()).isPresent();
        int budget = best.proposal().budget().orElseThrow();
        assertThat(budget).isGreaterThan(1);
        assertThat(best.curve().firstKey()).isEqualTo(budget / 2 + 1);
        best.curve().forEach((epoch, value) -> assertThat(value).isCloseTo(at(study, epoch), Offset.offset(1e-12)));
        assertThat(SmallSearch.trials(study))
                .filteredOn(trial -> trial.proposal().budget().equals(OptionalInt.of(1)))
                .isNotEmpty();
    }

    private static double at(Path study, int epoch) {
        try {
            return SmallSearch.noted(study, "features", epoch);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void changesAfterTrainingAreSearchedOnStoredFeatures() throws IOException {
        Path tau = Files.writeString(folder.resolve("tau.yaml"), """
                name: tau
                experiment:
                %s
                objective: {method: tau, metric: few}
                space: {"post-hoc.tau.regularizers[0].tau": {uniform: [0, 4]}}
                generator: {name: grid, points: 3}
                budget: {trials: 10}
                """.formatted(
                        SmallSearch.BASE.indent(2).stripTrailing()));
        Path study = folder.resolve("tau");

        SmallSearch.Answer answer = SmallSearch.wb("search", tau, "-o", study, "--quiet", "--no-test");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(SmallSearch.trials(study)).hasSize(3).allSatisfy(trial -> assertThat(trial.curve())
                .isEmpty());
        assertThat(study.resolve("best")).doesNotExist();
        assertThat(answer.out()).contains("The generator has no more to propose than these 3 trials.");
        assertThat(SmallSearch.wb("search", study, "--resume", "--quiet", "--no-test")
                        .out())
                .contains("Nothing was left to run. The generator has no more to propose than these 3 trials.");
    }

    @Test
    void aTrialThatFailsIsToldAndDoesNotStopTheStudy() throws IOException {
        Path wild = Files.writeString(
                folder.resolve("wild.yaml"),
                SmallSearch.HEADS
                        .replace("name: heads", "name: wild")
                        .replace("log-uniform: [1e-3, 10]", "choice: [0.05, 3e38]")
                        .replace("generator: random", "generator: grid"));
        Path study = folder.resolve("wild");

        SmallSearch.Answer answer = SmallSearch.wb("search", wild, "-o", study, "--quiet", "--no-test");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(SmallSearch.trials(study))
                .extracting(TrialRecord::status)
                .contains(TrialStatus.FAILED, TrialStatus.COMPLETE);
        assertThat(SmallSearch.trials(study))
                .filteredOn(trial -> trial.status() == TrialStatus.FAILED)
                .allSatisfy(trial -> assertThat(trial.reason().orElseThrow()).contains("DivergedException"));
        assertThat(answer.out()).contains("failed");
    }

    @Test
    void augmentationIsThatOfTheTrial() throws IOException {
        String text = SmallSearch.HEADS
                .replaceFirst(
                        "(?s)space:.*?generator: random",
                        "space: {data.augmentation: {choice: [[], [{name: pad-crop, pad: 4}, horizontal-flip]]}}\ngenerator: grid")
                .replace("{method: balance}", "{method: features, metric: nll}");

        assertThat(SmallSearch.search(folder, "augmented", text).code()).isZero();

        Path study = folder.resolve("augmented");
        assertThat(SmallSearch.trials(study)).hasSize(2);
        assertThat(SmallSearch.trials(study).get(0).score())
                .isNotEqualTo(SmallSearch.trials(study).get(1).score());
        double accuracy = SmallSearch.best(study).measure("mean-class-accuracy");
        assertThat(accuracy).isCloseTo(SmallSearch.noted(study, "features", 4), Offset.offset(1e-12));
    }

    @Test
    void aMetricThatIsNoNumberHereIsRefusedBeforeTheFirstTrial() throws IOException {
        SmallSearch.Answer answer = SmallSearch.search(
                folder,
                "unmeasurable",
                SmallSearch.HEADS.replace("{method: balance}", "{method: balance, metric: many}"));

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("objective.metric is many");
        assertThat(SmallSearch.trials(folder.resolve("unmeasurable"))).isEmpty();
    }
}
