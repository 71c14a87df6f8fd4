package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SummaryTableTest {

    @TempDir
    private Path folder;

    private List<Map<String, Object>> cells(String methods) {
        List<SummaryTable.Entry> entries = new RunFolder(folder)
                .complete(methods).read().methods().stream()
                        .map(method -> new SummaryTable.Entry("", "", method))
                        .toList();
        return list(list(SummaryTable.of(entries).get("groups")).get(0).get("rows")).stream()
                .map(row -> list(row.get("cells")).get(0))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object model) {
        return (List<Map<String, Object>>) model;
    }

    private static String method(String name, String more, double accuracy) {
        return "{\"name\": \"" + name + "\"" + more + ", \"plain\": {\"accuracy\": " + accuracy
                + ", \"intervals\": {\"accuracy\": {\"lower\": " + (accuracy - 0.0126) + ", \"upper\": "
                + (accuracy + 0.0126) + "}}}}";
    }

    @Test
    void theBestIsMarkedAndWhatItsIntervalMeets() {
        assertThat(cells(method("a", "", 0.5) + "," + method("b", "", 0.6) + "," + method("c", "", 0.59)))
                .extracting(cell -> cell.get("class"))
                .containsExactly("", "best", "near");
    }

    @Test
    void aStampedMethodIsNeverTheBest() {
        assertThat(cells(method("a", "", 0.5) + "," + method("b", "", 0.6) + ","
                        + method("c", ", \"stamp\": \"selected-on-test\"", 0.9)))
                .extracting(cell -> cell.get("class"))
                .containsExactly("", "best", "");
    }

    @Test
    void equalValuesAreNotMarked() {
        assertThat(cells(method("a", "", 0.5) + "," + method("b", "", 0.5)))
                .extracting(cell -> cell.get("class"))
                .containsExactly("", "");
    }

    @Test
    void cellsAreInPercentWithTheirInterval() {
        assertThat(cells(method("a", "", 0.5)).get(0))
                .containsEntry("value", "50.0")
                .containsEntry("interval", "48.7\u201351.3");
    }

    @Test
    void theWorstClassIsNeverNearTheBest() {
        List<Map<String, Object>> cells = cells(method("a", "", 0.5).replace("accuracy", "worst-class-accuracy") + ","
                + method("b", "", 0.501).replace("accuracy", "worst-class-accuracy"));
        assertThat(cells).extracting(cell -> cell.get("class")).containsExactly("", "best");
        assertThat(cells).extracting(cell -> cell.get("interval")).containsExactly("", "");
    }

    @Test
    void smallerErrorsAreBetter() {
        MetricColumn ece = MetricColumn.SUMMARY.stream()
                .filter(column -> column.metric().equals("ece"))
                .findFirst()
                .orElseThrow();
        assertThat(ece.better(0.1, 0.2)).isTrue();
        assertThat(ece.better(0.2, 0.1)).isFalse();
    }
}
