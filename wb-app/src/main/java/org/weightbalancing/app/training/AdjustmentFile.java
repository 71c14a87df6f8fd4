package org.weightbalancing.app.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.eval.adjustment.LogitAdjustment;

/** Keeps the adjustment of a network's logits beside the network: {@code {"scale": [...], "shift": [...]}}. */
final class AdjustmentFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AdjustmentFile() {}

    static void write(RunDirectory directory, String network, LogitAdjustment adjustment) {
        ObjectNode root = JSON.createObjectNode();
        root.set("scale", JSON.valueToTree(adjustment.scale()));
        root.set("shift", JSON.valueToTree(adjustment.shift()));
        try {
            directory.write(name(network), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers is always JSON", e);
        }
    }

    static LogitAdjustment read(RunDirectory directory, String network) {
        Path file = directory.file(name(network));
        try {
            JsonNode root = StoredJson.read(file);
            return new LogitAdjustment(numbers(root, "scale", file), numbers(root, "shift", file));
        } catch (IllegalArgumentException e) {
            throw new RunDirectoryException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static double[] numbers(JsonNode root, String key, Path file) {
        JsonNode list = root.path(key);
        if (!list.isArray() || StreamSupport.stream(list.spliterator(), false).anyMatch(item -> !item.isNumber())) {
            throw new RunDirectoryException(file + " has no list of numbers '" + key + "'");
        }
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static String name(String network) {
        return "models/" + network + ".adjustment.json";
    }
}
