package org.weightbalancing.app.search;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object in JSON and where it is from; every refusal names that place, the key, its value and what is expected.
 *
 * @param place file, or file and line
 * @param node the object
 */
record StoredObject(String place, ObjectNode node) {

    // A line that has lost its end must not pass for the first of two objects.
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads an object.
     *
     * @throws StudyException if the text is no whole object
     */
    static StoredObject parse(String place, byte[] text) {
        try {
            // As a string: bytes that are not UTF-8 then spoil the word that they are in, not the object.
            JsonNode root = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            if (root instanceof ObjectNode object) {
                return new StoredObject(place, object);
            }
            throw new StudyException(place + " is no JSON object but " + (root.isMissingNode() ? "empty" : root));
        } catch (JsonProcessingException e) {
            throw new StudyException(place + " is not JSON" + where(e), e);
        }
    }

    private static String where(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String reason = e.getOriginalMessage().lines().findFirst().orElse("no reason is known");
        return location == null
                ? ": " + reason
                : " in line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + reason;
    }

    /** The object for people and programs. */
    static byte[] pretty(ObjectNode node) {
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }

    /** The object on one line, without the end of the line. */
    static byte[] line(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    boolean has(String key) {
        return node.has(key);
    }

    String text(String key) {
        if (!node.path(key).isTextual()) {
            throw refused(key, "a string");
        }
        return node.path(key).textValue();
    }

    int whole(String key) {
        if (!node.path(key).isInt()) {
            throw refused(key, "a whole number");
        }
        return node.path(key).intValue();
    }

    long longWhole(String key) {
        if (!node.path(key).isIntegralNumber() || !node.path(key).canConvertToLong()) {
            throw refused(key, "a whole number");
        }
        return node.path(key).longValue();
    }

    boolean truth(String key) {
        if (!node.path(key).isBoolean()) {
            throw refused(key, "true or false");
        }
        return node.path(key).booleanValue();
    }

    double number(String key) {
        return StoredValue.number(node.path(key)).orElseThrow(() -> refused(key, "a number"));
    }

    StoredObject object(String key) {
        if (node.path(key) instanceof ObjectNode object) {
            return new StoredObject(place + ", " + key, object);
        }
        throw refused(key, "an object");
    }

    List<JsonNode> array(String key) {
        if (!node.path(key).isArray()) {
            throw refused(key, "an array");
        }
        List<JsonNode> items = new ArrayList<>();
        node.path(key).forEach(items::add);
        return items;
    }

    List<StoredObject> objects(String key) {
        List<StoredObject> objects = new ArrayList<>();
        for (JsonNode item : array(key)) {
            if (!(item instanceof ObjectNode object)) {
                throw refused(key, "an array of objects");
            }
            objects.add(new StoredObject(place + ", " + key + " " + objects.size(), object));
        }
        return objects;
    }

    /** The names in it, in their order. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    StudyException refused(String key, String expected) {
        String value =
                Optional.ofNullable(node.get(key)).map(JsonNode::toString).orElse("missing");
        return new StudyException(place + ": " + key + " is " + value + ", expected is " + expected);
    }
}
