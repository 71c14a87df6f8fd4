package org.weightbalancing.app.search;

/** Learning curves with an error that falls from 1 to an end that is best, 0.1, at a parameter of 0.3. */
final class Curves {

    private Curves() {}

    /** The error after some steps: end + (1 - end) exp(-steps / 8), with end = 0.1 + (x - 0.3)^2. */
    static double error(double x, int steps) {
        double end = 0.1 + (x - 0.3) * (x - 0.3);
        return end + (1 - end) * Math.exp(-steps / 8.0);
    }
}
