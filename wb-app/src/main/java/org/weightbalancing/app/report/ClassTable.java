package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What each class has and reaches, as the template wants it. One measure of the methods is shown at a time; beyond a
 * thousand classes the page holds accuracy alone, lest it grow too large.
 */
final class ClassTable {

    private static final int MANY_CLASSES = 1000;

    /** Shades of a cell, by tenths. */
    private static final int SHADES = 10;

    private ClassTable() {}

    /**
     * A measure of a method for each class.
     *
     * @param key names it in the page
     * @param label names it to people
     * @param array its name in report.json; empty for norms
     */
    private record Measure(String key, String label, String array) {

        double of(ReportedMethod method, int c) {
            return array.isEmpty() ? method.norm(c) : method.plain().ofClass(array, c);
        }

        /** Whether it is a fraction that is at most 1 and worth shading. */
        boolean shaded() {
            return key.equals("accuracy") || key.equals("f1") || key.equals("precision");
        }

        String cell(double value) {
            return array.isEmpty() ? Numbers.significant(value) : Numbers.fixed(100 * value, shaded() ? 1 : 2);
        }
    }

    private static final List<Measure> MEASURES = List.of(
            new Measure("accuracy", "accuracy, %", "class-accuracies"),
            new Measure("precision", "precision, %", "class-precisions"),
            new Measure("f1", "F1, %", "class-f1"),
            new Measure("likelihood", "marginal likelihood, %", "marginal-likelihoods"),
            new Measure("norm", "classifier norm", ""));

    /** The table of a run. */
    static Map<String, Object> of(ReportedResults results) {
        List<Measure> measures = measures(results);
        List<Map<String, Object>> columns = new ArrayList<>();
        for (Measure measure : measures) {
            for (ReportedMethod method : results.methods()) {
                columns.add(Map.of(
                        "measure", measure.key(),
                        "label", measure.label(),
                        "method", method.name(),
                        "stamp", method.stamp().orElse("")));
            }
        }
        return Map.of(
                "measures",
                        measures.stream()
                                .map(measure -> Map.of("key", measure.key(), "label", measure.label()))
                                .toList(),
                "columns", columns,
                "rows",
                        results.byFrequency().stream()
                                .map(c -> row(results, measures, c))
                                .toList());
    }

    private static List<Measure> measures(ReportedResults results) {
        return MEASURES.stream()
                .filter(measure ->
                        results.classes() <= MANY_CLASSES || measure.key().equals("accuracy"))
                .filter(measure -> results.methods().stream().anyMatch(method -> IntStream.range(0, results.classes())
                        .anyMatch(c -> !Double.isNaN(measure.of(method, c)))))
                .toList();
    }

    private static Map<String, Object> row(ReportedResults results, List<Measure> measures, int c) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (Measure measure : measures) {
            for (ReportedMethod method : results.methods()) {
                double value = measure.of(method, c);
                cells.add(Map.of(
                        "measure", measure.key(),
                        "shade", measure.shaded() && value >= 0 ? " q" + (int) Math.min(SHADES, SHADES * value) : "",
                        "value", measure.cell(value)));
            }
        }
        return Map.of(
                "class", c,
                "name", results.classNames().get(c),
                "images", results.trainCounts().get(c),
                "group", results.group(c).word(),
                "cells", cells);
    }
}
