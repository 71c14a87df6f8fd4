package org.weightbalancing.app.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.weightbalancing.app.file.DimensionPlaces;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.Csv;
import org.weightbalancing.app.search.Dimension;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.Parameters;
import org.weightbalancing.app.search.StudyDescription;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.text.Printable;

/**
 * The trials of a study as a table for programs, {@value #FILE}: number, status, score, whether the constraints hold, value
 * and epoch reported last, budget, parent, seconds, host, start and reason of each, then its hyperparameters by the names of
 * their dimensions, "parameter." before those of a name that is taken, then its measures and those of the constraints,
 * "measure." likewise. Numbers are written so that they read back equal; hyperparameters that are lists or maps are JSON;
 * cells without a value are empty. What the trial ran with is in one place: the JSON of a hyperparameter is without the
 * settings that another one has a value for, and a whole item of a list that another one has a value for is null.
 *
 * <p>Complete trials alone have a score and are held against the constraints, of which {@code feasible} is true where there
 * are none. The reason is one line: class and message of what was thrown, or why the trial was pruned, timed out or lost.
 */
final class TrialsCsv {

    /** Its name in the folder of the study. */
    static final String FILE = "trials.csv";

    private static final List<String> FIXED = List.of(
            "number",
            "status",
            "score",
            "feasible",
            "last-value",
            "epochs",
            "budget",
            "parent",
            "seconds",
            "host",
            "started",
            "reason");
    private static final List<String> WHOLE = List.of();
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrialsCsv() {}

    /**
     * Writes the table into the folder of the study, replacing what was there.
     *
     * @throws org.weightbalancing.app.io.RunDirectoryException if it cannot be written; the file is then as it was
     */
    static void write(Path study, StudyDescription description, DimensionPlaces places, List<TrialRecord> trials) {
        new RunDirectory(study.toAbsolutePath().normalize()).writeBesideOthers(FILE, text(description, places, trials));
    }

    /** The table, header first. */
    static String text(StudyDescription description, DimensionPlaces places, List<TrialRecord> trials) {
        List<String> names =
                description.space().dimensions().stream().map(Dimension::name).toList();
        TreeSet<String> measures = new TreeSet<>();
        description.goal().constraints().forEach(constraint -> measures.add(constraint.measure()));
        trials.forEach(trial -> measures.addAll(trial.measures().keySet()));
        List<String> header = new ArrayList<>(FIXED);
        names.forEach(name -> header.add(FIXED.contains(name) ? "parameter." + name : name));
        for (String measure : measures) {
            header.add(header.contains(measure) ? "measure." + measure : measure);
        }
        StringBuilder text = new StringBuilder(Csv.line(header));
        trials.forEach(trial -> text.append(Csv.line(cells(trial, description.goal(), names, places, measures))));
        return text.toString();
    }

    private static List<String> cells(
            TrialRecord trial, Goal goal, List<String> names, DimensionPlaces places, Set<String> measures) {
        List<String> cells = new ArrayList<>(List.of(
                Integer.toString(trial.number()),
                trial.status().word(),
                number(trial.finalScore().orElse(Double.NaN)),
                trial.complete() ? Boolean.toString(goal.feasible(trial)) : "",
                number(trial.lastValue()),
                whole(trial.lastStep()),
                whole(trial.proposal().budget()),
                whole(trial.proposal().parent()),
                number(trial.seconds()),
                trial.host(),
                trial.started().toString(),
                trial.reasonLine().map(Printable::line).orElse("")));
        Parameters parameters = trial.proposal().parameters();
        List<String> tried = names.stream()
                .filter(name -> parameters.value(name).isPresent())
                .toList();
        for (String name : names) {
            List<List<String>> others = tried.stream()
                    .flatMap(other -> places.inside(name, other).stream())
                    .toList();
            cells.add(parameters
                    .value(name)
                    .map(value -> text(own(value, others)))
                    .orElse(""));
        }
        measures.forEach(measure -> cells.add(number(trial.measure(measure))));
        return cells;
    }

    private static String whole(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** A value without the settings in it that other dimensions have values for. */
    private static Object own(Object value, List<List<String>> others) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> own = new LinkedHashMap<>();
            map.forEach((key, setting) -> {
                List<List<String>> inside = below(others, List.of(key));
                if (!inside.contains(WHOLE)) {
                    own.put(key, own(setting, inside));
                }
            });
            return own;
        }
        if (value instanceof List<?> list) {
            List<Object> own = new ArrayList<>();
            for (Object item : list) {
                List<List<String>> inside = below(others, steps(own.size(), item));
                own.add(inside.contains(WHOLE) ? NullNode.getInstance() : own(item, inside));
            }
            return own;
        }
        return value;
    }

    /** The paths that begin with one of some steps, from there on. */
    private static List<List<String>> below(List<List<String>> paths, List<?> steps) {
        return paths.stream()
                .filter(path -> !path.isEmpty() && steps.contains(path.get(0)))
                .map(path -> path.subList(1, path.size()))
                .toList();
    }

    /** What an item of a list is called: its index, and its name. */
    private static List<String> steps(int index, Object item) {
        Object name = item instanceof Map<?, ?> map ? map.get("name") : item;
        return List.of("[" + index + "]", String.valueOf(name));
    }

    private static String text(Object value) {
        if (!(value instanceof List || value instanceof Map)) {
            return value.toString();
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a hyperparameter cannot be written as JSON: " + value, e);
        }
    }
}
