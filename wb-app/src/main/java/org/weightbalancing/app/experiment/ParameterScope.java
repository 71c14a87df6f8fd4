package org.weightbalancing.app.experiment;

import java.util.Optional;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.regularizers.ParameterFilter;

/** The parameters a regularizer acts on: of every layer or of one, all of them or those of one part. */
public record ParameterScope(Optional<String> layer, Part part) {

    /** What files are told about the key "on". */
    static final String DOC =
            "Parameters acted on: all, weights (of convolutions and the classifier), biases, batch-norm,"
                    + " a layer such as classifier, classifier/weights or classifier/biases.";

    /** What files are told about the key "classes". */
    static final String CLASSES_DOC =
            "Classes whose rows are acted on, of parameters of the classifier only: all, or one shot group by the bounds of"
                    + " evaluation.shot-groups.";

    /** Which parameters of a layer. */
    public enum Part {
        /** Every one, those of batch norm included. */
        ALL,
        /** Weights of convolutions and the classifier. */
        WEIGHTS,
        /** What is added to the outputs of convolutions and the classifier. */
        BIASES,
        /** Gamma and beta of batch norm, without its running mean and variance. */
        BATCH_NORM
    }

    /** Reads "all", "weights", "biases", "batch-norm", a layer's name, or a layer's name with "/" and one of them. */
    public static ParameterScope of(String on) {
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

    /** Refuses words that name no parameters, and shot groups of parameters that have no row for each class. */
    static void require(String on, ShotScope classes) {
        boolean rows = of(on).layer().filter(LayerNames.CLASSIFIER::equals).isPresent();
        if (classes != ShotScope.ALL && !rows) {
            throw new InvalidSetting(
                    "classes",
                    "is " + KebabCase.of(classes) + ", but on is '" + on
                            + "'; only the classifier has a row for each class: set on: classifier");
        }
    }

    private static Optional<String> layer(String on, String layer) {
        if (layer.isBlank() || layer.contains("/")) {
            throw new InvalidSetting(
                    "on",
                    "is '" + on
                            + "'; allowed: all, weights, biases, batch-norm, a layer such as classifier, and a layer"
                            + " with /weights, /biases or /batch-norm");
        }
        return Optional.of(layer);
    }

    ParameterFilter filter() {
        ParameterFilter ofPart =
                switch (part) {
                    case ALL -> ParameterFilter.all();
                    case WEIGHTS -> ParameterFilter.weights();
                    case BIASES -> ParameterFilter.biases();
                    case BATCH_NORM -> ParameterFilter.batchNorm();
                };
        return layer.map(ParameterFilter::layer)
                .map(ofLayer -> part == Part.ALL ? ofLayer : ofLayer.and(ofPart))
                .orElse(ofPart);
    }
}
