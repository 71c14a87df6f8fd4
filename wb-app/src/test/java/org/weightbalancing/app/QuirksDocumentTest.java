package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.experiment.Preset;
import org.weightbalancing.app.file.Yaml;
import org.weightbalancing.app.preset.PresetFile;
import org.weightbalancing.app.setting.SettingPath;
import org.weightbalancing.app.yaml.YamlNode;
import org.weightbalancing.app.yaml.YamlNode.Mapping;
import org.weightbalancing.app.yaml.YamlNode.Scalar;
import org.weightbalancing.app.yaml.YamlNode.Sequence;
import org.weightbalancing.app.yaml.YamlReader;

/** Holds the table of docs/quirks.md to what the presets have. */
final class QuirksDocumentTest {

    private static final String ABSENT = "-";

    /** A line of the table. */
    record Row(String key, List<String> values) {}

    static List<Row> rows() throws IOException {
        List<Row> rows = Document.read("quirks.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .map(line -> line.split(" \\| "))
                .map(cells ->
                        new Row(cells[1].replace("`", ""), Arrays.asList(cells).subList(2, 5)))
                .toList();
        assertThat(rows).hasSizeGreaterThan(15);
        return rows;
    }

    private static YamlNode tree(Preset preset) {
        PresetFile file = new PresetFile(preset, PresetFile.Data.CIFAR_100, 100, PresetFile.Network.RESNET_32);
        String text = Yaml.FILES.write(file.experiment(Yaml.CATALOG));
        return YamlReader.file(file.name(), text, new ArrayList<>()).orElseThrow();
    }

    @Test
    void thePresetsHaveWhatTheTableSays() throws IOException {
        List<YamlNode> presets = Stream.of(Preset.SEED, Preset.PAPER, Preset.WB)
                .map(QuirksDocumentTest::tree)
                .toList();
        assertThat(rows()).allSatisfy(row -> assertThat(
                        presets.stream().map(tree -> value(Optional.of(tree), new SettingPath(row.key()))))
                .containsExactlyElementsOf(row.values())
                .doesNotContainSequence(ABSENT, ABSENT));
    }

    @Test
    void everyQuirkOfTheAblationIsInTheTable() throws IOException {
        List<String> keys = rows().stream().map(Row::key).toList();
        assertThat(keys)
                .contains(
                        "stages.balance.schedule.timing",
                        "stages.balance.regularizers.max-norm.cadence",
                        "stages.balance.batch-norm",
                        "stages.balance.input",
                        "stages.balance.loss.name",
                        "evaluation.flip-averaging");
    }

    private static String value(Optional<YamlNode> node, SettingPath path) {
        if (node.isEmpty() || path.isRoot()) {
            return node.map(QuirksDocumentTest::text).orElse(ABSENT);
        }
        SettingPath.Step step = path.first().orElseThrow();
        if (node.get() instanceof Sequence list) {
            return value(
                    list.items().stream()
                            .filter(item -> value(Optional.of(item), new SettingPath("name"))
                                    .equals(step.key()))
                            .findFirst(),
                    step.rest());
        }
        return value(((Mapping) node.get()).value(step.key()), step.rest());
    }

    private static String text(YamlNode node) {
        return node instanceof Sequence list
                ? list.items().stream().map(QuirksDocumentTest::text).collect(Collectors.joining(", ", "[", "]"))
                : ((Scalar) node).text();
    }
}
