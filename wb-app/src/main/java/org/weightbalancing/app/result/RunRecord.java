package org.weightbalancing.app.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.training.Provenance;

/**
 * What a complete run has noted, flat.
 *
 * @param provenance by dotted key, without weights
 * @param weights fingerprint of each network's weights, by its name
 * @param metrics of each method as fractions, by its name and the metric's; undefined is NaN
 */
public record RunRecord(Map<String, String> provenance, Map<String, String> weights, Map<String, Double> metrics) {

    private static final String WEIGHTS = "weights.";

    /**
     * Reads provenance.json and report.json.
     *
     * @throws org.weightbalancing.app.io.RunDirectoryException if the run is not complete or a file cannot be read
     */
    public static RunRecord read(RunDirectory directory) {
        Map<String, String> all = new LinkedHashMap<>();
        flatten("", Provenance.read(directory), all);
        Map<String, String> provenance = new LinkedHashMap<>();
        Map<String, String> weights = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(WEIGHTS)) {
                weights.put(key.substring(WEIGHTS.length()), value);
            } else {
                provenance.put(key, value);
            }
        });
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (JsonNode method : StoredReport.read(directory).path("methods")) {
            String name = method.path("name").asText();
            metrics(name, method.path("plain"), metrics);
            metrics(name + " flip-averaged", method.path("flip-averaged"), metrics);
            metrics(name + " temperature-scaled", method.path("temperature-scaled"), metrics);
        }
        return new RunRecord(provenance, weights, metrics);
    }

    private static void metrics(String method, JsonNode report, Map<String, Double> metrics) {
        report.properties().stream()
                .filter(metric ->
                        metric.getValue().isNumber() || metric.getValue().isNull())
                .forEach(metric -> metrics.put(
                        method + " " + metric.getKey(),
                        metric.getValue().isNull()
                                ? Double.NaN
                                : metric.getValue().doubleValue()));
    }

    private static void flatten(String key, JsonNode node, Map<String, String> all) {
        if (node.isObject()) {
            node.properties()
                    .forEach(child -> flatten(
                            key.isEmpty() ? child.getKey() : key + "." + child.getKey(), child.getValue(), all));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(key + "[" + i + "]", node.get(i), all);
            }
        } else {
            all.put(key, node.asText());
        }
    }
}
