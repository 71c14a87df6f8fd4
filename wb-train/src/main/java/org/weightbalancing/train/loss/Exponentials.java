package org.weightbalancing.train.loss;

/**
 * The exponential function of a whole row, in loops without a branch, of which the virtual machine makes vector
 * instructions.
 *
 * <p>With x = k log 4 + r, k whole and |r| at most log 2, exp(x) = exp(r) 2^k 2^k, in which 2^k does not underflow before
 * exp(x) does. exp(r) = 1 + r + r^2 q(r) with q the minimax polynomial of degree 11, of error 1e-17. Within 2 units in the
 * last place of exp(x), of subnormal numbers too; minus infinity gives 0, NaN gives NaN. The bits depend on x alone.
 */
final class Exponentials {

    // Rounds what is added to it to a whole number and leaves that, plus the bias of an exponent, in its lowest bits.
    private static final double ROUNDER = 0x1.8p52 + 1023;
    private static final double PER_LOG_4 = 0.5 / Math.log(2);
    // log 4 in two parts, of which the first times k is exact.
    private static final double LOG_4 = 0x1.62e42feep0;
    private static final double LOG_4_REST = 0x1.a39ef35793c76p-32;
    private static final int BITS_OF_FRACTION = 52;
    private static final double LEAST = -1000;

    private final double[] roots;
    private final double[] rests;

    /** Scratch space for rows of a length. */
    Exponentials(int length) {
        this.roots = new double[length];
        this.rests = new double[length];
    }

    /** Computes exp(x - shift) of each entry; the result may be the row itself. Above 709 it is any number. */
    void of(double[] row, double shift, double[] result) {
        for (int c = 0; c < rests.length; c++) {
            rests[c] = Math.max(LEAST, row[c] - shift);
        }
        split();
        raise();
        exponentiateRests();
        for (int c = 0; c < result.length; c++) {
            result[c] = rests[c] * roots[c] * roots[c];
        }
    }

    private void split() {
        for (int c = 0; c < rests.length; c++) {
            double x = rests[c];
            double rounded = x * PER_LOG_4 + ROUNDER;
            double k = rounded - ROUNDER;
            double r = (x - k * LOG_4) - k * LOG_4_REST;
            roots[c] = rounded;
            rests[c] = r;
        }
    }

    private void raise() {
        for (int c = 0; c < roots.length; c++) {
            roots[c] = Double.longBitsToDouble(Double.doubleToRawLongBits(roots[c]) << BITS_OF_FRACTION);
        }
    }

    /** exp(r), from the even and the odd terms of q. */
    private void exponentiateRests() {
        for (int c = 0; c < rests.length; c++) {
            double r = rests[c];
            double r2 = r * r;
            double even = 2.1062268005112575e-9;
            even = even * r2 + 2.755615884696936e-7;
            even = even * r2 + 2.4801590826197078e-5;
            even = even * r2 + 0.0013888888883584857;
            even = even * r2 + 0.04166666666670202;
            even = even * r2 + 0.4999999999999993;
            double odd = 1.5935696609031745e-10;
            odd = odd * r2 + 2.5055030017259456e-8;
            odd = odd * r2 + 2.755730067988576e-6;
            odd = odd * r2 + 1.9841269892677577e-4;
            odd = odd * r2 + 0.008333333333270066;
            odd = odd * r2 + 0.16666666666666935;
            rests[c] = 1 + (r + r2 * (even + odd * r));
        }
    }
}
