package org.weightbalancing.eval;

/**
 * A confidence interval found by {@link Bootstrap}.
 *
 * @param estimate the value on the test set itself; NaN if it is undefined there
 * @param lower the lower end; NaN if no resampled value was defined, or no interval is given
 * @param upper the upper end; NaN if no resampled value was defined, or no interval is given
 * @param level the confidence level, such as 0.95
 */
public record BootstrapInterval(double estimate, double lower, double upper, double level) {

    /**
     * How the ends follow from the percentiles q_lo and q_hi of the resampled values: as it suits the way in which chance moves
     * the number.
     */
    public enum Kind {
        /**
         * [q_lo, q_hi], the percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13): for means,
         * which chance moves up and down alike.
         */
        PERCENTILE,
        /**
         * [2e - q_hi, 2e - q_lo] within 0..1, of the estimate e, the basic interval (Davison and Hinkley, Bootstrap Methods and
         * Their Application, 1997, section 5.2): for calibration errors, which chance moves up, as it does every mean of
         * distances. What drawing again adds to the estimate, the test set had added to the truth; so it is subtracted. At the
         * edge of the range that is too little, so the lower end is 0 too where e is no larger than in (level) of the test sets
         * of a calibrated network that has the same confidences. It may end below the estimate, which is then mostly chance.
         */
        REVERSED,
        /**
         * NaN and NaN: for a minimum or maximum, and for means that the least value rules. Which class or bin is the extreme one
         * changes from one resample to another, and neither interval covers the truth nearly as often as it says.
         */
        NONE
    }

    /** Tells whether a value lies in the interval, ends included: a difference is not significant if 0 does. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /**
     * Makes the reversed interval of the percentile one.
     *
     * @param chance how large the estimate may well be if the truth is 0
     */
    BootstrapInterval reversed(double chance) {
        double least = estimate <= chance ? 0 : fraction(2 * estimate - upper);
        return new BootstrapInterval(estimate, least, fraction(2 * estimate - lower), level);
    }

    /** Makes one that tells the estimate alone. */
    BootstrapInterval withheld() {
        return new BootstrapInterval(estimate, Double.NaN, Double.NaN, level);
    }

    private static double fraction(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
