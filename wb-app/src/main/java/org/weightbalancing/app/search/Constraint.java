package org.weightbalancing.app.search;

/**
 * A bound on a measure of a trial, such as a calibration error of at most 0.05.
 *
 * @param measure its name
 * @param atLeast smallest allowed value, or negative infinity
 * @param atMost largest allowed value, or infinity
 */
public record Constraint(String measure, double atLeast, double atMost) {

    /** Checks that a value can meet the bounds. */
    public Constraint {
        if (!(atLeast <= atMost)) {
            throw new IllegalArgumentException("constraint on " + measure + ": at least " + atLeast + " and at most "
                    + atMost + " cannot both hold");
        }
    }

    /** A smallest allowed value. */
    public static Constraint atLeast(String measure, double value) {
        return new Constraint(measure, value, Double.POSITIVE_INFINITY);
    }

    /** A largest allowed value. */
    public static Constraint atMost(String measure, double value) {
        return new Constraint(measure, Double.NEGATIVE_INFINITY, value);
    }

    /** How far a trial is from meeting it, 0 if it does; infinite if the trial has no such measure or it is NaN. */
    public double violation(TrialRecord trial) {
        double value = trial.measure(measure);
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.max(0, Math.max(atLeast - value, value - atMost));
    }
}
