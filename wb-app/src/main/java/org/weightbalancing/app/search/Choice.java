package org.weightbalancing.app.search;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Options without an order, all as likely.
 *
 * <p>The value at coordinate u is option floor(u n) of n.
 *
 * @param options at least one, no two equal, of the types that {@link Parameters} allows
 */
public record Choice(List<Object> options) implements Domain {

    /**
     * Copies and checks the options.
     *
     * @throws IllegalArgumentException if there are none, two are equal, or one is of a type that parameters do not allow
     */
    public Choice {
        new Parameters(Collections.singletonMap("with choices", options));
        options = List.copyOf(options);
        if (options.isEmpty() || new HashSet<>(options).size() < options.size()) {
            throw new IllegalArgumentException(
                    "choice of " + options + ": allowed is at least one option, and no two that are equal");
        }
    }

    /** A choice of some options. */
    public static Choice of(Object... options) {
        return new Choice(List.of(options));
    }

    @Override
    public Object at(double coordinate) {
        return options.get(Coordinates.cell(coordinate, options.size()));
    }

    @Override
    public double coordinate(Object value) {
        int option = options.indexOf(value);
        if (option < 0) {
            throw new IllegalArgumentException(value + " is no option; allowed: " + options);
        }
        return Coordinates.middle(option, options.size());
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.of(options.size());
    }
}
