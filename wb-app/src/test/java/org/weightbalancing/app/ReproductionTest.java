package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
