package org.weightbalancing.app.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.experiment.SettingType;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlJson;
import org.weightbalancing.app.yaml.YamlNumber;

/**
 * Makes the JSON Schema of the value of one setting.
 *
 * <p>Scalars are accepted as numbers, true and false, and also as texts that the reader takes for them: a quoted "5" is
 * read as 5, and YAML 1.1 takes 5e-4 and 1_000 for texts. A text may look like a number.
 */
final class ValueSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Function<Class<? extends Record>, ObjectNode> records;

    /** Makes schemas that get those of records from elsewhere. */
    ValueSchema(Function<Class<? extends Record>, ObjectNode> records) {
        this.records = records;
    }

    /** The schema of a setting among those of its record. */
    ObjectNode of(SettingField field, List<SettingField> siblings) {
        Setting setting = field.setting();
        ObjectNode schema = type(field.type());
        if (field.type() instanceof SettingType.Many) {
            bounds(schema, setting, "minItems", "maxItems");
        } else if (field.type() instanceof SettingType.Whole || field.type() instanceof SettingType.Real) {
            ObjectNode number = (ObjectNode) schema.path("anyOf").path(0);
            bounds(number, setting, lower(setting), upper(setting));
            if (setting.infinite()) {
                ((ArrayNode) schema.path("anyOf")).add(matching("-?\\.inf"));
            }
        }
        schema.put("description", setting.doc() + dependentDefault(field, siblings));
        if (!setting.byDefault().isEmpty()) {
            schema.set("default", YamlJson.of(setting.byDefault()));
        }
        if (!setting.example().isEmpty()) {
            schema.putArray("examples").add(YamlJson.of(setting.example()));
        }
        return schema;
    }

    private static String dependentDefault(SettingField field, List<SettingField> siblings) {
        return field.setting().byDefaultOf().isEmpty()
                ? ""
                : " Default: " + Describe.dependentDefault(field, siblings) + ".";
    }

    private static String lower(Setting setting) {
        return setting.aboveMin() ? "exclusiveMinimum" : "minimum";
    }

    private static String upper(Setting setting) {
        return setting.belowMax() ? "exclusiveMaximum" : "maximum";
    }

    private static void bounds(ObjectNode schema, Setting setting, String lower, String upper) {
        if (Double.isFinite(setting.min())) {
            schema.set(lower, YamlJson.number(setting.min()));
        }
        if (Double.isFinite(setting.max())) {
            schema.set(upper, YamlJson.number(setting.max()));
        }
    }

    private ObjectNode type(SettingType type) {
        if (type instanceof SettingType.Many many) {
            ObjectNode list = JSON.objectNode().put("type", "array");
            list.set("items", type(many.item()));
            return list;
        }
        if (type instanceof SettingType.Tree) {
            return JSON.objectNode().put("type", "object");
        }
        if (type instanceof SettingType.Nested nested) {
            return records.apply(nested.type());
        }
        if (type instanceof SettingType.Part part) {
            return ExperimentSchema.reference(part.name());
        }
        return scalar(type);
    }

    /** A single value. */
    static ObjectNode scalar(SettingType type) {
        if (type instanceof SettingType.Whole whole) {
            ObjectNode range = JSON.objectNode().put("type", "integer");
            range.put("minimum", whole.smallest()).put("maximum", whole.largest());
            return either(range, YamlNumber.wholePattern());
        }
        if (type instanceof SettingType.Real) {
            return either(JSON.objectNode().put("type", "number"), YamlNumber.realPattern());
        }
        if (type instanceof SettingType.Flag) {
            return either(JSON.objectNode().put("type", "boolean"), "true|false");
        }
        if (type instanceof SettingType.Choice choice) {
            ObjectNode words = JSON.objectNode();
            ArrayNode names = words.putArray("enum");
            choice.names().forEach(names::add);
            return words;
        }
        ObjectNode text = JSON.objectNode();
        text.putArray("type").add("string").add("number").add("boolean");
        return text;
    }

    /** A number above 0, or a text of one: no minus sign, and a digit other than 0 before the exponent. */
    static ObjectNode positive() {
        ObjectNode above = JSON.objectNode().put("type", "number").put("exclusiveMinimum", 0);
        return either(above, "(?!-)(?=[^eE]*[1-9])" + YamlNumber.realPattern());
    }

    private static ObjectNode either(ObjectNode schema, String pattern) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).add(matching(pattern));
        return either;
    }

    private static ObjectNode matching(String pattern) {
        return JSON.objectNode().put("type", "string").put("pattern", "^(" + pattern + ")$");
    }
}
