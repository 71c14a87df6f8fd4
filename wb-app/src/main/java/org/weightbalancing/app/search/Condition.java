package org.weightbalancing.app.search;

import java.util.List;

/**
 * When a dimension matters: when the trial has one of these options of a choice, and that choice matters itself.
 *
 * @param dimension name of the choice, an earlier dimension of the same space
 * @param values options that it has, at least one
 */
public record Condition(String dimension, List<Object> values) {

    /**
     * Copies the options.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Condition {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException(
                    "condition on " + dimension + " has no options, so that it could never hold");
        }
    }
}
