package org.weightbalancing.app.search;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the journal tells of a trial.
 *
 * @param number from 0, without gaps in a study
 * @param proposal what is tried
 * @param status how it stands
 * @param score the objective as it was measured, whatever the goal is; finite, and there if the trial is complete; perhaps
 *     there if it was pruned, and then the last value it reported
 * @param measures other numbers of it by name, such as those that constraints are on; may be NaN
 * @param curve the values reported, by step from 1; may be NaN
 * @param reason why it ended so: a message, or a stack trace; there if it failed, timed out or was lost, perhaps there if it
 *     was pruned, never else
 * @param host where it ran
 * @param started when it was claimed
 * @param seconds it took; of a running trial, until its last line
 */
public record TrialRecord(
        int number,
        Proposal proposal,
        TrialStatus status,
        OptionalDouble score,
        Map<String, Double> measures,
        SortedMap<Integer, Double> curve,
        Optional<String> reason,
        String host,
        Instant started,
        double seconds) {

    /** Copies measures and curve. */
    public TrialRecord {
        measures = Collections.unmodifiableMap(new TreeMap<>(measures));
        curve = Collections.unmodifiableSortedMap(new TreeMap<>(curve));
    }

    /** Whether the trial has a score that may be compared with others of the same budget. */
    public boolean complete() {
        return status == TrialStatus.COMPLETE;
    }

    /** The score of a complete trial. That of a pruned one is no score that compares, but its {@link #lastValue}. */
    public OptionalDouble finalScore() {
        return complete() ? score : OptionalDouble.empty();
    }

    /** The value reported last; NaN if there is none, or it is NaN itself. */
    public double lastValue() {
        return curve.isEmpty() ? Double.NaN : curve.get(curve.lastKey());
    }

    /** The step of the value reported last, from 1; nothing if there is none. */
    public OptionalInt lastStep() {
        return curve.isEmpty() ? OptionalInt.empty() : OptionalInt.of(curve.lastKey());
    }

    /** The first line of the reason that is not blank, such as class and message of what was thrown. */
    public Optional<String> reasonLine() {
        return reason.flatMap(text ->
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst());
    }

    /** The steps of its budget. Without one it is the largest of all, {@link Integer#MAX_VALUE}: nothing was cut. */
    public int budget() {
        return proposal.budget().orElse(Integer.MAX_VALUE);
    }

    /** A measure by name; NaN if the trial has none of that name. */
    public double measure(String name) {
        return measures.getOrDefault(name, Double.NaN);
    }
}
