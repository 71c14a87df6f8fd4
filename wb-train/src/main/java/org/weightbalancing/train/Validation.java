package org.weightbalancing.train;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Measures a network after each epoch, higher is better, on a named split.
 *
 * <pre>{@code
 * var validation = new Validation("validation", graph -> accuracy(graph, heldOut));
 * }</pre>
 *
 * @param split what the measure looks at, such as "validation" or "test"; {@value #TEST} is the reserved name of test data
 * @param measure network to value, for example an accuracy as a fraction
 */
public record Validation(String split, ToDoubleFunction<ComputationGraph> measure) {

    /** Name of the split that no choice should be made on. */
    public static final String TEST = "test";

    private static final String NONE = "none";
    private static final Validation NOTHING = new Validation(NONE, graph -> Double.NaN);

    /**
     * Makes a measure.
     *
     * @throws IllegalArgumentException if the split's name is blank
     */
    public Validation {
        if (split.isBlank()) {
            throw new IllegalArgumentException("name of the validation split is blank");
        }
    }

    /**
     * Gives the measure that measures nothing: its value is NaN and its split is "none".
     *
     * @return always the same value
     */
    public static Validation none() {
        return NOTHING;
    }

    /**
     * Says whether nothing is measured.
     *
     * @return true for {@link #none()}, and for whatever calls its split "none"
     */
    public boolean isNone() {
        return split.equals(NONE);
    }
}
