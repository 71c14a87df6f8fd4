package org.weightbalancing.app.search;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that a trial tries, by the names of their dimensions.
 *
 * <p>A value is a Double, an Integer, a Long, a Boolean, a String, or a List or Map (by String) of such. Dimensions that
 * do not matter, because their condition does not hold, have no value. They are serializable, as Arbiter's generators ask of
 * the values of their candidates.
 *
 * @param values in the order of the space
 */
public record Parameters(Map<String, Object> values) implements Serializable {

    /**
     * Copies the values, lists and maps in them included, and keeps their order.
     *
     * @throws IllegalArgumentException if a value is of another type
     */
    public Parameters {
        Map<String, Object> copies = new LinkedHashMap<>();
        values.forEach((name, value) -> copies.put(name, copy(name, value)));
        values = Collections.unmodifiableMap(copies);
    }

    private static Object copy(String name, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> copy(name, item)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copies = new LinkedHashMap<>();
            map.forEach((key, item) -> copies.put(key(name, key), copy(name, item)));
            return Collections.unmodifiableMap(copies);
        }
        if (value instanceof Double
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof String) {
            return value;
        }
        throw refused(name, value);
    }

    private static String key(String name, Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw refused(name, key);
    }

    private static IllegalArgumentException refused(String name, Object value) {
        return new IllegalArgumentException("parameter " + name + " has a value of type "
                + (value == null ? "null" : value.getClass().getName())
                + "; allowed are doubles, whole numbers, booleans, strings, and lists and maps of them");
    }

    /** The value of a dimension; nothing if it does not matter in this trial or there is no such dimension. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The value of a dimension as a number.
     *
     * @throws IllegalArgumentException if it has none, or one that is no number
     */
    public double number(String name) {
        return value(name)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).doubleValue())
                .orElseThrow(() -> new IllegalArgumentException(
                        "parameter " + name + " is no number here; the values are " + values));
    }

    /**
     * The value of a dimension in words: a string as it is, other values as they print.
     *
     * @throws IllegalArgumentException if it has none
     */
    public String text(String name) {
        return value(name)
                .map(Object::toString)
                .orElseThrow(() -> new IllegalArgumentException(
                        "parameter " + name + " has no value here; the values are " + values));
    }
}
