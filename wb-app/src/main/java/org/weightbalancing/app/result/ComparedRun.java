package org.weightbalancing.app.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.Reason;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/**
 * The results of an earlier run as its files tell them.
 *
 * @param name of its folder
 * @param images fingerprints of its training and test images, with its shot groups
 * @param methods in its order
 */
public record ComparedRun(String name, String images, List<Method> methods) {

    /** Keeps a copy of the methods. */
    public ComparedRun {
        methods = List.copyOf(methods);
    }

    /**
     * What one method reached. A value is a mean of one, its interval that of the bootstrap over test images; NaN where
     * undefined, no entry where an older wb did not measure it.
     *
     * @param name of the stage or change
     * @param plain each metric
     * @param flipped the same with flip averaging, if it was done
     * @param selection on which images its epochs were chosen; empty if that is not known
     * @param stamp the warning that the numbers carry, if any
     */
    public record Method(
            String name,
            Map<Metric, MeanInterval> plain,
            Optional<Map<Metric, MeanInterval>> flipped,
            String selection,
            Optional<String> stamp) {}

    /**
     * Reads provenance.json, experiment.yaml and report.json, or of a complete run without that report.csv.
     *
     * @throws RunDirectoryException if the run is not complete or cannot be read
     */
    static ComparedRun read(RunDirectory directory) {
        String experiment = experiment(directory.file(RunDirectory.EXPERIMENT));
        Map<String, Selection> selections = Selection.of(experiment);
        if (!StoredReport.exists(directory)
                && ReportCsv.exists(directory)
                && RunState.of(directory).complete()) {
            JsonNode groups = Selection.tree(experiment).path("evaluation").path("shot-groups");
            return of(directory, groups, ReportCsv.read(directory).methods(selections));
        }
        JsonNode report = StoredReport.read(directory);
        return of(directory, report.path("shot-groups"), methods(report, selections));
    }

    private static ComparedRun of(RunDirectory directory, JsonNode shotGroups, List<Method> methods) {
        JsonNode data = Provenance.read(directory).path(Provenance.FINGERPRINTS);
        String images = data.path("train").toString() + data.path("test") + shotGroups;
        return new ComparedRun(directory.path().getFileName().toString(), images, methods);
    }

    private static List<Method> methods(JsonNode report, Map<String, Selection> selections) {
        List<Method> methods = new ArrayList<>();
        for (JsonNode method : report.path("methods")) {
            String name = method.path("name").asText();
            String selection = Optional.ofNullable(selections.get(name))
                    .map(Selection::toString)
                    .orElse("");
            methods.add(new Method(
                    name,
                    values(method.path("plain")),
                    method.has("flip-averaged") ? Optional.of(values(method.path("flip-averaged"))) : Optional.empty(),
                    method.path("selected-on").asText(selection),
                    Optional.ofNullable(method.get("stamp")).map(JsonNode::asText)));
        }
        return methods;
    }

    private static Map<Metric, MeanInterval> values(JsonNode node) {
        Map<Metric, MeanInterval> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            String name = metric.toString();
            if (node.has(name)) {
                JsonNode ends = node.path("intervals").path(name);
                values.put(
                        metric,
                        new MeanInterval(
                                1,
                                number(node.path(name)),
                                Double.NaN,
                                number(ends.path("lower")),
                                number(ends.path("upper")),
                                ComparedRuns.LEVEL));
            }
        }
        return values;
    }

    private static double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    // Runs of an older wb say only there what they were selected on, and which classes their shot groups have.
    private static String experiment(Path experiment) {
        try {
            return Files.isRegularFile(experiment) ? Files.readString(experiment) : "";
        } catch (IOException e) {
            throw new RunDirectoryException(experiment + " cannot be read: " + Reason.of(e), e);
        }
    }
}
