package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GoalTest {

    private static final Goal CALIBRATED = new Goal(true, List.of(Constraint.atMost("ece", 0.1)));

    private static Proposal budget(int steps) {
        return new Proposal(List.of(), new Parameters(Map.of()), OptionalInt.of(steps), OptionalInt.empty());
    }

    private static Proposal unlimited() {
        return Proposal.of(List.of(), new Parameters(Map.of()));
    }

    private static TrialRecord trial(int number, Proposal proposal, double score, double ece) {
        return Trials.measured(number, proposal, score, Map.of("ece", ece));
    }

    private static Optional<Integer> best(Goal goal, TrialRecord... trials) {
        return goal.best(List.of(trials)).map(TrialRecord::number);
    }

    @Test
    void theBestHasTheBestScoreOfEqualOnesTheEarlier() {
        TrialRecord[] trials = {
            Trials.complete(0, unlimited(), 0.25),
            Trials.complete(1, unlimited(), 0.75),
            Trials.complete(2, unlimited(), 0.75),
            Trials.complete(3, unlimited(), 0.25)
        };
        assertThat(best(Goal.maximise(), trials)).contains(1);
        assertThat(best(Goal.minimise(), trials)).contains(0);
        assertThat(best(Goal.maximise())).isEmpty();
    }

    @Test
    void scoresOfSmallerBudgetsDoNotCompare() {
        assertThat(best(
                        Goal.maximise(),
                        Trials.complete(0, budget(1), 0.9),
                        Trials.complete(1, budget(9), 0.5),
                        Trials.complete(2, budget(9), 0.6),
                        Trials.complete(3, budget(3), 0.8)))
                .contains(2);
        assertThat(best(
                        Goal.maximise(),
                        Trials.complete(0, budget(Integer.MAX_VALUE - 1), 0.9),
                        Trials.complete(1, unlimited(), 0.5)))
                .as("no budget is more than any")
                .contains(1);
    }

    @Test
    void aSmallerBudgetIsTakenIfNoTrialOfALargerOneMeetsTheConstraints() {
        assertThat(best(
                        CALIBRATED,
                        trial(0, budget(1), 0.9, 0.05),
                        trial(1, budget(3), 0.7, 0.1),
                        trial(2, budget(3), 0.8, 0.2),
                        trial(3, budget(9), 0.9, 0.3)))
                .contains(1);
        assertThat(best(CALIBRATED, trial(0, budget(1), 0.9, 0.2), trial(1, budget(9), 0.9, 0.3)))
                .isEmpty();
    }

    @Test
    void aMeasureThatIsNotThereOrNaNMeetsNoConstraint() {
        assertThat(best(CALIBRATED, Trials.complete(0, unlimited(), 0.9), trial(1, unlimited(), 0.8, Double.NaN)))
                .isEmpty();
        assertThat(best(CALIBRATED, trial(0, unlimited(), 0.9, Double.NaN), trial(1, unlimited(), 0.5, 0)))
                .contains(1);
    }

    @Test
    void onlyCompleteTrialsCount() {
        assertThat(best(
                        Goal.minimise(),
                        Trials.running(0, budget(9)),
                        Trials.record(1, budget(9), TrialStatus.PRUNED, OptionalDouble.of(0.1), new TreeMap<>()),
                        Trials.without(2, budget(9), TrialStatus.FAILED),
                        Trials.complete(3, budget(1), 0.5)))
                .contains(3);
    }

    @Test
    void lossOrdersFeasibleTrialsThenByViolationThenThoseWithoutAScore() {
        TrialRecord good = trial(0, unlimited(), 0.75, 0.1);
        TrialRecord near = trial(1, unlimited(), 0.9, 0.2);
        TrialRecord far = trial(2, unlimited(), 0.95, 0.6);
        TrialRecord failed = Trials.without(3, unlimited(), TrialStatus.FAILED);
        assertThat(CALIBRATED.loss(good)).isEqualTo(-0.75);
        assertThat(CALIBRATED.loss(near)).isEqualTo(1.1e9);
        assertThat(CALIBRATED.loss(far)).isEqualTo(1.5e9);
        assertThat(CALIBRATED.loss(failed)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(List.of(failed, far, near, good).stream().sorted(CALIBRATED.bestFirst()))
                .containsExactly(good, near, far, failed);
        assertThat(Goal.minimise().loss(0.25)).isEqualTo(0.25);
    }
}
