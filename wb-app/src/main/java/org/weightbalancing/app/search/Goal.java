package org.weightbalancing.app.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is better: a larger or a smaller score, among the trials that meet all constraints.
 *
 * @param largerIsBetter whether larger scores are better
 * @param constraints all of which a trial should meet
 */
public record Goal(boolean largerIsBetter, List<Constraint> constraints) {

    private static final double INFEASIBLE = 1e9;

    /** Copies the constraints. */
    public Goal {
        constraints = List.copyOf(constraints);
    }

    /** Larger scores are better. */
    public static Goal maximise() {
        return new Goal(true, List.of());
    }

    /** Smaller scores are better. */
    public static Goal minimise() {
        return new Goal(false, List.of());
    }

    /** Whether a trial meets all constraints. */
    public boolean feasible(TrialRecord trial) {
        return violation(trial) == 0;
    }

    /**
     * The number to be minimised: the score, negated if larger ones are better; 1e9 (1 + the sum of the violations) for a
     * trial that breaks a constraint, which is more than any score that is told from another then; infinite for a trial
     * without a score.
     */
    public double loss(TrialRecord trial) {
        if (trial.score().isEmpty() || !Double.isFinite(trial.score().getAsDouble())) {
            return Double.POSITIVE_INFINITY;
        }
        double violation = violation(trial);
        return violation > 0 ? INFEASIBLE * (1 + violation) : loss(trial.score().getAsDouble());
    }

    /** A value of the objective as a number to be minimised. */
    public double loss(double value) {
        return largerIsBetter ? -value : value;
    }

    /** Best first; of equal ones the earlier. Trials without a score are last. */
    public Comparator<TrialRecord> bestFirst() {
        return Comparator.<TrialRecord>comparingDouble(this::loss).thenComparingInt(TrialRecord::number);
    }

    /**
     * The best of the complete trials that meet all constraints, among those of them with the largest budget: scores of
     * different budgets do not compare.
     *
     * @param trials of one study
     * @return nothing if no complete trial meets the constraints
     */
    public Optional<TrialRecord> best(List<TrialRecord> trials) {
        return trials.stream()
                .filter(TrialRecord::complete)
                .filter(this::feasible)
                .min(Comparator.comparing(TrialRecord::budget, Comparator.reverseOrder())
                        .thenComparing(bestFirst()));
    }

    private double violation(TrialRecord trial) {
        return constraints.stream()
                .mapToDouble(constraint -> constraint.violation(trial))
                .sum();
    }
}
