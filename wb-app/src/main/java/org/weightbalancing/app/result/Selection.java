package org.weightbalancing.app.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.weightbalancing.app.io.RunDirectoryException;

/**
 * On which images the epoch was chosen that a method's numbers come from, itself or before it: a stage that keeps its
 * last epoch inherits the choice of the stage it goes on from and that of its teacher, a change after training that of
 * its origin. What touches the test images goes before validation, and this before nothing.
 */
public enum Selection {
    /** Nothing was chosen. */
    LAST_EPOCH("last epoch"),
    /** The best epoch on validation images. */
    VALIDATION("validation"),
    /** The best epoch on the test images themselves: the numbers are optimistic. */
    TEST("test");

    private final String words;

    Selection(String words) {
        this.words = words;
    }

    /**
     * Reads it off a resolved experiment, whose components need not be known.
     *
     * @param yaml as {@link org.weightbalancing.app.file.ExperimentFile#write ExperimentFile.write} gives it
     * @return by method, in the order of the experiment
     */
    public static Map<String, Selection> of(String yaml) {
        JsonNode experiment = tree(yaml);
        Map<String, Selection> selections = new LinkedHashMap<>();
        for (JsonNode stage : experiment.path("stages")) {
            Selection own =
                    switch (stage.path("keep").asText()) {
                        case "best-on-test" -> TEST;
                        case "best-on-validation" -> VALIDATION;
                        default -> LAST_EPOCH;
                    };
            Selection from = inherited(selections, stage.path("from"));
            Selection teacher = inherited(selections, stage.path("teacher"));
            selections.put(stage.path("name").asText(), worse(own, worse(from, teacher)));
        }
        for (JsonNode change : experiment.path("post-hoc")) {
            selections.put(change.path("name").asText(), inherited(selections, change.path("from")));
        }
        return selections;
    }

    /** Reads a resolved experiment; a text without content gives a node without fields. */
    static JsonNode tree(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new RunDirectoryException("the experiment of the run is not YAML: " + e.getOriginalMessage(), e);
        }
    }

    private static Selection inherited(Map<String, Selection> selections, JsonNode name) {
        return selections.getOrDefault(name.asText(), LAST_EPOCH);
    }

    private static Selection worse(Selection one, Selection other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** As tables have it: {@code last epoch}, {@code validation} or {@code test}. */
    @Override
    public String toString() {
        return words;
    }
}
