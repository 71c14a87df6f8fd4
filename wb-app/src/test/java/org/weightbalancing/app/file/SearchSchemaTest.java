package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.weightbalancing.app.experiment.SettingType;

final class SearchSchemaTest {

    private final JsonNode schema = SearchSchema.tree(Yaml.CATALOG);

    @Test
    void itIsASchemaOfTheDraftThatItNames() {
        assertThat(schema.path("$id").asText()).isEqualTo("urn:weightbalancing:search");
        assertThat(schema.path("title").asText()).isEqualTo("Search of wb");
        assertThat(Schemas.faultsOfSchema(schema)).isEmpty();
        assertThat(SearchSchema.of(Yaml.CATALOG)).startsWith("{").endsWith("}\n");
    }

    @Test
    void itHasAllComponentsAndTheExperiment() {
        for (Class<?> kind : Yaml.CATALOG.kinds()) {
            Yaml.CATALOG.components(kind).keySet().forEach(name -> assertThat(
                            schema.path("$defs").has(SettingType.kindName(kind) + "." + name))
                    .as(name)
                    .isTrue());
        }
        assertThat(schema.path("properties")
                        .path("experiment")
                        .path("anyOf")
                        .path(1)
                        .path("properties")
                        .has("stages"))
                .isTrue();
    }

    @Test
    void whatReadsIsValid() {
        assertThat(Schemas.searchFaults(Searches.SMALLEST)).isEmpty();
        assertThat(Schemas.searchFaults(Searches.with("""
                          stages.balance.loss: {choice: [cross-entropy, {name: focal, gamma: 1}]}
                          stages.balance.loss.gamma: {uniform: [5e-1, 3], when: {stages.balance.loss: focal}}
                        generator: {name: grid, points: 3}
                        pruning: median
                        """))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "momentum: {uniform: [-0, 9e-1]}",
                "momentum: {uniform: ['.1', \"+0.5\"]}",
                "learning-rate: {log-uniform: [1e-30, 1]}",
                "learning-rate: {log-uniform: ['1e-4', '0.050']}",
                "learning-rate: {log-uniform: [.5, +1.]}",
                "batch: {integer: [16, 6_4]}",
                "batch: {integer: ['16', \"64\"]}",
                "regularizers: {choice: [[], [{name: weight-decay, decay: 1e-3}, {name: max-norm, fraction: 0.1}]]}",
                "restart-classifier: {choice: [true, false]}",
                "loss: {choice: [cross-entropy, {name: class-balanced-cross-entropy, beta: 0.999}]}"
            })
    void domainsThatReadAreValid(String dimension) {
        String text = Searches.with("  stages.balance." + dimension + "\n");
        assertThat(Searches.read(text).space().dimensions()).hasSize(1);
        assertThat(Schemas.searchFaults(text)).isEmpty();
    }

    /** An editor may take a number for a text, and the reader takes that text for the number. */
    @ParameterizedTest
    @CsvSource({
        "1e-4, true",
        "+.5, true",
        "0.05, true",
        "0, false",
        "-0, false",
        "0.00e5, false",
        "-1e-4, false",
        "low, false"
    })
    void textsAreOfNumbersAboveZeroToo(String low, boolean valid) {
        JsonNode tree = Schemas.newer(Searches.SMALLEST);
        ((ArrayNode) tree.at("/space/stages.balance.learning-rate/log-uniform")).set(0, TextNode.valueOf(low));
        assertThat(Schemas.SEARCH.validate(tree).isEmpty()).isEqualTo(valid);
    }

    @Test
    void whatIsAskedOfAChoiceMayBeAnyOfItsOptions() {
        String text = Searches.with("""
                  stages.balance.regularizers: {choice: [[], [{name: weight-decay, decay: 1e-3}]]}
                  stages.balance.batch: {choice: [32, 64], when: {stages.balance.regularizers: []}}
                  stages.balance.momentum: {uniform: [0, 0.5], when: {stages.balance.batch: [32, 64]}}
                """);
        assertThat(Searches.read(text).space().dimensions()).hasSize(3);
        assertThat(Schemas.searchFaults(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  a: {uniform: [1]}",
                "  a: {uniform: [0, 1, 2]}",
                "  a: {uniform: 1}",
                "  a: {uniform: [low, high]}",
                "  a: {uniform: [0, '.inf']}",
                "  a: {uniform: [0, ~]}",
                "  a: {uniform: [true, 2]}",
                "  a: {log-uniform: [0, 1]}",
                "  a: {log-uniform: [0.0, 1]}",
                "  a: {log-uniform: [-1, 1]}",
                "  a: {log-uniform: ['0', 1]}",
                "  a: {log-uniform: ['0.00e5', 1]}",
                "  a: {log-uniform: ['-1e-4', 1]}",
                "  a: {log-uniform: [1e-4, -1]}",
                "  a: {log-uniform: [1e-4, one]}",
                "  a: {integer: [0.5, 3]}",
                "  a: {integer: ['0.5', 3]}",
                "  a: {integer: [1, 3000000000]}",
                "  a: {integer: [-3000000000, 1]}",
                "  a: {integer: [1]}",
                "  a: {choice: 1}",
                "  a: {choice: {b: c}}",
                "  a: {choice: [~]}",
                "  a: {choice: [1, {name: ~}]}",
                "  a: {choice: [1, [~]]}",
                "  a: {choice: [1]}\n  b: {choice: [2], when: {a: ~}}",
                "  a: {choice: [1]}\n  b: {choice: [2], when: {a: [1, ~]}}",
                "  a: {choice: [1]}\n  b: {choice: [2], when: {}}",
                "  a: {choice: [1]}\n  b: {choice: [2], when: {a: 1, c: 1}}",
                "  a: {uniform: [1, 2], integer: [1, 2]}",
                "  a: {when: {b: c}}",
                "  a: {choice: []}",
                "  a: {choice: [1, 1]}",
                "  a: {choice: [1], when: b}",
                "  a: {choice: [1], wen: {b: c}}",
                "  a: 3",
                "  a: {choice: [1]}\ngenerator: tpee",
                "  a: {choice: [1]}\npruning: {name: median, steps: 0}",
                "  a: {choice: [1]}\nobjective: {metric: acuracy}",
                "  a: {choice: [1]}\nquux: 1"
            })
    void whatIsInvalidIsRefusedByTheReaderToo(String end) {
        String text = Searches.with(end + "\n");
        assertThat(Schemas.searchFaults(text)).isNotEmpty();
        assertThat(Searches.problems(text)).isNotEmpty();
    }

    @Test
    void emptySpacesAndWrongExperimentsAreInvalid() {
        assertThat(Schemas.searchFaults(Searches.BASE + "space: {}\n")).isNotEmpty();
        assertThat(Schemas.searchFaults(Searches.BASE)).isNotEmpty();
        assertThat(Schemas.searchFaults(Searches.SMALLEST.replace("model:", "modl:")))
                .isNotEmpty();
    }
}
