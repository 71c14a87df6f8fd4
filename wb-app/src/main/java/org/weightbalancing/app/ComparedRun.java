package org.weightbalancing.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results of an earlier run as its files tell them.
 *
 * @param name of its folder
 * @param images fingerprints of its training and test images, with its shot groups
 * @param methods in its order
 */
record ComparedRun(String name, String images, List<Method> methods) {

    /** What {@link Method#plain} and {@link Method#flipped} hold, as files name it. */
    static final List<String> ACCURACIES = List.of("many", "medium", "few", "accuracy");

    ComparedRun {
        methods = List.copyOf(methods);
    }

    /**
     * What one method reached.
     *
     * @param name of the stage or change
     * @param plain accuracy on many-, medium-, few-shot and all classes; NaN where there are none
     * @param flipped the same with flip averaging, if it was done
     * @param stamp the warning that the numbers carry, if any
     */
    record Method(String name, List<Double> plain, Optional<List<Double>> flipped, Optional<String> stamp) {}

    /**
     * Reads report.json and provenance.json.
     *
     * @throws RunDirectoryException if the run is not complete or cannot be read
     */
    static ComparedRun read(RunDirectory directory) {
        JsonNode report = StoredJson.read(directory.file("report.json"));
        JsonNode data = StoredJson.read(directory.file(RunDirectory.PROVENANCE)).path(Provenance.FINGERPRINTS);
        List<Method> methods = new ArrayList<>();
        for (JsonNode method : report.path("methods")) {
            methods.add(new Method(
                    method.path("name").asText(),
                    accuracies(method.path("plain")),
                    method.has("flip-averaged")
                            ? Optional.of(accuracies(method.path("flip-averaged")))
                            : Optional.empty(),
                    Optional.ofNullable(method.get("stamp")).map(JsonNode::asText)));
        }
        String images = data.path("train").toString() + data.path("test") + report.path("shot-groups");
        return new ComparedRun(directory.path().getFileName().toString(), images, methods);
    }

    private static List<Double> accuracies(JsonNode node) {
        return ACCURACIES.stream()
                .map(node::path)
                .map(value -> value.isNumber() ? value.doubleValue() : Double.NaN)
                .toList();
    }
}
