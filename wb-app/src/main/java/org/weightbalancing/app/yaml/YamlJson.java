package org.weightbalancing.app.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** YAML as JSON: scalars that look like a number, true or false become one; infinities, which JSON lacks, stay texts. */
public final class YamlJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private YamlJson() {}

    /** The JSON of a short YAML text. */
    public static JsonNode of(String yaml) {
        List<Problem> problems = new ArrayList<>();
        Optional<YamlNode> node = YamlReader.value(Where.of(yaml), yaml, problems);
        Problem.throwAny(problems);
        return of(node.orElseThrow());
    }

    /** Mappings as objects, lists as arrays, scalars as this class reads them. */
    public static JsonNode of(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
            return object;
        }
        if (node instanceof YamlNode.Sequence list) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(of(item)));
            return array;
        }
        return scalar((YamlNode.Scalar) node);
    }

    private static JsonNode scalar(YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (scalar.none()) {
            return JSON.nullNode();
        }
        if (text.equals("true") || text.equals("false")) {
            return JSON.booleanNode(text.equals("true"));
        }
        if (YamlNumber.isWhole(text)) {
            return JSON.numberNode(new BigInteger(text.replace("_", "")));
        }
        return YamlNumber.real(text)
                .filter(Double::isFinite)
                .map(YamlJson::number)
                .orElse(JSON.textNode(text));
    }

    /** A finite number, without a fraction if it has none. */
    public static JsonNode number(double number) {
        return JSON.numberNode(new BigDecimal(YamlNumber.text(number)));
    }
}
