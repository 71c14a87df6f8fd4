package org.weightbalancing.app.search;

import java.util.OptionalInt;

/**
 * Numbers between two ends, all as likely.
 *
 * <p>The value at coordinate u is low + u (high - low); at the last coordinate it is high itself, so that grids reach both
 * ends.
 *
 * @param low smallest number, finite
 * @param high largest number, finite and larger
 */
public record Uniform(double low, double high) implements Domain {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they are not finite or not in order, or too far apart for a double
     */
    public Uniform {
        if (!(low < high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException(
                    "uniform from " + low + " to " + high + ": allowed are finite ends, the first smaller");
        }
    }

    @Override
    public Double at(double coordinate) {
        return Coordinates.checked(coordinate) == Coordinates.LAST
                ? high
                : Math.min(low + coordinate * (high - low), high);
    }

    @Override
    public double coordinate(Object value) {
        return Coordinates.between(Coordinates.number(value, low, high), low, high);
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.empty();
    }
}
