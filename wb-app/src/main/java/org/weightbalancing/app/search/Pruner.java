package org.weightbalancing.app.search;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Tells of a trial on its way whether to give it up. */
@FunctionalInterface
public interface Pruner {

    /**
     * Judges a trial after it has reported a value.
     *
     * @param goal what is better
     * @param curve the values that the trial has reported, by step; the last is the new one
     * @param others all other trials of the study that are known here, ended or not, with the curves they have by now
     * @return why the trial is given up; nothing if it goes on
     */
    Optional<String> judge(Goal goal, SortedMap<Integer, Double> curve, List<TrialRecord> others);

    /** Gives up nothing. */
    static Pruner none() {
        return (goal, curve, others) -> Optional.empty();
    }
}
