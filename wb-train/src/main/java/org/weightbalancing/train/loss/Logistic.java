package org.weightbalancing.train.loss;

/**
 * The sigmoid p = 1 / (1 + exp(-z)) of one logit, with 1 - p and both logarithms at full relative precision for logits of
 * any size. One exponential, and one logarithm for each that is asked for.
 */
final class Logistic {

    private double z;
    private double e;
    private double p;
    private double notP;

    /** Computes what the other methods give. */
    void compute(double logit) {
        z = logit;
        e = Math.exp(-Math.abs(logit));
        double larger = 1 / (1 + e);
        double smaller = e * larger;
        p = logit >= 0 ? larger : smaller;
        notP = logit >= 0 ? smaller : larger;
    }

    /** log(1 + x) for x above -1, exact to a few units in the last place, and faster than the JDK's. */
    static double log1p(double x) {
        double u = 1 + x;
        // What 1 + x lost in rounding, to first order.
        return Math.log(u) + (x - (u - 1)) / u;
    }

    /** Probability. */
    double p() {
        return p;
    }

    /** One minus the probability. */
    double notP() {
        return notP;
    }

    /** Logarithm of the probability. */
    double logP() {
        return Math.min(z, 0) - log1p(e);
    }

    /** Logarithm of one minus the probability. */
    double logNotP() {
        return Math.min(-z, 0) - log1p(e);
    }
}
