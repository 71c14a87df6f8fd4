package org.weightbalancing.eval.adjustment;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Turns the numbers of training images into log priors, log pi_c = log (n_c / sum n). */
final class ClassPriors {

    private ClassPriors() {}

    static double[] logs(int[] counts) {
        if (counts.length == 0) {
            throw new IllegalArgumentException("0 training counts, but at least one is required");
        }
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 1) {
                throw new IllegalArgumentException("class " + c + " has " + counts[c]
                        + " training images, but at least 1 is required: the log of its prior is not defined");
            }
        }
        double total = IntStream.of(counts).asLongStream().sum();
        return Arrays.stream(counts)
                .mapToDouble(count -> Math.log(count / total))
                .toArray();
    }

    static void requireStrength(double tau) {
        if (!(tau >= 0) || Double.isInfinite(tau)) {
            throw new IllegalArgumentException("tau = " + tau + ", but a finite number >= 0 is required");
        }
    }
}
