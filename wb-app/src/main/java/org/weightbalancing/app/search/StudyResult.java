package org.weightbalancing.app.search;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a session of a study ended.
 *
 * @param trials all of the study, by number, whoever ran them
 * @param goal what is better
 * @param stopped whether it was interrupted before its budget was spent
 */
public record StudyResult(List<TrialRecord> trials, Goal goal, boolean stopped) {

    /** Copies the trials. */
    public StudyResult {
        trials = List.copyOf(trials);
    }

    /** The best trial, as {@link Goal#best} says. */
    public Optional<TrialRecord> best() {
        return goal.best(trials);
    }

    /** The number of trials of each status that occurs. */
    public Map<TrialStatus, Integer> counts() {
        Map<TrialStatus, Integer> counts = new EnumMap<>(TrialStatus.class);
        trials.forEach(trial -> counts.merge(trial.status(), 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }

    /** The trials that failed, timed out or were lost, by number; each has a reason. */
    public List<TrialRecord> failures() {
        return trials.stream().filter(trial -> trial.status().failed()).toList();
    }
}
