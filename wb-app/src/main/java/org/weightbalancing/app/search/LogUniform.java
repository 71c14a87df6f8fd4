package org.weightbalancing.app.search;

import java.util.OptionalInt;

/**
 * Positive numbers between two ends, all orders of magnitude as likely.
 *
 * <p>The value at coordinate u is 10^(log10 low + u (log10 high - log10 low)); at the last coordinate it is high itself.
 *
 * @param low smallest number, above 0
 * @param high largest number, finite and larger
 */
public record LogUniform(double low, double high) implements Domain {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they are not positive, not finite or not in order
     */
    public LogUniform {
        if (!(low > 0 && low < high && Double.isFinite(high))) {
            throw new IllegalArgumentException(
                    "log-uniform from " + low + " to " + high + ": allowed are finite ends above 0, the first smaller");
        }
    }

    @Override
    public Double at(double coordinate) {
        if (Coordinates.checked(coordinate) == Coordinates.LAST) {
            return high;
        }
        double exponent = Math.log10(low) + coordinate * (Math.log10(high) - Math.log10(low));
        return coordinate == 0 ? low : Math.max(low, Math.min(Math.pow(10, exponent), high));
    }

    @Override
    public double coordinate(Object value) {
        return Coordinates.between(Math.log10(Coordinates.number(value, low, high)), Math.log10(low), Math.log10(high));
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.empty();
    }
}
