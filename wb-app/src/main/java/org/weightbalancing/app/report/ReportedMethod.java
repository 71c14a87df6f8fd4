package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A stage or a change after training, with its results.
 *
 * @param name of it
 * @param stamp the warning that its numbers carry, if any
 * @param selectedOn on which images its epoch was chosen, in words; empty in an old run
 * @param plain its numbers
 * @param flipped the same with probabilities averaged over each image and its mirror image, if that was done
 * @param scaled the same after a temperature, if one was fitted
 * @param temperature that logits were divided by, if one was fitted
 * @param fittedOn the images that the temperature was fitted on; empty if none was
 * @param temperatureStamp the warning that the numbers after the temperature carry, if any
 * @param atBound whether the temperature is the last that was tried
 * @param geometry measures of its features on the test images
 * @param norms of the rows of its classifier
 */
record ReportedMethod(
        String name,
        Optional<String> stamp,
        String selectedOn,
        Scores plain,
        Optional<Scores> flipped,
        Optional<Scores> scaled,
        OptionalDouble temperature,
        String fittedOn,
        Optional<String> temperatureStamp,
        boolean atBound,
        Scores geometry,
        List<Double> norms) {

    ReportedMethod {
        norms = List.copyOf(norms);
    }

    /** Reads it from its object in report.json. */
    static ReportedMethod of(JsonNode node) {
        List<Double> norms = new ArrayList<>();
        node.path("classifier-norms").forEach(norm -> norms.add(norm.isNumber() ? norm.doubleValue() : Double.NaN));
        JsonNode temperature = node.path("temperature");
        return new ReportedMethod(
                node.path("name").asText(),
                text(node.path("stamp")),
                node.path("selected-on").asText(""),
                new Scores(node.path("plain")),
                scores(node.path("flip-averaged")),
                scores(node.path("temperature-scaled")),
                temperature.isNumber() ? OptionalDouble.of(temperature.doubleValue()) : OptionalDouble.empty(),
                node.path("temperature-fitted-on").asText(""),
                text(node.path("temperature-stamp")),
                node.path("temperature-at-bound").asBoolean(),
                new Scores(node.path("geometry")),
                norms);
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static Optional<Scores> scores(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isObject).map(Scores::new);
    }

    /** Its name, with the stamp if it has one. */
    String label() {
        return label(stamp);
    }

    /** The same after its temperature, which may have a stamp of its own. */
    String scaledLabel() {
        return label(stamp.or(() -> temperatureStamp));
    }

    private String label(Optional<String> warning) {
        return warning.map(words -> name + " (" + words + ")").orElse(name);
    }

    /** The norm of a class's row; NaN if it is not known. */
    double norm(int c) {
        return c < norms.size() ? norms.get(c) : Double.NaN;
    }
}
