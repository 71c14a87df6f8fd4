package org.weightbalancing.app.search;

import java.util.OptionalInt;

/**
 * Whole numbers between two ends, all as likely.
 *
 * <p>The value at coordinate u is low + floor(u (high - low + 1)).
 *
 * @param low smallest number
 * @param high largest number, included
 */
public record IntegerRange(int low, int high) implements Domain {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if they are not in order, or have more than 2,147,483,647 numbers between them
     */
    public IntegerRange {
        if (low > high || (long) high - low >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("whole numbers from " + low + " to " + high
                    + ": allowed are ends in order, with at most " + Integer.MAX_VALUE + " numbers");
        }
    }

    @Override
    public Integer at(double coordinate) {
        return low + Coordinates.cell(coordinate, high - low + 1);
    }

    @Override
    public double coordinate(Object value) {
        boolean whole = value instanceof Integer || value instanceof Long;
        if (!whole || ((Number) value).longValue() < low || ((Number) value).longValue() > high) {
            throw new IllegalArgumentException(value + " is no whole number from " + low + " to " + high);
        }
        return Coordinates.middle(((Number) value).intValue() - low, high - low + 1);
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.of(high - low + 1);
    }
}
