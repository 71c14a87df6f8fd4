package org.weightbalancing.app.search;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How an objective ended.
 *
 * @param status complete, pruned or failed
 * @param score finite, if it has one
 * @param reason why it has none, or was pruned
 */
record TrialOutcome(TrialStatus status, OptionalDouble score, Optional<String> reason) {

    /** Measures a trial and catches whatever it throws, errors too: the study goes on after each. */
    static TrialOutcome of(Objective objective, Trial trial) {
        try {
            return score(objective.measure(trial));
        } catch (Throwable e) {
            return pruning(e)
                    .map(pruned -> pruned(trial.lastValue(), pruned.getMessage()))
                    .orElseGet(() -> failed(trace(e)));
        }
    }

    // What an objective calls may have wrapped it.
    private static Optional<PrunedException> pruning(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PrunedException pruned) {
                return Optional.of(pruned);
            }
        }
        return Optional.empty();
    }

    /** The score of a trial that has come to its end; a failure if it is no finite number. */
    static TrialOutcome score(double score) {
        return Double.isFinite(score)
                ? new TrialOutcome(TrialStatus.COMPLETE, OptionalDouble.of(score), Optional.empty())
                : failed("the score is " + score + "; it must be a finite number");
    }

    /** A trial that was given up; its score is the last value, if that is finite. */
    static TrialOutcome pruned(OptionalDouble last, String reason) {
        OptionalDouble score = last.isPresent() && Double.isFinite(last.getAsDouble()) ? last : OptionalDouble.empty();
        return new TrialOutcome(TrialStatus.PRUNED, score, Optional.of(reason));
    }

    /** A trial without a score. */
    static TrialOutcome failed(String reason) {
        return new TrialOutcome(TrialStatus.FAILED, OptionalDouble.empty(), Optional.of(reason));
    }

    /** The stack trace of a throwable with its causes. */
    static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().strip();
    }
}
