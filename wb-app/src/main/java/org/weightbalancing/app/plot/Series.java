package org.weightbalancing.app.plot;

import java.util.Arrays;
import java.util.List;

/**
 * The numbers of one method, in the order of whatever they are over: classes, epochs.
 *
 * @param name stands in the legend, shortened when it is long; may contain any character
 * @param values NaN leaves a gap
 */
public record Series(String name, List<Double> values) {

    /** Keeps a copy of the numbers. */
    public Series {
        values = List.copyOf(values);
    }

    /** The series of the numbers of an array. */
    public static Series of(String name, double... values) {
        return new Series(name, Arrays.stream(values).boxed().toList());
    }

    boolean hasNumber() {
        return values.stream().anyMatch(Double::isFinite);
    }
}
