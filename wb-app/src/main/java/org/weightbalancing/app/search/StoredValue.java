package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers and parameter values in JSON that reads back equal, type included.
 *
 * <p>Integers, finite Doubles (always with a point or an exponent), Booleans, Strings, Lists and Maps are what JSON has; the
 * others are objects of one key: {@code {"long": 5}}, {@code {"double": "NaN"}}. A Map that would pass for one of them, its
 * only key being long, double or map, is {@code {"map": {...}}}.
 */
final class StoredValue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LONG = "long";
    private static final String DOUBLE = "double";
    private static final String MAP = "map";
    private static final Set<String> TAGS = Set.of(LONG, DOUBLE, MAP);

    private StoredValue() {}

    /** A number; those that are not finite as the strings NaN, Infinity and -Infinity. */
    static JsonNode number(double value) {
        return Double.isFinite(value) ? JSON.numberNode(value) : JSON.textNode(Double.toString(value));
    }

    /** A number of {@link #number}; nothing if it is none. */
    static Optional<Double> number(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.doubleValue());
        }
        return switch (node.isTextual() ? node.textValue() : "") {
            case "NaN" -> Optional.of(Double.NaN);
            case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> Optional.empty();
        };
    }

    /** A value as {@link Parameters} allows. */
    static JsonNode json(Object value) {
        if (value instanceof Integer whole) {
            return JSON.numberNode(whole);
        }
        if (value instanceof Long whole) {
            return JSON.objectNode().put(LONG, whole);
        }
        if (value instanceof Double real) {
            return Double.isFinite(real)
                    ? JSON.numberNode(real)
                    : JSON.objectNode().set(DOUBLE, number(real));
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(item -> array.add(json(item)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            boolean plain = map.size() != 1 || !TAGS.containsAll(map.keySet());
            return plain ? object(map) : JSON.objectNode().set(MAP, object(map));
        }
        return JSON.textNode((String) value);
    }

    /** Values by name, in their order. */
    static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, item) -> object.set((String) key, json(item)));
        return object;
    }

    /** A value of {@link #json}; nothing if it is none. */
    static Optional<Object> value(JsonNode node) {
        if (node.isInt()) {
            return Optional.of(node.intValue());
        }
        if (node.isFloatingPointNumber()) {
            return Optional.of(node.doubleValue());
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        if (node.isTextual()) {
            return Optional.of(node.textValue());
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> value(item).ifPresent(list::add));
            return list.size() == node.size() ? Optional.of(list) : Optional.empty();
        }
        boolean tagged = node.size() == 1 && TAGS.stream().anyMatch(node::has);
        return tagged ? tagged(node) : values(node).map(map -> map);
    }

    private static Optional<Object> tagged(JsonNode node) {
        if (node.path(LONG).isIntegralNumber() && node.path(LONG).canConvertToLong()) {
            return Optional.of(node.path(LONG).longValue());
        }
        if (node.has(DOUBLE)) {
            return number(node.path(DOUBLE)).map(value -> value);
        }
        return node.path(MAP).isObject() ? values(node.path(MAP)).map(map -> map) : Optional.empty();
    }

    /** Values of {@link #object}; nothing if one is none. */
    static Optional<Map<String, Object>> values(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> value(field.getValue()).ifPresent(value -> map.put(field.getKey(), value)));
        return object.isObject() && map.size() == object.size() ? Optional.of(map) : Optional.empty();
    }
}
