package org.weightbalancing.app.search;

/**
 * How a {@link TpeGenerator} searches.
 *
 * @param startup trials with a score, before which points are those of a scrambled Sobol sequence, 1 or more
 * @param candidates points drawn for each proposal, 1 or more
 * @param gamma share of the trials that count as good, above 0 and below 1
 */
public record TpeSettings(int startup, int candidates, double gamma) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not in its range
     */
    public TpeSettings {
        if (startup < 1) {
            throw new IllegalArgumentException("startup trials are " + startup + ", allowed is 1 or more");
        }
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates are " + candidates + ", allowed is 1 or more");
        }
        if (!(gamma > 0 && gamma < 1)) {
            throw new IllegalArgumentException("gamma is " + gamma + ", allowed is above 0 and below 1");
        }
    }

    /** 10 trials to start with, 24 candidates, and a share of 0.15. */
    public static TpeSettings defaults() {
        return new TpeSettings(10, 24, 0.15);
    }
}
