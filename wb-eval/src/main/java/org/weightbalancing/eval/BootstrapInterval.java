package org.weightbalancing.eval;

/**
 * A confidence interval found by {@link Bootstrap}.
 *
 * @param estimate the value on the test set itself; NaN if it is undefined there
 * @param lower the lower percentile of the resampled values; NaN if none was defined
 * @param upper the upper percentile of the resampled values; NaN if none was defined
 * @param level the confidence level, such as 0.95
 */
public record BootstrapInterval(double estimate, double lower, double upper, double level) {

    /** Tells whether a value lies in the interval, ends included: a difference is not significant if 0 does. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
