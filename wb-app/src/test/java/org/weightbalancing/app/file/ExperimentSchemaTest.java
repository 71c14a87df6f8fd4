package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.inject.AbstractModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.CatalogModule;
import org.weightbalancing.app.experiment.Component;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.experiment.SettingType;
import org.weightbalancing.app.setting.Setting;

final class ExperimentSchemaTest {

    private static final Path EXPERIMENTS = Path.of(System.getProperty("basedir"), "experiments");
    private static final Path MALFORMED =
            Path.of(System.getProperty("basedir"), "src", "test", "resources", "malformed");

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(EXPERIMENTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.getParent().endsWith("search"))
                    .sorted()
                    .toList();
        }
    }

    @Nested
    class Text {
        private final JsonNode schema = ExperimentSchema.tree(Yaml.CATALOG);

        @Test
        void itIsASchemaOfTheDraftThatItNames() {
            assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(Schemas.faultsOfSchema(schema)).isEmpty();
            assertThat(ExperimentSchema.of(Yaml.CATALOG)).startsWith("{").endsWith("}\n");
        }

        @Test
        void settingsHaveTheirDocsRangesDefaultsAndExamples() {
            JsonNode data = schema.path("properties").path("data").path("properties");
            assertThat(data.path("validation")).hasToString("""
                    {"anyOf":[{"type":"number","minimum":0,"exclusiveMaximum":1},\
                    {"type":"string","pattern":"^([-+]?([0-9]+(\\\\.[0-9]*)?|\\\\.[0-9]+)([eE][-+]?[0-9]+)?)$"}],\
                    "description":"Fraction of each class of the training images that is held out for validation.",\
                    "default":0}""");
            assertThat(data.path("source")).hasToString("""
                    {"$ref":"#/$defs/source","description":"Where the images come from.","examples":["cifar-100"]}""");
            JsonNode stage =
                    schema.path("properties").path("stages").path("items").path("properties");
            assertThat(stage.path("keep").path("enum"))
                    .hasToString("[\"last\",\"best-on-validation\",\"best-on-test\"]");
            assertThat(stage.path("input").path("description").asText())
                    .endsWith("Default: images (everything) or cached-features (classifier).");
            assertThat(stage.path("regularizers").path("items"))
                    .hasToString("{\"$ref\":\"#/$defs/stage-regularizer\"}");
        }

        @Test
        void everyComponentIsDefinedWithItsKeys() {
            int defined = 0;
            for (Class<?> kind : Yaml.CATALOG.kinds()) {
                if (SearchSchema.KINDS.contains(kind)) {
                    assertThat(schema.path("$defs").has(SettingType.kindName(kind)))
                            .isFalse();
                    continue;
                }
                for (var entry : Yaml.CATALOG.components(kind).entrySet()) {
                    JsonNode component = definition(SettingType.kindName(kind) + "." + entry.getKey());
                    List<String> keys = new ArrayList<>(List.of("name"));
                    entry.getValue().fields().forEach(field -> keys.add(field.key()));
                    assertThat(component.path("properties").fieldNames())
                            .toIterable()
                            .containsExactlyElementsOf(keys);
                    assertThat(component.path("description").asText())
                            .startsWith(entry.getValue().doc());
                    assertThat(component.path("additionalProperties").isBoolean())
                            .isTrue();
                    defined++;
                }
            }
            assertThat(defined).isGreaterThanOrEqualTo(66);
        }

        @Test
        void aNameStandsAloneOnlyWhereItReads() {
            assertThat(names("loss")).contains("cross-entropy", "focal").doesNotContain("deferred");
            assertThat(names("regularizer")).containsExactly("l2-normalization");
            assertThat(names("stage-regularizer")).containsExactly("l2-normalization");
            assertThat(definition("stage-regularizer.l2-normalization")
                            .path("properties")
                            .fieldNames())
                    .toIterable()
                    .containsExactly("name", "bias", "on", "cadence");
        }

        @Test
        void plugInsAreIncluded() {
            JsonNode withPlugIn = ExperimentSchema.tree(Catalog.of(List.of(new CatalogModule(), new PlugIn())));
            JsonNode own = withPlugIn.path("$defs").path("loss.halved");
            assertThat(own.path("properties").path("times").path("default").asInt())
                    .isEqualTo(2);
            assertThat(schema.path("$defs").has("loss.halved")).isFalse();
        }

        private JsonNode definition(String name) {
            return schema.path("$defs").path(name);
        }

        private List<String> names(String definition) {
            List<String> names = new ArrayList<>();
            definition(definition).path("anyOf").forEach(choice -> {
                if (choice.has("const")) {
                    names.add(choice.path("const").asText());
                }
            });
            return names;
        }
    }

    @Nested
    class Valid {
        @Test
        void everyShippedExperimentIsThere() throws IOException {
            assertThat(shipped()).hasSizeGreaterThanOrEqualTo(19);
        }

        @ParameterizedTest
        @MethodSource("org.weightbalancing.app.file.ExperimentSchemaTest#shipped")
        void shippedExperimentsAre(Path file) throws IOException {
            assertThat(Schemas.faults(Files.readString(file))).isEmpty();
            assertThat(Schemas.faults(Yaml.FILES.write(Yaml.FILES.read(file, List.of()))))
                    .isEmpty();
        }

        /** Whatever the reader takes for a value is one here. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "batch: 1_000",
                    "batch: '64'",
                    "batch: +64",
                    "momentum: .5",
                    "momentum: 5e-1",
                    "momentum: '5.e-1'",
                    "restart-classifier: 'true'",
                    "restart-classifier: false",
                    "regularizers: [{name: max-norm, radius: 1, p: .inf}]",
                    "regularizers: [{name: weight-decay, decay: 1, on: 1}]",
                    "schedule: {name: multi-step, epochs: [1_0, '20']}"
                })
        void spellingsThatReadAre(String setting) {
            String text = Yaml.SMALLEST + "    " + setting + "\n";
            assertThat(Yaml.read(text).name()).isEqualTo("smallest");
            assertThat(Schemas.faults(text)).isEmpty();
        }
    }

    @Nested
    class Invalid {
        /** Rules between settings, and what names may hold, only the reader knows. */
        private static final Set<String> READER_ONLY = Set.of(
                "key-that-is-a-list.yaml",
                "key-without-a-space.yaml",
                "keys-twice-at-the-top.yaml",
                "keys-twice-in-a-stage.yaml",
                "name-that-leaves-the-folder.yaml",
                "name-of-a-stage-that-leaves-the-folder.yaml",
                "name-with-a-line-break.yaml",
                "name-that-commands-the-terminal.yaml",
                "key-that-is-long.yaml",
                // Whole numbers to JSON, and one that JSON does not bound.
                "number-in-octal.yaml",
                "number-not-whole.yaml",
                "number-too-large.yaml");

        static List<Path> malformed() throws IOException {
            try (Stream<Path> files = Files.list(MALFORMED)) {
                return files.filter(file -> file.getFileName()
                                .toString()
                                .matches("(key|name|number|list|mapping|text|flag)s?-.*\\.yaml"))
                        .filter(file -> !READER_ONLY.contains(file.getFileName().toString()))
                        .sorted()
                        .toList();
            }
        }

        @ParameterizedTest
        @MethodSource("malformed")
        void malformedFilesAre(Path file) throws IOException {
            assertThat(Schemas.faults(Schemas.newer(Files.readString(file)))).isNotEmpty();
        }

        @Test
        void manyMalformedFilesAreTried() throws IOException {
            assertThat(malformed()).hasSizeGreaterThanOrEqualTo(40);
        }

        @ParameterizedTest
        @MethodSource("org.weightbalancing.app.file.ExperimentSchemaTest#shipped")
        void unknownKeysAreAnywhere(Path file) throws IOException {
            JsonNode tree = Schemas.newer(Files.readString(file));
            int tried = 0;
            for (JsonPointer place : places(tree, JsonPointer.empty())) {
                if (tree.at(place).isObject()) {
                    JsonNode changed = tree.deepCopy();
                    ((ObjectNode) changed.at(place)).put("quux", 1);
                    assertThat(Schemas.faults(changed)).as(place.toString()).isNotEmpty();
                    tried++;
                }
            }
            assertThat(tried).isGreaterThan(4);
        }

        @ParameterizedTest
        @MethodSource("org.weightbalancing.app.file.ExperimentSchemaTest#shipped")
        void valuesOfTheWrongTypeAreAnywhere(Path file) throws IOException {
            JsonNode tree = Schemas.newer(Files.readString(file));
            for (JsonPointer place : places(tree, JsonPointer.empty())) {
                JsonNode wrong = tree.at(place).isArray() ? Schemas.newer("a") : Schemas.newer("[[[a]]]");
                assertThat(Schemas.faults(replaced(tree, place, wrong)))
                        .as(place.toString())
                        .isNotEmpty();
            }
        }

        private static List<JsonPointer> places(JsonNode node, JsonPointer here) {
            List<JsonPointer> places = new ArrayList<>(List.of(here));
            node.fieldNames().forEachRemaining(key -> places.addAll(places(node.path(key), here.appendProperty(key))));
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                places.addAll(places(node.path(i), here.appendIndex(i)));
            }
            return places;
        }

        private static JsonNode replaced(JsonNode tree, JsonPointer place, JsonNode value) {
            if (place.matches()) {
                return value;
            }
            JsonNode copy = tree.deepCopy();
            JsonNode parent = copy.at(place.head());
            if (parent instanceof ArrayNode array) {
                array.set(place.last().getMatchingIndex(), value);
            } else {
                ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
            }
            return copy;
        }
    }

    /** Settings of a loss that a plug-in adds. */
    public record Halved(
            @Setting(doc = "How often.", byDefault = "2", min = 1)
            int times) implements LossSettings {}

    private static final class PlugIn extends AbstractModule {
        @Override
        protected void configure() {
            CatalogModule.losses(binder())
                    .addBinding("halved")
                    .toInstance(Component.<LossSettings.Factory, Halved>of(
                            Halved.class,
                            "Cross-entropy, halved.",
                            settings -> counts -> new org.weightbalancing.train.loss.CrossEntropy()));
        }
    }
}
