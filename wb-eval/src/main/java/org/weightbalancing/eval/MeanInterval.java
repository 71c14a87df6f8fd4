package org.weightbalancing.eval;

/**
 * The mean of a few repetitions of an experiment, how much they scatter, and a t-interval of the mean.
 *
 * <p>With n values x_1..x_n: mean = (1/n) sum x_i; deviation = sqrt(sum (x_i - mean)^2 / (n - 1)), that of a sample; the
 * interval is mean -+ t deviation / sqrt(n), where t is the quantile of Student's distribution with n - 1 degrees of
 * freedom that |T| stays below with probability {@code level} (Student, The Probable Error of a Mean, Biometrika 1908).
 * It takes the values for independent and normal: it speaks of training anew with other seeds on the same test set, not
 * of other test items, for which there is {@link Bootstrap}. With 2 values t is 12.7, with 5 it is 2.78: few seeds give
 * wide intervals, which may reach beyond 0..1.
 *
 * @param values how many values there are, n
 * @param mean of the values; NaN if one of them is
 * @param deviation the standard deviation of the sample; NaN for one value
 * @param lower the lower end of the interval; NaN for one value
 * @param upper the upper end of the interval; NaN for one value
 * @param level the confidence level, such as 0.95
 */
public record MeanInterval(int values, double mean, double deviation, double lower, double upper, double level) {

    /**
     * Returns mean, deviation and interval of values in any order. A NaN among them, an accuracy that is undefined,
     * makes all of them NaN.
     *
     * @param level the confidence level, between 0 and 1
     * @param values at least one
     * @throws IllegalArgumentException if there is no value, one is infinite or the level is not between 0 and 1
     */
    public static MeanInterval of(double level, double... values) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level = " + level + ", but a number between 0 and 1 is required");
        }
        if (values.length == 0) {
            throw new IllegalArgumentException("0 values, but at least one is required");
        }
        double mean = mean(values);
        double deviation = deviation(values, mean);
        double half = values.length == 1
                ? Double.NaN
                : StudentT.quantile(level, values.length - 1) * deviation / Math.sqrt(values.length);
        return new MeanInterval(values.length, mean, deviation, mean - half, mean + half, level);
    }

    /** Sums the distances from the first value, so that the mean of equal values is that value to the last bit. */
    private static double mean(double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "values[" + i + "] = " + values[i] + ", but a finite number or NaN is required");
            }
            sum += values[i] - values[0];
        }
        return values[0] + sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        if (values.length == 1) {
            return Double.NaN;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
