package org.weightbalancing.app.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.StoredJson;

/**
 * What a folder of features holds, {@code features.json}, and what they are of.
 *
 * @param dimension features of an image
 * @param classNames by class
 * @param splits by name
 * @param origin facts of the network and the run that they are of, by name
 * @param sources SHA-256 of the images or files that they were made of, by split or name
 */
public record FeatureCard(
        int dimension,
        List<String> classNames,
        Map<String, Split> splits,
        Map<String, String> origin,
        Map<String, String> sources) {

    private static final int FORMAT = 1;

    /**
     * A file of features.
     *
     * @param images in it
     * @param views of each, the first without augmentation
     * @param fingerprint of the file
     */
    public record Split(int images, int views, String fingerprint) {}

    /** The text of {@code features.json}. */
    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT).put("dimension", dimension);
        ObjectNode all = root.putObject("splits");
        splits.forEach((name, split) -> all.putObject(name)
                .put("images", split.images())
                .put("views", split.views())
                .put("fingerprint", split.fingerprint()));
        ObjectNode facts = root.putObject("origin");
        origin.forEach(facts::put);
        ObjectNode digests = root.putObject("sources");
        sources.forEach(digests::put);
        classNames.forEach(root.putArray("classes")::add);
        return StoredJson.text(root);
    }

    /**
     * Reads what {@link #json} gives.
     *
     * @throws RunDirectoryException if the file is anything else, naming it and the key
     */
    static FeatureCard read(Path file) {
        JsonNode root = StoredJson.read(file);
        int format = integer(file, root, "format");
        if (format != FORMAT) {
            throw new RunDirectoryException(file + " is of format " + format + ", but this wb reads format " + FORMAT);
        }
        Map<String, Split> splits = new LinkedHashMap<>();
        root.path("splits")
                .properties()
                .forEach(split -> splits.put(
                        split.getKey(),
                        new Split(
                                integer(file, split.getValue(), "images"),
                                integer(file, split.getValue(), "views"),
                                text(file, split.getValue(), "fingerprint"))));
        List<String> names = new ArrayList<>();
        root.path("classes").forEach(name -> names.add(name.asText()));
        return new FeatureCard(
                integer(file, root, "dimension"),
                List.copyOf(names),
                splits,
                texts(file, root.path("origin")),
                texts(file, root.path("sources")));
    }

    private static Map<String, String> texts(Path file, JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> texts.put(name, text(file, node, name)));
        return texts;
    }

    private static int integer(Path file, JsonNode parent, String key) {
        JsonNode node = parent.path(key);
        if (!node.isInt()) {
            throw new RunDirectoryException(file + " has no whole number '" + key + "'");
        }
        return node.intValue();
    }

    private static String text(Path file, JsonNode parent, String key) {
        JsonNode node = parent.path(key);
        if (!node.isTextual()) {
            throw new RunDirectoryException(file + " has no text '" + key + "'");
        }
        return node.textValue();
    }
}
