package org.weightbalancing.regularizers;

import java.util.List;
import org.deeplearning4j.nn.api.Model;

/** Applies regularizers to networks outside training. */
public final class Regularizers {

    private Regularizers() {}

    /**
     * Lets a rule begin on the selected parameters of a trained network and projects them once, in place.
     *
     * <p>Frozen layers are changed like any other: freezing binds training, not an explicit request.
     *
     * @param model a MultiLayerNetwork or ComputationGraph
     * @throws IllegalArgumentException if the filter names an unknown layer or selects nothing
     */
    public static void apply(Model model, ParameterFilter filter, Regularizer regularizer) {
        List<Filters> parameters = filter.in(model);
        parameters.forEach(regularizer::begin);
        parameters.forEach(regularizer::project);
    }
}
