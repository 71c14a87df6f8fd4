package org.weightbalancing.app.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.file.ExperimentFile;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.StoredJson;

/**
 * What is repeated: an experiment without its seed.
 *
 * @param experiment the resolved experiment in YAML, line by line, all but the line of the seed
 * @param seeds with which it is carried out
 * @param against the method that the others are compared with
 */
public record RepetitionPlan(List<String> experiment, SeedList seeds, String against) {

    /** The file of a folder of repetitions that tells it from others. */
    static final String FILE = "repetitions.json";

    /** Keeps a copy of the lines. */
    public RepetitionPlan {
        experiment = List.copyOf(experiment);
    }

    /** Plans repetitions of an experiment, whose own seed does not matter. */
    public static RepetitionPlan of(Catalog catalog, Experiment experiment, SeedList seeds, String against) {
        List<String> lines = new ExperimentFile(catalog)
                .write(experiment)
                .lines()
                .filter(line -> !line.startsWith("seed:"))
                .toList();
        return new RepetitionPlan(lines, seeds, against);
    }

    /** The experiment with one seed. */
    public Experiment experiment(Catalog catalog, long seed) {
        return new ExperimentFile(catalog).parse(FILE, yaml(), List.of("seed=" + seed));
    }

    /** The experiment without its seed. */
    public String yaml() {
        return String.join("\n", experiment) + "\n";
    }

    String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ArrayNode numbers = root.putArray("seeds");
        seeds.seeds().forEach(numbers::add);
        root.put("against", against);
        ArrayNode lines = root.putArray("experiment");
        experiment.forEach(lines::add);
        return StoredJson.lines(root);
    }

    /**
     * Reads the plan of a folder.
     *
     * @throws RunDirectoryException if it has none or it cannot be read
     */
    static RepetitionPlan read(Path folder) {
        JsonNode root = StoredJson.read(folder.resolve(FILE));
        List<Long> seeds = new ArrayList<>();
        root.path("seeds").forEach(seed -> seeds.add(seed.asLong()));
        List<String> lines = new ArrayList<>();
        root.path("experiment").forEach(line -> lines.add(line.asText()));
        try {
            return new RepetitionPlan(
                    lines, new SeedList(seeds), root.path("against").asText());
        } catch (IllegalArgumentException e) {
            throw new RunDirectoryException(folder.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }
}
