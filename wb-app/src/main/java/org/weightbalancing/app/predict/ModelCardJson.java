package org.weightbalancing.app.predict;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.weightbalancing.data.Normalization;
import org.weightbalancing.eval.adjustment.LogitAdjustment;

/** Writes {@link ModelCard}s as JSON and reads them back; whatever is missing or of another type is an error. */
final class ModelCardJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ModelCardJson() {}

    static String write(ModelCard card) {
        ObjectNode root = JSON.createObjectNode();
        root.put("network", card.network());
        card.stamp().ifPresent(stamp -> root.put("stamp", stamp));
        ArrayNode names = root.putArray("classes");
        card.classNames().forEach(names::add);
        ArrayNode counts = root.putArray("train-counts");
        card.trainCounts().forEach(counts::add);
        root.putObject("image")
                .put("height", card.image().height())
                .put("width", card.image().width());
        ObjectNode normalization = root.putObject("normalization");
        normalization.set("mean", JSON.valueToTree(card.normalization().mean()));
        normalization.set("std", JSON.valueToTree(card.normalization().std()));
        card.adjustment().ifPresent(adjustment -> {
            ObjectNode node = root.putObject("adjustment");
            node.set("scale", JSON.valueToTree(adjustment.scale()));
            node.set("shift", JSON.valueToTree(adjustment.shift()));
        });
        root.put("batch", card.batch());
        root.put("prior", card.prior().name().toLowerCase(Locale.ROOT));
        origin(root.putObject("origin"), card.origin());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }

    private static void origin(ObjectNode node, ModelCard.Origin origin) {
        node.put("experiment", origin.experiment()).put("experiment-sha256", origin.experimentSha256());
        ObjectNode fingerprints = node.putObject("data-fingerprints");
        new TreeMap<>(origin.fingerprints()).forEach(fingerprints::put);
        node.put("weights", origin.weights()).put("wb", origin.version()).put("commit", origin.commit());
    }

    /**
     * Reads what {@link #write} gives.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static ModelCard read(String text) {
        JsonNode root = tree(text);
        JsonNode image = root.path("image");
        JsonNode normalization = root.path("normalization");
        return new ModelCard(
                string(root, "network"),
                root.has("stamp") ? Optional.of(string(root, "stamp")) : Optional.empty(),
                list(root, "classes", JsonNode::isTextual).stream()
                        .map(JsonNode::textValue)
                        .toList(),
                list(root, "train-counts", JsonNode::canConvertToInt).stream()
                        .map(JsonNode::intValue)
                        .toList(),
                new ModelCard.Size(integer(image, "height"), integer(image, "width")),
                new Normalization(floats(normalization, "mean"), floats(normalization, "std")),
                root.has("adjustment") ? Optional.of(adjustment(root.path("adjustment"))) : Optional.empty(),
                integer(root, "batch"),
                prior(string(root, "prior")),
                origin(root.path("origin")));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "its model.json is damaged: "
                            + e.getOriginalMessage().lines().findFirst().orElse("no reason is known"),
                    e);
        }
    }

    private static ModelPrior prior(String word) {
        for (ModelPrior prior : ModelPrior.values()) {
            if (prior.name().toLowerCase(Locale.ROOT).equals(word)) {
                return prior;
            }
        }
        throw new IllegalArgumentException("its 'prior' is '" + word + "', but balanced or train is allowed");
    }

    private static ModelCard.Origin origin(JsonNode node) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        JsonNode noted = node.path("data-fingerprints");
        noted.fieldNames().forEachRemaining(split -> fingerprints.put(split, string(noted, split)));
        return new ModelCard.Origin(
                string(node, "experiment"),
                string(node, "experiment-sha256"),
                fingerprints,
                string(node, "weights"),
                string(node, "wb"),
                string(node, "commit"));
    }

    private static LogitAdjustment adjustment(JsonNode node) {
        return new LogitAdjustment(doubles(node, "scale"), doubles(node, "shift"));
    }

    private static double[] doubles(JsonNode parent, String key) {
        return list(parent, key, JsonNode::isNumber).stream()
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static float[] floats(JsonNode parent, String key) {
        double[] doubles = doubles(parent, key);
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private static String string(JsonNode parent, String key) {
        return one(parent, key, JsonNode::isTextual).textValue();
    }

    private static int integer(JsonNode parent, String key) {
        return one(parent, key, node -> node.isIntegralNumber() && node.canConvertToInt())
                .intValue();
    }

    private static List<JsonNode> list(JsonNode parent, String key, Predicate<JsonNode> item) {
        JsonNode list = one(parent, key, JsonNode::isArray);
        List<JsonNode> items = StreamSupport.stream(list.spliterator(), false).toList();
        if (!items.stream().allMatch(item)) {
            throw wrong(key);
        }
        return items;
    }

    private static JsonNode one(JsonNode parent, String key, Predicate<JsonNode> type) {
        JsonNode node = parent.path(key);
        if (!type.test(node)) {
            throw wrong(key);
        }
        return node;
    }

    private static IllegalArgumentException wrong(String key) {
        return new IllegalArgumentException("its model.json has no '" + key + "' of the right type");
    }
}
