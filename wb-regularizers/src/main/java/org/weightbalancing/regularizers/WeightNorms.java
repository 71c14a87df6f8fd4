package org.weightbalancing.regularizers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;

/** Measures the norms of the weight vectors of a network: of a classifier, one for each class. */
public final class WeightNorms {

    private WeightNorms() {}

    /**
     * Returns the L2 norm of each unit's weight vector in one layer, [units].
     *
     * @throws IllegalArgumentException if there is no such layer, or it has no weight or more than one (a recurrent
     *     layer: use {@link #all})
     */
    public static double[] of(Model model, String layerName) {
        return of(model, layerName, Norm.L2);
    }

    /** Returns a norm of one's choice of each unit's weight vector in one layer, [units]; as {@link #of(Model, String)}. */
    public static double[] of(Model model, String layerName, Norm norm) {
        List<Filters> weights =
                ParameterFilter.layer(layerName).and(ParameterFilter.weights()).in(model);
        if (weights.size() > 1) {
            throw new IllegalArgumentException(
                    "layer \"" + layerName + "\" has the weights " + weights + ", but a layer with one is required");
        }
        return weights.get(0).norms(norm);
    }

    /** Returns the L2 norms of every weight in the network, frozen or not, by {@link Filters#name()} in network order. */
    public static Map<String, double[]> all(Model model) {
        Map<String, double[]> norms = new LinkedHashMap<>();
        ParameterFilter.weights().in(model).forEach(weight -> norms.put(weight.name(), weight.norms(Norm.L2)));
        return norms;
    }
}
