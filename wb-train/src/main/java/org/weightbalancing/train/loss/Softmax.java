package org.weightbalancing.train.loss;

/**
 * The softmax p of one example's logits, split into the largest entry (top) and the others, so that p, 1 - p and log p
 * all keep their relative precision and nothing overflows: with q the softmax of the others alone and d = z_top - log
 * sum_others exp(z), p_top = 1 / (1 + exp(-d)) and p_c = q_c (1 - p_top). One exponential a class.
 */
final class Softmax {

    private final double[] logits;
    private final double[] others;
    private int top;
    private double logSumOfOthers;
    private double pTop;
    private double notTop;
    private double logPTop;
    private double logNotTop;

    /** Room for one example's logits, at least two. */
    Softmax(int classes) {
        this.logits = new double[classes];
        this.others = new double[classes];
    }

    /** The logits [C] to be computed of, which the caller fills. */
    double[] logits() {
        return logits;
    }

    /** Computes what the other methods give. */
    void compute() {
        top = largestExcept(-1, logits);
        int second = largestExcept(top, logits);
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            others[c] = c == top ? 0 : Math.exp(logits[c] - logits[second]);
            sum += others[c];
        }
        for (int c = 0; c < logits.length; c++) {
            others[c] /= sum;
        }
        logSumOfOthers = logits[second] + Math.log(sum);
        double odds = logits[top] - logSumOfOthers;
        pTop = sigmoid(odds);
        notTop = sigmoid(-odds);
        logPTop = -softplus(-odds);
        logNotTop = -softplus(odds);
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

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    /** log(1 + exp(x)). */
    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** Index of the largest logit, the lowest one among equals. */
    int top() {
        return top;
    }

    /** Probability of a class. */
    double p(int c) {
        return c == top ? pTop : others[c] * notTop;
    }

    /** One minus the probability of a class. */
    double notP(int c) {
        // Whatever is not the top has at most 1/2.
        return c == top ? notTop : 1 - p(c);
    }

    /** Probability of a class other than the top, given that it is not the top. */
    double given(int c) {
        return others[c];
    }

    /** Logarithm of the probability of a class. */
    double logP(int c) {
        return c == top ? logPTop : logits[c] - logSumOfOthers + logNotTop;
    }

    /** Logarithm of one minus the probability of a class. */
    double logNotP(int c) {
        return c == top ? logNotTop : Math.log1p(-p(c));
    }
}
