package org.weightbalancing.app.yaml;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;

/** Plain values as YAML on one line, and back. */
public final class FlowYaml {

    private static final Pattern PLAIN = Pattern.compile("(?!(null|Null|NULL)$)[A-Za-z][A-Za-z0-9_.+/-]*");

    private static final double WHOLE_BELOW = 1e15;

    private FlowYaml() {}

    /** The text of a number, true or false, a text, or a list or mapping of such, which reads back to an equal value. */
    public static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FlowYaml::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Double number) {
            return YamlNumber.text(number);
        }
        return value instanceof String text ? text(text) : value.toString();
    }

    private static String text(String text) {
        return PLAIN.matcher(text).matches() ? text : TextNode.valueOf(text).toString();
    }

    /**
     * The value of a tree: a scalar that reads as true, false or a number is one, a whole number if it is whole; other
     * scalars are texts.
     *
     * @throws InvalidSetting with the path below the tree, if there is no value at some place
     */
    public static Object value(YamlNode node) {
        return value(node, SettingPath.ROOT);
    }

    private static Object value(YamlNode node, SettingPath path) {
        if (node instanceof Mapping mapping) {
            Map<String, Object> values = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> values.put(key, value(entry.value(), path.key(key))));
            return values;
        }
        if (node instanceof Sequence list) {
            List<Object> values = new ArrayList<>();
            for (YamlNode item : list.items()) {
                values.add(value(item, path.item(values.size())));
            }
            return values;
        }
        return scalar((Scalar) node, path);
    }

    private static Object scalar(Scalar scalar, SettingPath path) {
        String text = scalar.text();
        if (scalar.none()) {
            throw new InvalidSetting(path.text(), "has no value");
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        return YamlNumber.whole(text)
                .map(FlowYaml::narrow)
                .or(() -> YamlNumber.real(text).map(FlowYaml::narrow))
                .orElse(text);
    }

    private static Object narrow(long number) {
        boolean fits = number == (int) number;
        return fits ? (Object) (int) number : (Object) number;
    }

    // 64.0 is written as 64, and would not read back to an equal value.
    private static Object narrow(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < WHOLE_BELOW;
        return whole ? narrow((long) number) : (Object) number;
    }
}
