package org.weightbalancing.train.loss;

import java.util.Arrays;

/**
 * The softmax p of one example's logits, split into the largest entry (top) and the others, so that p, 1 - p and log p
 * all keep their relative precision and nothing overflows: with q the softmax of the others alone and d = z_top - log
 * sum_others exp(z), p_top = 1 / (1 + exp(-d)) and p_c = q_c (1 - p_top). One exponential a class. A logit may be minus
 * infinity, if another is not: its probability is zero.
 */
final class Softmax {

    private final double[] others;
    private final Logistic odds = new Logistic();
    private double[] logits;
    private int top;
    private double logSumOfOthers;

    /** Room for one example's logits, at least two. */
    Softmax(int classes) {
        this.others = new double[classes];
        this.logits = others;
    }

    /** Computes what the other methods give; the logits [C] are kept, not copied. */
    Softmax of(double[] z) {
        logits = z;
        top = largestExcept(-1, z);
        double second = z[largestExcept(top, z)];
        if (second == Double.NEGATIVE_INFINITY) {
            Arrays.fill(others, 0);
            logSumOfOthers = second;
        } else {
            normalizeOthers(second);
        }
        odds.compute(z[top] - logSumOfOthers);
        return this;
    }

    private void normalizeOthers(double second) {
        double sum = 0;
        for (int c = 0; c < others.length; c++) {
            others[c] = c == top ? 0 : Math.exp(logits[c] - second);
            sum += others[c];
        }
        double inverse = 1 / sum;
        for (int c = 0; c < others.length; c++) {
            others[c] *= inverse;
        }
        logSumOfOthers = second + Math.log(sum);
    }

    private static int largestExcept(int skipped, double[] values) {
        int best = skipped == 0 ? 1 : 0;
        for (int c = best + 1; c < values.length; c++) {
            if (c != skipped && values[c] > values[best]) {
                best = c;
            }
        }
        return best;
    }

    /** Index of the largest logit, the lowest one among equals. */
    int top() {
        return top;
    }

    /** Probability of a class. */
    double p(int c) {
        return c == top ? odds.p() : others[c] * odds.notP();
    }

    /** One minus the probability of a class. */
    double notP(int c) {
        // Whatever is not the top has at most 1/2.
        return c == top ? odds.notP() : 1 - p(c);
    }

    /** Probability of a class other than the top, given that it is not the top. */
    double given(int c) {
        return others[c];
    }

    /** Logarithm of the probability of a class. */
    double logP(int c) {
        if (c == top) {
            return odds.logP();
        }
        // Where all the others are impossible, their sum is too.
        return others[c] == 0 && logits[c] == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : logits[c] - logSumOfOthers + odds.logNotP();
    }

    /** Logarithm of one minus the probability of a class. */
    double logNotP(int c) {
        return c == top ? odds.logNotP() : Logistic.log1p(-p(c));
    }
}
