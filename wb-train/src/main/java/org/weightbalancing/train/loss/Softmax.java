package org.weightbalancing.train.loss;

import java.util.Arrays;

/**
 * The softmax p of one example's logits, split into the largest entry (top) and the others, so that p, 1 - p and log p
 * all keep their relative precision and nothing overflows: with q the softmax of the others alone and d = z_top - log
 * sum_others exp(z), p_top = 1 / (1 + exp(-d)) and p_c = q_c (1 - p_top). One exponential a class. A logit may be minus
 * infinity, if another is not: its probability is zero.
 */
final class Softmax {

    private final Exponentials exponentials;
    private final double[] others;
    private final Logistic odds = new Logistic();
    private double[] logits;
    private int top;
    private double inverseSum;
    private double logSumOfOthers;
    private double logNotTop;

    /** Room for one example's logits, at least two. */
    Softmax(int classes) {
        this.exponentials = new Exponentials(classes);
        this.others = new double[classes];
        this.logits = others;
    }

    /** Computes what the other methods give; the logits [C] are kept, not copied. */
    Softmax of(double[] z) {
        logits = z;
        double shift = findTop();
        exponentials.of(z, shift, others);
        others[top] = 0;
        double sum = Sum.of(others);
        inverseSum = sum == 0 ? 0 : 1 / sum;
        logSumOfOthers = shift + Math.log(sum);
        odds.compute(z[top] - logSumOfOthers);
        logNotTop = odds.logNotP();
        return this;
    }

    /** Finds the largest logit and gives the second one, or 0 where there is none. */
    private double findTop() {
        top = 0;
        double largest = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            double z = logits[c];
            if (z > second) {
                if (z > largest) {
                    second = largest;
                    largest = z;
                    top = c;
                } else {
                    second = z;
                }
            }
        }
        return second == Double.NEGATIVE_INFINITY ? 0 : second;
    }

    /** Index of the largest logit, the lowest one among equals. */
    int top() {
        return top;
    }

    /** Probability of a class. */
    double p(int c) {
        return c == top ? odds.p() : others[c] * inverseSum * odds.notP();
    }

    /** One minus the probability of a class. */
    double notP(int c) {
        // Whatever is not the top has at most 1/2.
        return c == top ? odds.notP() : 1 - p(c);
    }

    /** Computes the probability of each class, given that it is not the top, and 0 for the top, times a factor. */
    void given(double factor, double[] result) {
        double scale = factor * inverseSum;
        for (int c = 0; c < result.length; c++) {
            result[c] = others[c] * scale;
        }
    }

    /** Subtracts that from each entry. */
    void subtractGiven(double factor, double[] from) {
        double scale = factor * inverseSum;
        for (int c = 0; c < from.length; c++) {
            from[c] -= others[c] * scale;
        }
    }

    /** Computes mass p - target of each class, at full precision where it is -mass (1 - p). */
    void excess(double mass, double[] target, double[] result) {
        double scale = mass * (inverseSum * odds.notP());
        for (int c = 0; c < result.length; c++) {
            result[c] = others[c] * scale - target[c];
        }
        // p - 1 from its complement keeps its precision where p rounds to 1.
        result[top] = target[top] == mass ? -mass * odds.notP() : mass * odds.p() - target[top];
    }

    /** Logarithm of the probability of a class. */
    double logP(int c) {
        if (c == top) {
            return odds.logP();
        }
        // Where all the others are impossible, their sum is too.
        return others[c] == 0 && logits[c] == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : logits[c] - logSumOfOthers + logNotTop;
    }

    /** Computes the logarithm of the probability of each class. */
    void logP(double[] result) {
        if (inverseSum == 0) {
            Arrays.fill(result, Double.NEGATIVE_INFINITY);
        } else {
            for (int c = 0; c < result.length; c++) {
                result[c] = logits[c] - logSumOfOthers + logNotTop;
            }
        }
        result[top] = odds.logP();
    }

    /** Logarithm of one minus the probability of a class. */
    double logNotP(int c) {
        return c == top ? logNotTop : Logistic.log1p(-p(c));
    }
}
