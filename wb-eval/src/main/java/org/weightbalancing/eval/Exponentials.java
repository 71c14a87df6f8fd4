package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * Computes e_c = exp(z_c - m) of a row of numbers z with m the largest, and three sums over all but that one, several times
 * faster than {@link Math#exp}.
 *
 * <p>With x = max(z_c - m, -708), k = round(-32 x / log 2) and r = x + k log(2)/32, so that |r| &lt;= log(2)/64:
 *
 * <pre>
 * exp(x) = 2^(-k/32) exp(r) = 2^(-k/32) (1 + r + r^2/2 + ... + r^6/720)
 * </pre>
 *
 * The first factor comes from a table; what the series leaves out is below 4e-18. The relative error is below 5e-16; what is
 * at or below -708 gives 0.
 *
 * <p>The largest is left out of the sums because they would be lost next to its 1.
 */
final class Exponentials {

    /** The x whose exponential, 3e-308, is taken to be 0. */
    private static final double LOWEST = -708;

    private static final double STEPS_PER_UNIT = 0x1.71547652b82fep5;

    /** log(2)/32 in two parts; the first has so few bits that multiples of it are exact. */
    private static final double STEP_HIGH = 0x1.62e42fef8p-6;

    private static final double STEP_LOW = 0x1.1cf79abc9e3b4p-41;

    /** Adding it rounds to a whole number, which the low bits of the sum then hold. */
    private static final double ROUNDING = 0x1.8p52;

    /** 2^(-k/32) for each k up to that of the lowest x, which gets 0, as does the rest. */
    private static final double[] POWERS = new double[1 << 15];

    static {
        int end = (int) Math.rint(-LOWEST * STEPS_PER_UNIT);
        Arrays.setAll(POWERS, k -> k < end ? StrictMath.pow(2, k / -32.0) : 0);
    }

    private final double[] shifted;
    private final double[] steps;
    private final double[] values;
    private double sum;
    private double sumOfSquares;
    private double sumOfProducts;

    /** Makes room for rows of so many numbers. */
    Exponentials(int count) {
        // Sums are taken two by two; the last place of an odd row stays 0.
        int even = count + count % 2;
        shifted = new double[even];
        steps = new double[even];
        values = new double[even];
    }

    /** Computes the exponentials and the sums; NaN among the numbers makes the sums NaN. */
    void compute(double[] numbers, int largest) {
        expand(numbers, numbers[largest]);
        values[largest] = 0;
        scaleAndSum();
        values[largest] = 1;
    }

    /** Leaves the series in the values, k in the steps. No branch, call or table: it becomes vector instructions. */
    private void expand(double[] numbers, double max) {
        for (int c = 0; c < numbers.length; c++) {
            double x = Math.max(numbers[c] - max, LOWEST);
            double bits = ROUNDING - x * STEPS_PER_UNIT;
            double k = bits - ROUNDING;
            double r = x + k * STEP_HIGH + k * STEP_LOW;
            values[c] =
                    1 + r * (1 + r * (1 / 2.0 + r * (1 / 6.0 + r * (1 / 24.0 + r * (1 / 120.0 + r * (1 / 720.0))))));
            steps[c] = bits;
            shifted[c] = x;
        }
    }

    /** Two sums of each kind, for one alone would wait at every step for its last addition. */
    private void scaleAndSum() {
        double sum0 = 0;
        double sum1 = 0;
        double squares0 = 0;
        double squares1 = 0;
        double products0 = 0;
        double products1 = 0;
        for (int c = 0; c < values.length; c += 2) {
            double e0 = values[c] * power(steps[c]);
            double e1 = values[c + 1] * power(steps[c + 1]);
            values[c] = e0;
            values[c + 1] = e1;
            sum0 += e0;
            sum1 += e1;
            squares0 += e0 * e0;
            squares1 += e1 * e1;
            products0 += e0 * shifted[c];
            products1 += e1 * shifted[c + 1];
        }
        sum = sum0 + sum1;
        sumOfSquares = squares0 + squares1;
        sumOfProducts = products0 + products1;
    }

    private static double power(double bits) {
        return POWERS[(int) Double.doubleToRawLongBits(bits) & (POWERS.length - 1)];
    }

    /** Returns e_c of each number, and 1 of the largest; overwritten by the next row. */
    double[] values() {
        return values;
    }

    /** Returns the sum of e_c. */
    double sum() {
        return sum;
    }

    /** Returns the sum of e_c^2. */
    double sumOfSquares() {
        return sumOfSquares;
    }

    /** Returns the sum of e_c (z_c - m). */
    double sumOfProducts() {
        return sumOfProducts;
    }
}
