package org.weightbalancing.app.search;

import java.util.List;
import java.util.Optional;

/**
 * One of the things that a study varies.
 *
 * @param name of the parameter
 * @param domain of its values
 * @param condition when it matters; always if there is none
 */
public record Dimension(String name, Domain domain, Optional<Condition> condition) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Dimension {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a dimension has a blank name; allowed is any other");
        }
    }

    /** A dimension that matters always. */
    public static Dimension of(String name, Domain domain) {
        return new Dimension(name, domain, Optional.empty());
    }

    /** The same dimension, mattering only where an earlier choice has one of these options. */
    public Dimension when(String dimension, Object... options) {
        return new Dimension(name, domain, Optional.of(new Condition(dimension, List.of(options))));
    }
}
