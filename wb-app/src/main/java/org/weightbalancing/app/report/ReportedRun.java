package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run as its directory tells it, complete or not.
 *
 * @param path of the directory
 * @param name by which the report tells it from others
 * @param provenance provenance.json; missing if there is none yet
 * @param experiment the text of experiment.yaml; empty if there is none yet
 * @param settings the same as a tree
 * @param classes without methods, from the beginning of the run
 * @param results of the methods, once the run is complete
 * @param epochs of each stage
 * @param geometry of each stage and change after training that was measured
 */
record ReportedRun(
        Path path,
        String name,
        JsonNode provenance,
        String experiment,
        JsonNode settings,
        Optional<ReportedResults> classes,
        Optional<ReportedResults> results,
        Map<String, List<EpochLine>> epochs,
        Map<String, StageGeometry> geometry) {

    /**
     * Reads the files of a run directory.
     *
     * @param name by which the report tells it from others
     * @throws ReportException if one is malformed, with its name and line
     */
    static ReportedRun read(Path path, String name) {
        Path file = path.resolve("experiment.yaml");
        String experiment = StoredTree.text(file).orElse("");
        JsonNode settings = StoredTree.yaml(file, experiment);
        Optional<ReportedResults> results = ReportedResults.read(path, "report.json");
        return new ReportedRun(
                path,
                name,
                StoredTree.json(path.resolve("provenance.json")).orElseGet(MissingNode::getInstance),
                experiment,
                settings,
                results.or(() -> ReportedResults.read(path, "classes.json")),
                results,
                EpochLine.read(path.resolve("epochs.csv")),
                geometry(path.resolve("geometry"), names(settings)));
    }

    /** Stages and changes after training, in the order of the experiment. */
    private static List<String> names(JsonNode settings) {
        List<String> names = new ArrayList<>();
        settings.path("stages").forEach(stage -> names.add(stage.path("name").asText()));
        settings.path("post-hoc")
                .forEach(change -> names.add(change.path("name").asText()));
        return names;
    }

    private static Map<String, StageGeometry> geometry(Path folder, List<String> order) {
        Map<String, StageGeometry> all = new TreeMap<>(
                Comparator.comparing((String name) -> order.contains(name) ? order.indexOf(name) : order.size())
                        .thenComparing(name -> name));
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(Files::isDirectory)
                    .forEach(child -> all.put(child.getFileName().toString(), StageGeometry.read(child)));
            return all;
        } catch (IOException e) {
            throw new ReportException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the run notes of its end: complete, running, interrupted or why it ended; "not begun" without notes. */
    String status() {
        return provenance.path("status").asText("not begun");
    }

    /** The name of the experiment, or of the folder. */
    String title() {
        return settings.path("name").asText(name);
    }

    /** The methods with results; none before the end. */
    List<ReportedMethod> methods() {
        return results.map(ReportedResults::methods).orElse(List.of());
    }
}
