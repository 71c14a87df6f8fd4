package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Proposal;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

final class StudyTextTest {

    @Test
    void theEndOfAStudyTellsTheBestTheFailuresAndTheBestInFull() {
        assertThat(StudyText.summary(
                        TrialTableTest.table(Goal.maximise(), 4),
                        List.of(
                                TrialTableTest.trial(0, 0.5, 0, 0.9, 0.5, 0.5),
                                TrialTableTest.trial(1, Double.NaN, 0, 0.9, 0.9, 0.9))))
                .isEqualTo("""
                        rank  trial  accuracy, %      loss  decay  beta  seconds
                           1      0        50.00  weighted  0.001   0.5      1.3
                        2 of 4 trials have ended: 1 complete, 1 failed
                          1 trial: broke, "badly"
                        best is trial 0, accuracy 50.00 %
                          stages.s.loss: weighted
                          stages.s.decay: 0.001
                          stages.s.loss.beta: 0.5
                        """);
    }

    // Reasons of pruned trials, each with numbers of its own, do not hide why others failed.
    @Test
    void reasonsAreThoseOfFailures() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            trials.add(SampleStudy.trial(
                    i,
                    TrialTableTest.trial(i, 0.5, 0, 0.9, 0.5, 0.5).proposal(),
                    TrialStatus.PRUNED,
                    OptionalDouble.of(0.1),
                    "worse than 0." + i));
        }
        trials.add(TrialTableTest.trial(6, Double.NaN, 0, 0.9, 0.5, 0.5));
        assertThat(StudyText.summary(TrialTableTest.table(Goal.maximise(), 7), trials))
                .isEqualTo("""
                        7 of 7 trials have ended: 6 pruned, 1 failed
                          1 trial: broke, "badly"
                        no trial is complete
                        """);
    }

    @Test
    void trialsThatWereGivenBackWait() {
        List<TrialRecord> trials = List.of(
                TrialTableTest.trial(0, 0.5, 0, 0.9, 0.5, 0.5),
                open(1, TrialStatus.WAITING),
                open(2, TrialStatus.RUNNING));
        assertThat(StudyCounts.of(trials, 4))
                .isEqualTo("1 of 4 trials have ended: 1 complete; 1 running, 1 waiting to be run again");
    }

    private static TrialRecord open(int number, TrialStatus status) {
        Proposal proposal = TrialTableTest.trial(number, 0.5, 0, 0.9, 0.5, 0.5).proposal();
        return SampleStudy.trial(number, proposal, status, OptionalDouble.empty(), "");
    }

    @Test
    void eachConstraintIsToldWithTheNearestTrial() {
        Goal goal = new Goal(true, List.of(Constraint.atMost("ece", 0.05), Constraint.atLeast("few", 0.2)));
        assertThat(StudyText.summary(
                        TrialTableTest.table(goal, 3),
                        List.of(
                                TrialTableTest.trial(0, 0.5, 0.02, 0.9, 0.5, 0.5),
                                TrialTableTest.trial(1, 0.6, 0.2, 0.9, 0.5, 0.5))))
                .endsWith("""
                        no complete trial meets the constraints
                          ece of at most 5.00 %: met by 1 of 2
                          few of at least 20.00 %: met by 0 of 2, nearest is trial 0 with n/a
                        """);
    }

    @Test
    void importancesAreToldWhereTheTrialsTellThem() {
        assertThat(StudyText.summary(
                        new TrialTable(SampleStudy.description(120), "accuracy"), SampleStudy.trials(120, 5)))
                .containsPattern("importance: stages.balance.regularizers\\[0\\].decay \\d+ %, ");
    }

    @Test
    void withoutABestTrialThatIsSaid() {
        assertThat(StudyText.summary(TrialTableTest.table(Goal.maximise(), 4), List.of()))
                .isEqualTo("0 of 4 trials have ended\nno trial is complete\n");
        assertThat(StudyText.summary(
                        TrialTableTest.table(new Goal(true, List.of(Constraint.atMost("ece", 0.05))), 4),
                        List.of(TrialTableTest.trial(0, 0.5, 0.1, 0.9, 0.5, 0.5))))
                .isEqualTo("""
                        rank  trial  accuracy, %  ece, %      loss  decay  beta  seconds
                           1      0        50.00  !10.00  weighted  0.001   0.5      1.3
                        ! breaks a constraint
                        1 of 4 trials have ended: 1 complete
                        no complete trial meets the constraints
                          ece of at most 5.00 %: met by 0 of 1, nearest is trial 0 with 10.00 %
                        """);
        // Of those that failed no constraint is to blame.
        assertThat(StudyText.summary(
                        TrialTableTest.table(new Goal(true, List.of(Constraint.atMost("ece", 0.05))), 4),
                        List.of(TrialTableTest.trial(0, Double.NaN, 0.1, 0.9, 0.5, 0.5))))
                .endsWith("no trial is complete\n");
    }
}
