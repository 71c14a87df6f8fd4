package org.weightbalancing.app.study;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.search.Budget;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.yaml.YamlNumber;

/**
 * How the budget of a session differs from that of the study that it goes on with.
 *
 * @param before of the study
 * @param now of the session, and of the study from then on
 */
record BudgetChange(Budget before, Budget now) {

    private static final double MILLISECONDS_PER_MINUTE = 60_000;

    /**
     * Each key that differs with its old and new value, and what follows for the trials if their number differs.
     *
     * @param trials of the study by now
     * @return a line; nothing if the budgets are equal
     */
    Optional<String> words(List<TrialRecord> trials) {
        List<String> changes = new ArrayList<>();
        compare(changes, "trials", Integer.toString(before.trials()), Integer.toString(now.trials()));
        compare(changes, "minutes", minutes(before.within()), minutes(now.within()));
        compare(changes, "minutes-per-trial", minutes(before.perTrial()), minutes(now.perTrial()));
        compare(changes, "attempts", Integer.toString(before.attempts()), Integer.toString(now.attempts()));
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        String follows = before.trials() == now.trials() ? "" : "; " + left(trials);
        return Optional.of("the budget of the study has changed: " + String.join(", ", changes) + follows);
    }

    private static void compare(List<String> changes, String key, String before, String now) {
        if (!before.equals(now)) {
            changes.add("budget." + key + " was " + before + " and is " + now);
        }
    }

    private static String minutes(Optional<Duration> time) {
        return YamlNumber.text(
                time.map(limit -> limit.toMillis() / MILLISECONDS_PER_MINUTE).orElse(Double.POSITIVE_INFINITY));
    }

    private String left(List<TrialRecord> trials) {
        int more = now.trials() - trials.size();
        long open = trials.stream().filter(trial -> !trial.status().ended()).count();
        String there = count(trials.size()) + " there already, ";
        if (more > 0) {
            return there + "up to " + more + " more can be begun";
        }
        if (open == 0) {
            return there + "nothing is left to run";
        }
        return there + "this session begins no more, and " + open + (open == 1 ? " has" : " have") + " not ended";
    }

    private static String count(int trials) {
        return trials == 1 ? "1 trial is" : trials + " trials are";
    }
}
