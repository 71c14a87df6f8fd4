package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.LogUniform;
import org.weightbalancing.app.search.Proposal;
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
        return StudyFindings.of(StudyPage.study(description, trials, "")).stream()
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
                .contains("momentum makes no difference that shows (below 1 %): the next search can do without.");
        assertThat(of(60, point -> point[0] + point[1])).noneMatch(text -> text.contains("no difference"));
        assertThat(of(20, point -> -Math.abs(point[0] - 0.5))).noneMatch(text -> text.contains("no difference"));
    }

    // Momenta above 0.3 were tried twice in 120 trials: of these nothing is said.
    @Test
    void whatWasHardlyTriedIsNotSaidToMakeNoDifference() {
        List<TrialRecord> crowded = SampleStudy.random(TWO, 120, 3, point -> -Math.abs(point[0] - 0.5)).stream()
                .map(trial -> {
                    List<Double> point = trial.proposal().coordinates();
                    double momentum = (trial.number() < 2 ? 1 : 0.3) * point.get(1);
                    List<Double> moved = List.of(point.get(0), momentum);
                    return SampleStudy.complete(
                            trial.number(),
                            Proposal.of(moved, TWO.at(moved)),
                            trial.score().orElseThrow());
                })
                .toList();
        assertThat(of(Goal.maximise(), crowded))
                .noneMatch(text -> text.contains("no difference"))
                .contains(
                        "Hardly any trials are in some part of the range of momentum: there the model guesses, and may"
                                + " take them for less important than they are.");
    }

    private static List<String> one(Goal goal, ToDoubleFunction<double[]> score) {
        SearchSpace space = SearchSpace.of(Dimension.of("post-hoc.t.tau", new Uniform(0, 2)));
        List<TrialRecord> trials = IntStream.rangeClosed(0, 40)
                .mapToObj(i -> {
                    List<Double> point = List.of(Math.min(i / 40.0, 0.999999999));
                    return SampleStudy.complete(
                            i, Proposal.of(point, space.at(point)), score.applyAsDouble(new double[] {point.get(0)}));
                })
                .toList();
        StudyDescription description = new StudyDescription(space, goal, "grid", Map.of(), 1, Budget.trials(41));
        return StudyFindings.of(StudyPage.study(description, trials, "")).stream()
                .map(Finding::text)
                .toList();
    }

    // Points 0.05 apart with medians of 4: around 0.6 the values of 0.5, 0.55, 0.6, 0.65 are 2.99, 2.9975, 3 and
    // 2.9975.
    @Test
    void anOptimumInsideTheOneRangeIsTold() {
        String inside = "The best tau is inside its range: score is 2.998 from tau 0.5 to 0.65, against 2.724 at the"
                + " lower and 1.244 at the upper end (medians of 4 neighbouring trials).";
        assertThat(one(Goal.maximise(), point -> 3 - Math.pow(2 * point[0] - 0.6, 2)))
                .contains(inside);
        assertThat(one(Goal.minimise(), point -> Math.pow(2 * point[0] - 0.6, 2)))
                .anyMatch(text -> text.startsWith("The best tau is inside its range: score is 0.0025 from tau 0.5"));
        assertThat(one(Goal.maximise(), point -> point[0])).noneMatch(text -> text.contains("is inside"));
        assertThat(one(Goal.maximise(), point -> Math.pow(point[0] - 0.5, 2)))
                .noneMatch(text -> text.contains("is inside"));
        assertThat(one(Goal.maximise(), point -> 1)).noneMatch(text -> text.contains("is inside"));
    }

    @Test
    void oneHyperparameterIsNotComparedWithOthers() {
        SearchSpace one = SearchSpace.of(Dimension.of("stages.s.decay", new LogUniform(1e-4, 1)));
        StudyDescription description =
                new StudyDescription(one, Goal.maximise(), "random", Map.of(), 1, Budget.trials(60));
        assertThat(StudyFindings.of(
                        StudyPage.study(description, SampleStudy.random(one, 60, 3, point -> point[0]), "")))
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
        List<Finding> findings = StudyFindings.of(StudyPage.study(
                SampleStudy.description(200), SampleStudy.trials(120, 5), "objective: {metric: accuracy}\n"));
        assertThat(findings)
                .extracting(Finding::kind)
                .isSorted()
                .contains(Finding.Kind.WARNING, Finding.Kind.RESULT, Finding.Kind.NOTE);
        assertThat(findings).anyMatch(finding -> finding.text()
                .equals("120 of 200 trials have ended: the page shows what there is so far."));
    }
}
