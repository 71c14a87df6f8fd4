package org.weightbalancing.eval;

/**
 * Computes quantiles of Student's t distribution with a whole number of degrees of freedom, JDK only.
 *
 * <p>With theta = atan(t / sqrt(n)) the probability P(|T| &lt;= t) is a finite sum (Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 26.7.3 and 26.7.4):
 *
 * <pre>
 * n odd:   2/pi (theta + sin theta (cos theta + 2/3 cos^3 theta + ... + 2*4...(n-3) / (3*5...(n-2)) cos^(n-2) theta))
 * n even:  sin theta (1 + 1/2 cos^2 theta + ... + 1*3...(n-3) / (2*4...(n-2)) cos^(n-2) theta)
 * </pre>
 *
 * All terms are positive, so nothing cancels; it grows with theta and is inverted by halving.
 */
final class StudentT {

    /** Halvings of an interval shorter than 2: more change no bit of a double. */
    private static final int HALVINGS = 64;

    private StudentT() {}

    /** Returns the t with P(|T| &lt;= t) = level: 2.776 for level 0.95 and 4 degrees of freedom. */
    static double quantile(double level, int degrees) {
        double below = 0;
        double above = Math.PI / 2;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (below + above) / 2;
            if (within(middle, degrees) < level) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return Math.sqrt(degrees) * Math.tan((below + above) / 2);
    }

    private static double within(double theta, int degrees) {
        double cos = Math.cos(theta);
        boolean odd = degrees % 2 == 1;
        double term = odd ? cos : 1;
        double sum = 0;
        for (int power = odd ? 1 : 0; power <= degrees - 2; power += 2) {
            sum += term;
            term *= (power + 1.0) / (power + 2) * cos * cos;
        }
        return odd ? 2 / Math.PI * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
    }
}
