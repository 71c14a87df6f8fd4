package org.weightbalancing.train.loss;

/**
 * The sigmoids p = 1 / (1 + exp(-z)) of a row of logits, with 1 - p and both logarithms at full relative precision for
 * logits of any size. One exponential a class, and one logarithm if they are asked for.
 */
final class Logistics {

    private final Exponentials exponentials;
    private final double[] e;
    private final double[] p;
    private final double[] notP;
    private final double[] logs;
    private final double[] logNotP;
    private double[] logits;

    /** Room for one example's logits. */
    Logistics(int classes) {
        this.exponentials = new Exponentials(classes);
        this.e = new double[classes];
        this.p = new double[classes];
        this.notP = new double[classes];
        this.logs = new double[classes];
        this.logNotP = new double[classes];
        this.logits = p;
    }

    /** Computes the probabilities; the logits [C] are kept, not copied. */
    void compute(double[] z) {
        logits = z;
        for (int c = 0; c < e.length; c++) {
            e[c] = -Math.abs(z[c]);
        }
        exponentials.of(e, 0, e);
        for (int c = 0; c < e.length; c++) {
            // 1 for positive logits, 0 for negative ones; so near to 0 that it is neither, both sides are 1/2.
            p[c] = Math.min(1, Math.max(0, z[c] * Double.MAX_VALUE));
        }
        for (int c = 0; c < e.length; c++) {
            double positive = p[c];
            double larger = 1 / (1 + e[c]);
            double smaller = e[c] * larger;
            p[c] = positive * larger + (1 - positive) * smaller;
            notP[c] = positive * smaller + (1 - positive) * larger;
        }
    }

    /** Computes the logarithms of the probabilities. */
    void computeLogs() {
        Logarithms.ofOnePlus(e, logs);
        for (int c = 0; c < logs.length; c++) {
            logNotP[c] = Math.min(0, -logits[c]);
        }
        for (int c = 0; c < logs.length; c++) {
            logNotP[c] -= logs[c];
        }
    }

    /** Probability of a class. */
    double p(int c) {
        return p[c];
    }

    /** One minus the probability of a class. */
    double notP(int c) {
        return notP[c];
    }

    /** Logarithm of the probability of a class, once computed. */
    double logP(int c) {
        return Math.min(0, logits[c]) - logs[c];
    }

    /** Logarithm of one minus the probability of a class, once computed. */
    double logNotP(int c) {
        return logNotP[c];
    }
}
