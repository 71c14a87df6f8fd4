package org.weightbalancing.app.bench;

/**
 * The two contestants in one round, one directly after the other.
 *
 * @param wb median images/s of wb
 * @param other median images/s of the other
 */
public record Pair(double wb, double other) {

    /** {@code wb / other}: above 1 wb is faster. */
    public double ratio() {
        return wb / other;
    }
}
