package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "  a: {uniform: [1]}",
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
