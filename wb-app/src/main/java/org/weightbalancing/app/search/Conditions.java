package org.weightbalancing.app.search;

import java.util.Map;
import java.util.Optional;

/** Conditions of the dimensions of one space. */
final class Conditions {

    private Conditions() {}

    /** Whether a dimension matters, given the values of all earlier dimensions that do. */
    static boolean hold(Dimension dimension, Map<String, Object> values) {
        return dimension
                .condition()
                .map(condition -> Optional.ofNullable(values.get(condition.dimension()))
                        .filter(condition.values()::contains)
                        .isPresent())
                .orElse(true);
    }

    /** Refuses a condition that is on no choice among the earlier dimensions, or on options that it does not have. */
    static void require(String name, Condition condition, Map<String, Dimension> earlier) {
        if (!(Optional.ofNullable(earlier.get(condition.dimension()))
                        .map(Dimension::domain)
                        .orElse(null)
                instanceof Choice choice)) {
            throw new IllegalArgumentException("dimension " + name + " depends on " + condition.dimension()
                    + ", which is no earlier choice of the space; earlier dimensions: " + earlier.keySet());
        }
        for (Object value : condition.values()) {
            if (!choice.options().contains(value)) {
                throw new IllegalArgumentException("dimension " + name + " depends on option " + value + " of "
                        + condition.dimension() + ", which it does not have; options: " + choice.options());
            }
        }
    }
}
