package org.weightbalancing.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.result.RunRecord;

class ReproductionTest {

    private static final Map<String, String> WEIGHTS = Map.of("features", "0123456789abcdef0123");

    private static RunRecord record(String java, Map<String, String> weights, Map<String, Double> metrics) {
        return new RunRecord(Map.of("software.java", java, "times.seconds", "1"), weights, metrics);
    }

    @Test
    void equalRunsAreEqual() {
        RunRecord run = record("17", WEIGHTS, Map.of("features few", Double.NaN));
        Reproduction reproduction = new Reproduction(run, run);
        assertThat(reproduction.sameWeights()).isTrue();
        assertThat(reproduction.largestDifference()).isZero();
        assertThat(reproduction.text())
                .contains("all other fields: 1 equal, 0 differ")
                .contains("n/a");
    }

    @Test
    void whatDiffersIsShown() {
        Reproduction reproduction = new Reproduction(
                record("17", WEIGHTS, Map.of("features few", 0.5)),
                record("25", Map.of("features", "fedcba9876543210fedc"), Map.of("features few", 0.475)));
        assertThat(reproduction.sameWeights()).isFalse();
        assertThat(reproduction.largestDifference()).isEqualTo(0.025, within(1e-12));
        assertThat(reproduction.text().lines())
                .anySatisfy(line -> assertThat(line).matches("software.java +17 +25"))
                .anySatisfy(line ->
                        assertThat(line).matches("features +0123456789abcdef\\.\\.\\. +fedcba9876543210\\.\\.\\."))
                .anySatisfy(line -> assertThat(line).matches("features few +50\\.0000 +47\\.5000 \\(-2\\.5000\\)"));
    }

    // An earlier version noted no likelihood; those differ by other scales than accuracies anyway.
    @Test
    void onlyAccuraciesOfBothRunsDecide() {
        Map<String, Double> now = Map.of("a accuracy", 0.51, "a nll", 3.5, "a worst-10-percent", 0.1);
        Map<String, Double> before = Map.of("a accuracy", 0.5);
        assertThat(new Reproduction(record("17", WEIGHTS, before), record("17", WEIGHTS, now)).largestDifference())
                .isEqualTo(0.01, within(1e-12));
        Map<String, Double> elsewhere = Map.of("a accuracy", 0.51, "a nll", 5.5, "a worst-10-percent", 0.4);
        assertThat(new Reproduction(record("17", WEIGHTS, now), record("17", WEIGHTS, elsewhere)).largestDifference())
                .isZero();
    }

    /** Only fractions are shown in percent: 0.25 more of a likelihood is +0.2500. */
    @Test
    void likelihoodsAreNoPercent() {
        String text = new Reproduction(
                        record("17", WEIGHTS, Map.of("a b nll", 3.5, "x brier", 0.5, "x ece", 0.5, "x else", 2.0)),
                        record("17", WEIGHTS, Map.of("a b nll", 3.75, "x brier", 0.5, "x ece", 0.25, "x else", 2.0)))
                .text();
        assertThat(text.lines())
                .anySatisfy(line -> assertThat(line).matches("metrics, fractions in % +run +reproduction"))
                .anySatisfy(line -> assertThat(line).matches("a b nll +3\\.5000 +3\\.7500 \\(\\+0\\.2500\\)"))
                .anySatisfy(line -> assertThat(line).matches("x brier +0\\.5000 +equal"))
                .anySatisfy(line -> assertThat(line).matches("x ece +50\\.0000 +25\\.0000 \\(-25\\.0000\\)"))
                .anySatisfy(line -> assertThat(line).matches("x else +2\\.0000 +equal"));
    }

    @Test
    void aMetricThatOnlyOneRunDefinesIsNoSmallDifference() {
        Reproduction reproduction = new Reproduction(
                record("17", Map.of(), Map.of("features few", Double.NaN)),
                record("17", Map.of(), Map.of("features few", 0.0)));
        assertThat(reproduction.largestDifference()).isInfinite();
        assertThat(reproduction.sameWeights())
                .as("an earlier run has not noted its weights")
                .isFalse();
    }

    @Test
    void filesAreReadFlatAndUndefinedStaysUndefined(@TempDir Path folder) {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        run.write(
                "provenance.json",
                "{\"seed\": 3, \"weights\": {\"a\": \"01\"}, \"times\": {\"sessions\": [{\"started\": \"x\"}]}}");
        run.write(
                "report.json",
                "{\"methods\": [{\"name\": \"a\", \"plain\": {\"few\": null, \"accuracy\": 0.5, \"class-accuracies\": [1]},"
                        + "\"temperature-scaled\": {\"nll\": 0.7}}]}");
        RunRecord record = RunRecord.read(run);
        assertThat(record.provenance()).isEqualTo(Map.of("seed", "3", "times.sessions[0].started", "x"));
        assertThat(record.weights()).isEqualTo(Map.of("a", "01"));
        assertThat(record.metrics())
                .isEqualTo(Map.of("a few", Double.NaN, "a accuracy", 0.5, "a temperature-scaled nll", 0.7));
    }
}
