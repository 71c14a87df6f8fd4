package org.weightbalancing.app.plot;

import java.util.List;

/**
 * What trials have of one hyperparameter, and on what axis it stands.
 *
 * @param name of it
 * @param log whether the axis is logarithmic
 * @param low lower end of its range
 * @param high upper end of its range, not below the lower
 * @param options names of what may be chosen; empty for numbers
 * @param values one for each trial, of a choice the number of its option from 0; NaN where it did not matter
 */
public record HyperparameterValues(
        String name, boolean log, double low, double high, List<String> options, List<Double> values) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the range is empty, not finite, or not positive on a logarithmic axis
     */
    public HyperparameterValues {
        options = List.copyOf(options);
        values = List.copyOf(values);
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high) || (log && low <= 0)) {
            throw new IllegalArgumentException("the range of " + name + " is " + low + " to " + high
                    + ", must be finite and, on a log axis, positive");
        }
    }

    /** Numbers of a range. */
    public static HyperparameterValues linear(String name, double low, double high, List<Double> values) {
        return new HyperparameterValues(name, false, low, high, List.of(), values);
    }

    /** Numbers of a range that is drawn by its logarithm. */
    public static HyperparameterValues logarithmic(String name, double low, double high, List<Double> values) {
        return new HyperparameterValues(name, true, low, high, List.of(), values);
    }

    /** Numbers of options, of which there is at least one. */
    public static HyperparameterValues choice(String name, List<String> options, List<Double> values) {
        return new HyperparameterValues(name, false, 0, options.size() - 1.0, options, values);
    }

    boolean isChoice() {
        return !options.isEmpty();
    }

    /** Where a value stands between the ends of the axis: 0 at the lower, 1 at the upper; NaN stays. */
    double share(double value) {
        if (high == low) {
            return Double.isNaN(value) ? value : 0.5;
        }
        return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** A place beside an option, so that trials of one option do not hide one another: -1 to 1, for each trial its own. */
    static double beside(int trial) {
        double golden = 0.618033988749895 * trial;
        return 2 * (golden - Math.floor(golden)) - 1;
    }
}
