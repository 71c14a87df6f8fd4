package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;
import org.weightbalancing.app.search.Uniform;

final class StudyFindingsTest {

    private static final SearchSpace TWO = SearchSpace.of(
            Dimension.of("stages.s.decay", new LogUniform(1e-4, 1)),
            Dimension.of("stages.s.momentum", new Uniform(0, 1)));

    private static List<String> of(Goal goal, List<TrialRecord> trials) {
        StudyDescription description =
                new StudyDescription(TWO, goal, "random", Map.of(), 1, Budget.trials(trials.size()));
        return StudyFindings.of(StudyReportTest.study(description, trials, "")).stream()
                .map(Finding::text)
                .toList();
    }

    private static List<String> of(int trials, ToDoubleFunction<double[]> score) {
        return of(Goal.maximise(), SampleStudy.random(TWO, trials, 3, score));
    }

    @Test
    void theBestAtTheEndOfARangeAskForAWiderOne() {
        assertThat(of(120, point -> point[0]))
                .contains("The best trials have a decay at the upper end of its range (1e-4 to 1, log scale): what is"
                        + " best may lie beyond, which a wider range would show.");
        assertThat(of(120, point -> -point[0])).anyMatch(text -> text.contains("at the lower end of its range"));
        assertThat(of(60, point -> -Math.abs(point[0] - 0.5))).noneMatch(text -> text.contains("end of its range"));
        assertThat(of(19, point -> point[0])).noneMatch(text -> text.contains("end of its range"));
    }

    @Test
    void theEndOfARangeThatDoesNotMatterIsNotTold() {
        // The best tenth are those of the largest momenta among large decays, though these add very little.
        assertThat(of(120, point -> (point[0] > 0.5 ? 100 : 0) + point[1]))
                .noneMatch(text -> text.contains("momentum at the"));
        assertThat(of(120, point -> (point[0] > 0.5 ? 1 : 0) + point[1]))
                .anyMatch(text -> text.contains("momentum at the upper end"));
    }

    @Test
    void whatMakesNoDifferenceIsNamed() {
        assertThat(of(60, point -> -Math.abs(point[0] - 0.5)))
                .contains("momentum makes no difference that shows (below 1 %): any value will do, and the next search"
                        + " can do without.");
        assertThat(of(60, point -> point[0] + point[1])).noneMatch(text -> text.contains("no difference"));
        assertThat(of(20, point -> -Math.abs(point[0] - 0.5))).noneMatch(text -> text.contains("no difference"));
    }

    @Test
    void oneHyperparameterIsNotComparedWithOthers() {
        SearchSpace one = SearchSpace.of(Dimension.of("stages.s.decay", new LogUniform(1e-4, 1)));
        StudyDescription description =
                new StudyDescription(one, Goal.maximise(), "random", Map.of(), 1, Budget.trials(60));
        assertThat(StudyFindings.of(
                        StudyReportTest.study(description, SampleStudy.random(one, 60, 3, point -> point[0]), "")))
                .extracting(Finding::text)
                .anyMatch(text -> text.matches("decay explains (9\\d|100) % of the variance of the scores\\."));
    }

    @Test
    void chanceIsNotTakenForImportance() {
        SplittableRandom random = new SplittableRandom(5);
        assertThat(of(60, point -> random.nextDouble()))
                .anyMatch(text -> text.startsWith("The hyperparameters do not explain the scores"))
                .noneMatch(text -> text.startsWith("What moves"));
    }

    @Test
    void trialsWithinChanceOfTheBestAreCounted() {
        SplittableRandom random = new SplittableRandom(5);
        assertThat(of(60, point -> random.nextDouble()))
                .anyMatch(text -> text.matches("What a model of the hyperparameters cannot predict of a score is"
                        + " 0\\.\\d+ \\(root mean square\\)\\. \\d+ other trials are within that of the best: .*"));
        assertThat(of(40, point -> point[0] > 0.5 && point[0] < 0.53 ? 10 : 0))
                .noneMatch(text -> text.startsWith("The hyperparameters do"));
    }

    @Test
    void fewTrialsAreFew() {
        assertThat(of(9, point -> point[0])).contains("9 complete trials tell little of 2 hyperparameters.");
        assertThat(of(10, point -> point[0])).noneMatch(text -> text.contains("tell little"));
    }

    @Test
    void brokenConstraintsLeaveNoBest() {
        Goal goal = new Goal(true, List.of(Constraint.atLeast("few", 0.25)));
        assertThat(of(goal, SampleStudy.random(TWO, 12, 3, point -> point[0])))
                .contains("No complete trial of the largest budget meets the constraints (few of at least 25.00 %).");
    }

    @Test
    void failuresAreCountedThoughTheyDoNotCluster() {
        List<TrialRecord> trials = SampleStudy.random(TWO, 30, 3, point -> point[0]).stream()
                .map(trial -> trial.number() % 5 > 0
                        ? trial
                        : SampleStudy.trial(
                                trial.number(),
                                trial.proposal(),
                                TrialStatus.LOST,
                                OptionalDouble.empty(),
                                "its process died"))
                .toList();
        assertThat(of(Goal.minimise(), trials))
                .contains("6 of 30 trials ended without a score; their reasons are below.");
    }

    @Test
    void warningsComeFirstAndNotesLast() {
        List<Finding> findings = StudyFindings.of(StudyReportTest.study(
                SampleStudy.description(200), SampleStudy.trials(120, 5), "objective: {metric: accuracy}\n"));
        assertThat(findings)
                .extracting(Finding::kind)
                .isSorted()
                .contains(Finding.Kind.WARNING, Finding.Kind.RESULT, Finding.Kind.NOTE);
        assertThat(findings).anyMatch(finding -> finding.text()
                .equals("120 of 200 trials have ended: the page shows what there is so far."));
    }
}
