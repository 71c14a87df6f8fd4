package org.weightbalancing.app.search;

import java.util.Arrays;
import java.util.List;

/** Numbers from 0 to below 1 that stand for the values of a domain. */
final class Coordinates {

    /** The largest one: the last double below 1. */
    static final double LAST = Math.nextDown(1.0);

    private Coordinates() {}

    /** The coordinate, if it is one. */
    static double checked(double coordinate) {
        if (!(coordinate >= 0 && coordinate < 1)) {
            throw new IllegalArgumentException("a coordinate is " + coordinate + ", allowed is 0 to below 1");
        }
        return coordinate;
    }

    /** The coordinates as a list, those above the last moved to it; Arbiter's grid has ones. */
    static List<Double> inside(double[] coordinates) {
        return Arrays.stream(coordinates)
                .map(coordinate -> Math.min(coordinate, LAST))
                .boxed()
                .toList();
    }

    /** Which of some cells of equal length a coordinate lies in, from 0. */
    static int cell(double coordinate, int cells) {
        return Math.min((int) (checked(coordinate) * cells), cells - 1);
    }

    /** The middle of a cell. */
    static double middle(int cell, int cells) {
        return (cell + 0.5) / cells;
    }

    /** Where a number lies between two ends: 0 at the lower, the last coordinate at the upper. */
    static double between(double number, double low, double high) {
        return Math.min((number - low) / (high - low), LAST);
    }

    /** The value as a number between two ends, both included. */
    static double number(Object value, double low, double high) {
        if (value instanceof Number number && number.doubleValue() >= low && number.doubleValue() <= high) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(value + " is no number from " + low + " to " + high);
    }
}
