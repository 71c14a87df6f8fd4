package org.weightbalancing.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.SampleStudy;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

final class BudgetChangeTest {

    private static final String CHANGED = "the budget of the study has changed: ";

    /** So many trials that have ended, and then some that run. */
    private static List<TrialRecord> trials(int ended, int running) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < ended + running; i++) {
            TrialRecord trial = TrialTableTest.trial(i, 0.5, 0, 0.1, 0.5, 0.5);
            trials.add(
                    i < ended
                            ? trial
                            : SampleStudy.trial(i, trial.proposal(), TrialStatus.RUNNING, OptionalDouble.empty(), ""));
        }
        return trials;
    }

    private static String trials(int before, int now, List<TrialRecord> trials) {
        return new BudgetChange(Budget.trials(before), Budget.trials(now))
                .words(trials)
                .orElseThrow();
    }

    @Test
    void equalBudgetsAreNotToldOf() {
        Budget budget = Budget.trials(4).within(Duration.ofMinutes(1));
        assertThat(new BudgetChange(budget, Budget.trials(4).within(Duration.ofSeconds(60))).words(trials(4, 0)))
                .isEmpty();
    }

    @Test
    void ofTrialsIsToldWhatIsLeft() {
        assertThat(trials(60, 20, trials(40, 0)))
                .isEqualTo(CHANGED
                        + "budget.trials was 60 and is 20; 40 trials are there already, nothing is left to run");
        assertThat(trials(60, 40, trials(40, 0))).endsWith("; 40 trials are there already, nothing is left to run");
        assertThat(trials(2, 1, trials(1, 0))).endsWith("; 1 trial is there already, nothing is left to run");
        assertThat(trials(60, 3, trials(2, 2)))
                .isEqualTo(CHANGED
                        + "budget.trials was 60 and is 3; 4 trials are there already, this session begins no more, and 2"
                        + " have not ended");
        assertThat(trials(60, 3, trials(2, 1)))
                .endsWith("; 3 trials are there already, this session begins no more, and 1 has not ended");
        assertThat(trials(4, 9, trials(3, 1)))
                .isEqualTo(CHANGED
                        + "budget.trials was 4 and is 9; 4 trials are there already, up to 5 more can be begun");
    }

    @Test
    void timesAndAttemptsAreToldAsTheFileHasThem() {
        Budget before = Budget.trials(4).within(Duration.ofSeconds(90));
        Budget now = Budget.trials(4).perTrial(Duration.ofMillis(600)).attempts(1);
        assertThat(new BudgetChange(before, now).words(trials(4, 0)))
                .hasValue(CHANGED + "budget.minutes was 1.5 and is .inf, budget.minutes-per-trial was .inf and is 0.01,"
                        + " budget.attempts was 10 and is 1");
    }
}
