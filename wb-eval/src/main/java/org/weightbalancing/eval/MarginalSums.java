package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * Sums probabilities class by class so that neither order nor grouping changes a bit.
 *
 * <p>A probability is split into a multiple of 2^-32, a multiple of 2^-64 and a rest below 2^-64 that is dropped. Sums of
 * each part are exact while they are below 2^53 units, two million items, and exact sums are associative (the idea of
 * Demmel and Nguyen, Fast Reproducible Floating-Point Summation, ARITH 2013).
 */
final class MarginalSums {

    /** Adding and subtracting it rounds to a multiple of 2^-32: its last bit is worth that. */
    private static final double COARSE = 0x1.8p20;

    /** The same for 2^-64. */
    private static final double FINE = 0x1.8p-12;

    private final double[] coarse;
    private final double[] fine;

    MarginalSums(int classes) {
        coarse = new double[classes];
        fine = new double[classes];
    }

    /** Adds the probabilities e_c s of an item. */
    void add(double[] exponentials, double scale) {
        for (int c = 0; c < coarse.length; c++) {
            double p = exponentials[c] * scale;
            double high = (p + COARSE) - COARSE;
            coarse[c] += high;
            fine[c] += (p - high + FINE) - FINE;
        }
    }

    /** Adds what the other has summed. */
    void add(MarginalSums other) {
        for (int c = 0; c < coarse.length; c++) {
            coarse[c] += other.coarse[c];
            fine[c] += other.fine[c];
        }
    }

    /** Returns the sums divided by the number of items. */
    double[] means(int items) {
        double[] means = new double[coarse.length];
        Arrays.setAll(means, c -> (coarse[c] + fine[c]) / items);
        return means;
    }
}
