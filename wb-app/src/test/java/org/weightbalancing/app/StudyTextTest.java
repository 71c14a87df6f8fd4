package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.SampleStudy;

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
                        2 of 4 trials: 1 complete, 1 failed
                          1 trial: broke, "badly"
                        best is trial 0, accuracy 50.00 %
                          stages.s.loss: weighted
                          stages.s.decay: 0.001
                          stages.s.loss.beta: 0.5
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
                .isEqualTo("0 of 4 trials\nno trial is complete\n");
        assertThat(StudyText.summary(
                        TrialTableTest.table(new Goal(true, List.of(Constraint.atMost("ece", 0.05))), 4),
                        List.of(TrialTableTest.trial(0, 0.5, 0.1, 0.9, 0.5, 0.5))))
                .endsWith("no complete trial meets the constraints\n");
    }
}
