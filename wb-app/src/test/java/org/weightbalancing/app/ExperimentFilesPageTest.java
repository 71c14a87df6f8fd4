package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.file.Schemas;
import org.weightbalancing.app.file.Yaml;

/** What the page docs/experiment-files.md says. */
final class ExperimentFilesPageTest {

    private static final Pattern SET = Pattern.compile("--set ('[^']+'|\\S+)");

    private final String example;
    private final String text;

    ExperimentFilesPageTest() throws IOException {
        Document page = Document.read("experiment-files.md");
        text = page.text();
        example = page.blocks("yaml").get(0).code();
    }

    @Test
    void theExampleReadsAndIsValid() {
        assertThat(Yaml.read(example).stages()).extracting(StageSettings::name).containsExactly("features", "balance");
        assertThat(Schemas.faults(example)).isEmpty();
    }

    @Test
    void everyChangeOfTheExampleReads() {
        List<String> sets = SET.matcher(text.substring(text.indexOf("two-stages.yaml --set")))
                .results()
                .map((MatchResult set) -> set.group(1).replace("'", ""))
                .toList();
        assertThat(sets).hasSize(5).allSatisfy(set -> assertThat(Yaml.read(example, set))
                .isNotEqualTo(Yaml.read(example)));
        assertThat(Yaml.read(example, sets.toArray(String[]::new)).seed()).isEqualTo(1);
    }

    @Test
    void theLargestSizeIsThatOfTheReader() {
        assertThat(text).contains("256 KiB");
    }
}
