package org.weightbalancing.app.search;

import java.util.OptionalInt;

/** The values that one dimension of a space can take, laid out over the coordinates from 0 to below 1. */
public sealed interface Domain permits Uniform, LogUniform, IntegerRange, Choice {

    /**
     * The value at a coordinate.
     *
     * @param coordinate from 0 to below 1
     * @return a Double, an Integer or an option of a choice
     * @throws IllegalArgumentException if the coordinate is NaN or outside
     */
    Object at(double coordinate);

    /**
     * A coordinate of a value: {@code at(coordinate(value))} is the value, up to rounding for continuous domains.
     *
     * @return the middle of the coordinates of a whole number or an option
     * @throws IllegalArgumentException if the domain has no such value
     */
    double coordinate(Object value);

    /** How many values there are; empty if they are continuous. */
    OptionalInt size();
}
