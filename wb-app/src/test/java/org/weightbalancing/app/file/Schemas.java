package org.weightbalancing.app.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.weightbalancing.app.yaml.YamlJson;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Validates experiment and search files as an editor does that knows their schemas. */
public final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static final Schema EXPERIMENT = REGISTRY.getSchema(ExperimentSchema.tree(Yaml.CATALOG));
    static final Schema SEARCH = REGISTRY.getSchema(SearchSchema.tree(Yaml.CATALOG));

    private Schemas() {}

    /** What is wrong with a text, be it read as YAML 1.1 or 1.2. */
    public static List<String> faults(String text) {
        List<String> faults = new ArrayList<>(faults(newer(text)));
        faults.addAll(faults(older(text)));
        return faults;
    }

    static List<String> faults(JsonNode tree) {
        return faults(EXPERIMENT, tree);
    }

    /** What is wrong with the text of a search, be it read as YAML 1.1 or 1.2. */
    public static List<String> searchFaults(String text) {
        List<String> faults = new ArrayList<>(faults(SEARCH, newer(text)));
        faults.addAll(faults(SEARCH, older(text)));
        return faults;
    }

    private static List<String> faults(Schema schema, JsonNode tree) {
        return schema.validate(tree).stream().map(Error::toString).toList();
    }

    /** As YAML 1.1 has it, in which 1_000 is a number, on is true, and 2026-11-24 is a date. */
    private static JsonNode older(String text) {
        String words = text.replaceAll("(?<=[\\s{])on:", "\"on\":"); // A key is a word to every editor.
        return JSON.valueToTree(new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(words));
    }

    /** As YAML 1.2 has it, but for a quoted number. */
    static JsonNode newer(String text) {
        return YamlJson.of(text);
    }

    /** What is wrong with a schema itself. */
    static List<String> faultsOfSchema(JsonNode schema) {
        return REGISTRY
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema)
                .stream()
                .map(Error::toString)
                .toList();
    }
}
