package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MethodTablesTest {

    private static final String STAMPED = "{\"name\": \"m\", \"stamp\": \"selected-on-test\", \"plain\": {%s}}";

    @TempDir
    private Path folder;

    private List<ReportedMethod> methods(String methods) {
        return new RunFolder(folder).complete(methods).read().methods();
    }

    private String page(String methods) {
        return new Report(List.of(new RunFolder(folder).complete(methods).path())).html();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object model) {
        return (List<Map<String, Object>>) model;
    }

    @Test
    void everyMetricIsOfAMethodWithItsStamp() {
        assertThat(MethodTables.all(methods(STAMPED.formatted("\"accuracy\": 1"))))
                .containsEntry("methods", List.of("m (selected-on-test)"));
    }

    @Test
    void whatResamplingMisleadsHasNoInterval() {
        Map<String, Object> table = MethodTables.all(methods("""
                {"name": "m", "plain": {"worst-class-accuracy": 0.5, "worst-10-percent": 0.5,
                   "harmonic-mean-accuracy": 0.5, "geometric-mean-accuracy": 0.5, "mce": 0.5, "ece": 0.5,
                   "adaptive-ece": 0.5, "brier": 0.5, "intervals": {
                     "worst-class-accuracy": {"lower": 0.4, "upper": 0.6}, "worst-10-percent": {"lower": 0.4, "upper": 0.6},
                     "harmonic-mean-accuracy": {"lower": null, "upper": null},
                     "geometric-mean-accuracy": {"lower": 0.4, "upper": 0.6}, "mce": {"lower": 0.4, "upper": 0.6},
                     "ece": {"lower": 0.4, "upper": 0.6}, "adaptive-ece": {"lower": 0.4, "upper": 0.6},
                     "brier": {"lower": 0.4, "upper": 0.6}}}}"""));
        assertThat(list(table.get("rows")).stream()
                        .map(row -> row.get("name") + " "
                                + list(row.get("cells")).get(0).get("interval")))
                .containsExactly(
                        "worst-class-accuracy ",
                        "worst-10-percent ",
                        "harmonic-mean-accuracy ",
                        "geometric-mean-accuracy ",
                        "mce ",
                        "ece 40.0\u201360.0",
                        "adaptive-ece 40.0\u201360.0",
                        "brier 0.400\u20130.600");
    }

    @Test
    void theLegendSaysWhyIntervalsAreMissing() {
        String interval = "\"accuracy\": 0.5, \"intervals\": {\"accuracy\": {\"lower\": 0.4, \"upper\": 0.6}}";
        assertThat(page("{\"name\": \"m\", \"plain\": {" + interval + "}}"))
                .contains(
                        "over the test images; no interval where resampling misleads: minima and the like.",
                        "relative to log C; no interval where resampling misleads: minima and the like.");
    }

    @Test
    void aTemperatureOfTheTestImagesHasItsStamp() {
        String bins = "\"ece\": 0.2, \"reliability\": [{\"lower\": 0, \"upper\": 1, \"items\": 5,"
                + " \"confidence\": 0.5, \"accuracy\": 0.6}]";
        String page = page("""
                {"name": "m", "plain": {%1$s}, "temperature-scaled": {%1$s}, "temperature": 2.5,
                 "temperature-fitted-on": "the other half of the test", "temperature-stamp": "selected-on-test"}
                """.formatted(bins));
        assertThat(page)
                .contains("2.5<span class=\"interval\">on the other half of the test images</span>"
                        + " <strong class=\"stamp\">selected-on-test</strong></td>")
                .contains("Temperatures were fitted on the other half of the test images.")
                .containsOnlyOnce("Temperatures were fitted");
    }

    @Test
    void theReliabilityAfterATemperatureIsStamped() {
        ReportedMethod method = methods("""
                {"name": "m", "plain": {}, "temperature-stamp": "selected-on-test"}""").get(0);
        assertThat(method.label()).isEqualTo("m");
        assertThat(method.scaledLabel()).isEqualTo("m (selected-on-test)");
        assertThat(methods(STAMPED.formatted("")).get(0).scaledLabel()).isEqualTo("m (selected-on-test)");
    }

    @Test
    void metricsAreShownAndRankedAsTheyAreDefined() {
        // A metric of a later wb is taken for a fraction.
        assertThat(new MetricColumn("brier", "", "").cell(0.25)).isEqualTo("0.250");
        assertThat(new MetricColumn("mce", "", "").cell(0.25)).isEqualTo("25.0");
        assertThat(new MetricColumn("unheard-of", "", "").cell(0.25)).isEqualTo("25.0");
        assertThat(new MetricColumn("brier", "", "").better(0.1, 0.2)).isTrue();
        assertThat(new MetricColumn("macro-f1", "", "").better(0.1, 0.2)).isFalse();
    }
}
