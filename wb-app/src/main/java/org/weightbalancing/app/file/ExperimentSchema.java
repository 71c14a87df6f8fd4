package org.weightbalancing.app.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.SettingField;
import org.weightbalancing.app.experiment.SettingType;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.Where;
import org.weightbalancing.app.yaml.YamlJson;
import org.weightbalancing.app.yaml.YamlNode;

/**
 * Describes experiment files as a JSON Schema (draft 2020-12), for editors that complete and check YAML.
 *
 * <p>It is made from the same {@link org.weightbalancing.app.setting.Setting Setting}s by which files are read, plug-ins included. Every file that reads is valid.
 * What is invalid is refused by the reader too; rules between settings, and what names and texts may hold, only the
 * reader knows.
 */
public final class ExperimentSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NAME = "name";

    private final Catalog catalog;
    private final ValueSchema values = new ValueSchema(this::nested);
    private final ObjectNode definitions = JSON.objectNode();

    ExperimentSchema(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Writes the schema.
     *
     * @param catalog the components that files can name
     * @return JSON in lines, the last one ended; equal catalogs have equal schemas
     */
    public static String of(Catalog catalog) {
        return text(tree(catalog));
    }

    /** A schema in lines, the last one ended. */
    static String text(JsonNode schema) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    static JsonNode tree(Catalog catalog) {
        return new ExperimentSchema(catalog)
                .root(
                        "experiment",
                        "Data, network, stages of training, changes after training, and testing.",
                        Experiment.class,
                        catalog.kinds().stream()
                                .filter(kind -> !SearchSchema.KINDS.contains(kind))
                                .toList());
    }

    /** The schema that is defined under a name. */
    static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", "#/$defs/" + definition);
    }

    /** The schema of a file of a name, with the components of some kinds. */
    ObjectNode root(String name, String description, Class<? extends Record> type, List<Class<?>> kinds) {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "urn:weightbalancing:" + name);
        root.put("title", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " of wb");
        root.put("description", description);
        for (Class<?> kind : kinds) {
            SettingType.Part part = (SettingType.Part) SettingType.of(kind);
            define(part.name(), part, List.of(), word -> binder().component(part, word, SettingPath.ROOT)
                    .isPresent());
        }
        root.setAll(object(SettingField.of(type), Optional.empty()));
        root.set("$defs", definitions);
        return root;
    }

    private SettingBinder binder() {
        return new SettingBinder(catalog, new ArrayList<>());
    }

    /** A record of settings; one that holds the keys of a component is defined apart, once for each component. */
    ObjectNode nested(Class<? extends Record> type) {
        List<SettingField> fields = SettingField.of(type);
        Optional<SettingField> inline =
                fields.stream().filter(field -> field.setting().inline()).findFirst();
        if (inline.isEmpty()) {
            return object(fields, Optional.empty());
        }
        String definition = KebabCase.of(type.getSimpleName());
        List<SettingField> beside =
                fields.stream().filter(field -> !field.setting().inline()).toList();
        define(definition, (SettingType.Part) inline.get().type(), beside, word -> binder().record(
                        type, word, SettingPath.ROOT)
                .isPresent());
        return reference(definition);
    }

    /** The choice of a component: its name alone where that reads, or an object with its keys and those beside them. */
    private void define(
            String definition, SettingType.Part kind, List<SettingField> beside, Predicate<YamlNode> aloneReads) {
        SortedMap<String, Component<?>> components = catalog.components(kind.kind());
        ArrayNode choices =
                definitions.putObject(definition).put("title", kind.name()).putArray("anyOf");
        components.forEach((name, component) -> {
            if (aloneReads.test(new YamlNode.Scalar(Where.of(name), name, false))) {
                choices.addObject().put("const", name).put("description", component.doc());
            }
        });
        components.forEach((name, component) -> {
            List<SettingField> fields = new ArrayList<>(component.fields());
            fields.addAll(beside);
            choices.add(reference(definition + "." + name));
            definitions.set(definition + "." + name, component(name, component, fields));
        });
    }

    private ObjectNode component(String name, Component<?> component, List<SettingField> fields) {
        ObjectNode schema = JSON.objectNode().put("title", name).put("description", description(component));
        schema.setAll(object(fields, Optional.of(name)));
        JsonNode example = YamlJson.of(SettingExample.flow(name, component));
        if (example.isObject()) {
            schema.putArray("examples").add(example);
        }
        return schema;
    }

    private static String description(Component<?> component) {
        return component.doc()
                + (component.formula().isEmpty() ? "" : "\nFormula: " + component.formula())
                + (component.source().isEmpty() ? "" : "\nSource: " + component.source());
    }

    private ObjectNode object(List<SettingField> fields, Optional<String> name) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        name.ifPresent(word -> {
            properties.putObject(NAME).put("const", word);
            required.add(NAME);
        });
        for (SettingField field : fields) {
            properties.set(field.key(), values.of(field, fields));
            if (field.required()) {
                required.add(field.key());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }
}
