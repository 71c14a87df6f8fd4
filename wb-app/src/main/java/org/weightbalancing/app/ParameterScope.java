package org.weightbalancing.app;

import java.util.Optional;
import org.weightbalancing.regularizers.ParameterFilter;

/** The parameters a regularizer acts on: of every layer or of one, all of them, the weights or the biases. */
record ParameterScope(Optional<String> layer, Part part) {

    /** Which parameters of a layer. */
    enum Part {
        ALL,
        WEIGHTS,
        BIASES
    }

    /** Reads "all", "weights", "biases", a layer's name, or a layer's name with "/weights" or "/biases". */
    static ParameterScope of(String on) {
        for (Part part : Part.values()) {
            String word = KebabCase.of(part);
            if (on.equals(word)) {
                return new ParameterScope(Optional.empty(), part);
            }
            if (on.endsWith("/" + word)) {
                return new ParameterScope(layer(on, on.substring(0, on.length() - word.length() - 1)), part);
            }
        }
        return new ParameterScope(layer(on, on), Part.ALL);
    }

    private static Optional<String> layer(String on, String layer) {
        if (layer.isBlank() || layer.contains("/")) {
            throw new InvalidSetting(
                    "on",
                    "is '" + on + "'; allowed: all, weights, biases, a layer such as classifier, and a layer with"
                            + " /weights or /biases");
        }
        return Optional.of(layer);
    }

    ParameterFilter filter() {
        ParameterFilter ofPart =
                switch (part) {
                    case ALL -> ParameterFilter.all();
                    case WEIGHTS -> ParameterFilter.weights();
                    case BIASES -> ParameterFilter.biases();
                };
        return layer.map(ParameterFilter::layer)
                .map(ofLayer -> part == Part.ALL ? ofLayer : ofLayer.and(ofPart))
                .orElse(ofPart);
    }
}
