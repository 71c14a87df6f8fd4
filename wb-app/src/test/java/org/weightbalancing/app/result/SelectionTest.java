package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.io.RunDirectoryException;

final class SelectionTest {

    private static final String STAGES = """
            name: x
            data: {source: {name: drawn, validation-per-class: 2}, long-tail: {imbalance: 4}}
            model: {architecture: resnet-8}
            stages:
              - {name: last, epochs: 1, learning-rate: 0.1}
              - {name: chosen, epochs: 1, learning-rate: 0.1, keep: best-on-validation}
              - {name: goes-on, epochs: 1, learning-rate: 0.1}
              - {name: tested, from: goes-on, epochs: 1, learning-rate: 0.1, keep: best-on-test}
              - {name: after, from: tested, epochs: 1, learning-rate: 0.1, keep: best-on-validation}
              - {name: anew, from: scratch, epochs: 1, learning-rate: 0.1}
              - {name: taught, from: scratch, epochs: 1, learning-rate: 0.1, teacher: tested, loss: distillation}
            post-hoc:
              - {name: scaled, from: chosen, adjustments: [temperature]}
              - {name: shifted, from: after, adjustments: [additive]}
              - {name: plain, from: anew, adjustments: [additive]}
            """;

    @Test
    void choicesAreInheritedAlongTheStages() {
        Map<String, Selection> selections = Selection.of(Yaml.FILES.write(Yaml.read(STAGES)));
        assertThat(selections)
                .containsExactly(
                        Map.entry("last", Selection.LAST_EPOCH),
                        Map.entry("chosen", Selection.VALIDATION),
                        Map.entry("goes-on", Selection.VALIDATION),
                        Map.entry("tested", Selection.TEST),
                        Map.entry("after", Selection.TEST),
                        Map.entry("anew", Selection.LAST_EPOCH),
                        Map.entry("taught", Selection.TEST),
                        Map.entry("scaled", Selection.VALIDATION),
                        Map.entry("shifted", Selection.TEST),
                        Map.entry("plain", Selection.LAST_EPOCH));
    }

    @Test
    void whatIsNoYamlIsRefused() {
        assertThatThrownBy(() -> Selection.of("a: ["))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("is not YAML");
    }
}
