package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
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
 * @param predictions what each method of a complete run takes the test images for
 * @param damaged why files are left out, a sentence for each
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
        Map<String, StageGeometry> geometry,
        Optional<CsvTable> predictions,
        List<String> damaged) {

    private static final String REPORT = "report.json";

    /**
     * Reads the files of a run directory; those that are malformed are left out.
     *
     * @param name by which the report tells it from others
     * @throws ReportException if the folder cannot be read
     */
    static ReportedRun read(Path path, String name) {
        Damage damage = new Damage();
        Path file = path.resolve("experiment.yaml");
        String experiment = damage.or("", () -> StoredTree.text(file).orElse(""));
        JsonNode settings = damage.or(MissingNode.getInstance(), () -> StoredTree.yaml(file, experiment));
        JsonNode provenance =
                damage.or(MissingNode.getInstance(), () -> StoredTree.json(path.resolve("provenance.json"))
                        .orElseGet(MissingNode::getInstance));
        Optional<ReportedResults> results =
                damage.or(Optional.empty(), () -> ReportedResults.read(path, REPORT, damage));
        Optional<ReportedResults> classes =
                results.or(() -> damage.or(Optional.empty(), () -> ReportedResults.read(path, "classes.json", damage)));
        Map<String, List<EpochLine>> epochs = damage.or(Map.of(), () -> EpochLine.read(path.resolve("epochs.csv")));
        Map<String, StageGeometry> geometry = geometry(path.resolve("geometry"), names(settings), damage);
        Optional<CsvTable> predictions = damage.or(
                Optional.empty(),
                () -> results.flatMap(its -> PredictedClasses.read(path.resolve("predictions.csv"), its)));
        return new ReportedRun(
                path,
                name,
                provenance,
                experiment,
                settings,
                classes,
                results,
                epochs,
                geometry,
                predictions,
                damage.sentences());
    }

    /** Stages and changes after training, in the order of the experiment. */
    private static List<String> names(JsonNode settings) {
        List<String> names = new ArrayList<>();
        settings.path("stages").forEach(stage -> names.add(stage.path("name").asText()));
        settings.path("post-hoc")
                .forEach(change -> names.add(change.path("name").asText()));
        return names;
    }

    private static Map<String, StageGeometry> geometry(Path folder, List<String> order, Damage damage) {
        Map<String, StageGeometry> all = new TreeMap<>(
                Comparator.comparing((String name) -> order.contains(name) ? order.indexOf(name) : order.size())
                        .thenComparing(name -> name));
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(Files::isDirectory)
                    .sorted()
                    .forEach(child -> all.put(child.getFileName().toString(), StageGeometry.read(child, damage)));
            return all;
        } catch (IOException e) {
            throw new ReportException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the run notes of its end: complete, running, interrupted or why it ended; "not begun" without notes. */
    String status() {
        return provenance.path("status").asText("not begun");
    }

    /** Whether experiment.yaml is known to be another than the run began with. */
    boolean changed() {
        JsonNode noted = provenance.path("experiment-sha256");
        return noted.isTextual() && !experiment.isEmpty() && !noted.asText().equals(sha256(experiment));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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
