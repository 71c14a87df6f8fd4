package org.weightbalancing.app.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.GeneratorSettings;
import org.weightbalancing.app.experiment.PruningSettings;
import org.weightbalancing.app.experiment.SettingType;

/**
 * Describes search files as a JSON Schema (draft 2020-12), for editors that complete and check YAML.
 *
 * <p>Every file that reads is valid. What is invalid is refused by the reader too; which paths and options there are, and
 * what fits together, only the reader knows.
 */
public final class SearchSchema {

    /** The kinds of components that searches name and experiments do not. */
    static final Set<Class<?>> KINDS = Set.of(GeneratorSettings.class, PruningSettings.class);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DIMENSION = "dimension";
    private static final String OPTION = "option";

    private SearchSchema() {}

    /**
     * Writes the schema.
     *
     * @param catalog the components that files can name
     * @return JSON in lines, the last one ended; equal catalogs have equal schemas
     */
    public static String of(Catalog catalog) {
        return ExperimentSchema.text(tree(catalog));
    }

    static JsonNode tree(Catalog catalog) {
        ExperimentSchema schemas = new ExperimentSchema(catalog);
        ObjectNode root = schemas.root(
                "search",
                "An experiment, what trials change of it, and how they are judged and proposed.",
                SearchKeys.class,
                catalog.kinds());
        ObjectNode properties = (ObjectNode) root.path("properties");
        ObjectNode experiment = (ObjectNode) properties.path(SearchBase.EXPERIMENT);
        ArrayNode inPlace = experiment.putArray("anyOf");
        experiment.remove("type");
        inPlace.addObject().put("const", "none");
        inPlace.add(schemas.nested(Experiment.class));
        ObjectNode space = (ObjectNode) properties.path("space");
        space.put("minProperties", 1).set("additionalProperties", ExperimentSchema.reference(DIMENSION));
        ObjectNode definitions = (ObjectNode) root.path("$defs");
        definitions.set(DIMENSION, dimension());
        definitions.set(OPTION, option());
        return root;
    }

    private static ObjectNode dimension() {
        ObjectNode dimension = JSON.objectNode().put("title", DIMENSION);
        dimension.put("description", DomainReader.DOC);
        ArrayNode forms = dimension.putArray("oneOf");
        for (String key : DomainReader.KEYS) {
            ObjectNode form = forms.addObject().put("type", "object");
            ObjectNode keys = form.putObject("properties");
            keys.set(key, domain(key));
            ObjectNode when = keys.putObject("when").put("type", "object");
            when.put("minProperties", 1).put("maxProperties", 1);
            when.set("additionalProperties", ExperimentSchema.reference(OPTION));
            form.putArray("required").add(key);
            form.put("additionalProperties", false);
        }
        return dimension;
    }

    /** That the first of two numbers is below the second, no schema can say. */
    private static ObjectNode domain(String key) {
        return switch (key) {
            case DomainReader.CHOICE ->
                list(1, ExperimentSchema.reference(OPTION)).put("uniqueItems", true);
            case DomainReader.INTEGER -> pair(ValueSchema.scalar(new SettingType.Whole(false)));
            case DomainReader.LOG_UNIFORM -> pair(ValueSchema.positive());
            default -> pair(ValueSchema.scalar(new SettingType.Real()));
        };
    }

    private static ObjectNode pair(ObjectNode number) {
        return list(2, number).put("maxItems", 2);
    }

    private static ObjectNode list(int least, ObjectNode item) {
        ObjectNode list = JSON.objectNode().put("type", "array").put("minItems", least);
        list.set("items", item);
        return list;
    }

    /** A value, also at every place in it. */
    private static ObjectNode option() {
        ObjectNode option = JSON.objectNode().put("title", OPTION);
        ArrayNode types = option.putArray("type");
        List.of("string", "number", "boolean", "array", "object").forEach(types::add);
        option.set("items", ExperimentSchema.reference(OPTION));
        option.set("additionalProperties", ExperimentSchema.reference(OPTION));
        return option;
    }
}
