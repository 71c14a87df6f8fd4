package org.weightbalancing.app.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Spaces in JSON: an array of dimensions such as {@code {"name": "decay", "log-uniform": [1.0E-4, 1.0], "when": {"dimension":
 * "regularizer", "values": ["weight-decay"]}}}.
 */
final class SpaceJson {

    private static final String UNIFORM = "uniform";
    private static final String LOG_UNIFORM = "log-uniform";
    private static final String INTEGER = "integer";
    private static final String CHOICE = "choice";
    private static final String WHEN = "when";
    private static final String VALUES = "values";

    private SpaceJson() {}

    static ArrayNode of(SearchSpace space) {
        ArrayNode dimensions = JsonNodeFactory.instance.arrayNode();
        for (Dimension dimension : space.dimensions()) {
            ObjectNode node = dimensions.addObject().put("name", dimension.name());
            domain(node, dimension.domain());
            dimension.condition().ifPresent(condition -> node.putObject(WHEN)
                    .put("dimension", condition.dimension())
                    .set(VALUES, StoredValue.json(condition.values())));
        }
        return dimensions;
    }

    private static void domain(ObjectNode node, Domain domain) {
        if (domain instanceof Uniform uniform) {
            node.putArray(UNIFORM).add(uniform.low()).add(uniform.high());
        } else if (domain instanceof LogUniform uniform) {
            node.putArray(LOG_UNIFORM).add(uniform.low()).add(uniform.high());
        } else if (domain instanceof IntegerRange range) {
            node.putArray(INTEGER).add(range.low()).add(range.high());
        } else {
            node.set(CHOICE, StoredValue.json(((Choice) domain).options()));
        }
    }

    /**
     * Reads a space.
     *
     * @throws StudyException if a dimension is not as {@link #of} writes it
     */
    static SearchSpace parse(List<StoredObject> nodes) {
        List<Dimension> dimensions = new ArrayList<>();
        for (StoredObject node : nodes) {
            dimensions.add(new Dimension(node.text("name"), domain(node), condition(node)));
        }
        return new SearchSpace(dimensions);
    }

    private static Domain domain(StoredObject node) {
        if (node.has(UNIFORM)) {
            return new Uniform(bound(node, UNIFORM, 0), bound(node, UNIFORM, 1));
        }
        if (node.has(LOG_UNIFORM)) {
            return new LogUniform(bound(node, LOG_UNIFORM, 0), bound(node, LOG_UNIFORM, 1));
        }
        if (node.has(INTEGER)) {
            return new IntegerRange((int) bound(node, INTEGER, 0), (int) bound(node, INTEGER, 1));
        }
        if (node.has(CHOICE)) {
            return new Choice(values(node, CHOICE));
        }
        throw new StudyException(node.place() + ": dimension " + node.text("name") + " has no domain; allowed are "
                + String.join(", ", UNIFORM, LOG_UNIFORM, INTEGER, CHOICE));
    }

    private static double bound(StoredObject node, String key, int index) {
        List<JsonNode> bounds = node.array(key);
        if (bounds.size() != 2
                || !bounds.get(index).isNumber()
                || (key.equals(INTEGER) && !bounds.get(index).isInt())) {
            throw node.refused(key, "an array of two numbers, the lowest and the highest value");
        }
        return bounds.get(index).doubleValue();
    }

    private static Optional<Condition> condition(StoredObject node) {
        if (!node.has(WHEN)) {
            return Optional.empty();
        }
        StoredObject when = node.object(WHEN);
        return Optional.of(new Condition(when.text("dimension"), values(when, VALUES)));
    }

    private static List<Object> values(StoredObject node, String key) {
        List<Object> values = new ArrayList<>();
        for (JsonNode item : node.array(key)) {
            values.add(StoredValue.value(item)
                    .orElseThrow(() -> node.refused(key, "an array of numbers, strings, booleans, lists and maps")));
        }
        return values;
    }
}
