package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.weightbalancing.eval.Metric;

/** Tables that say more of the methods than the summary: calibration, other shot groups, every metric. */
final class MethodTables {

    private static final String NAME = "name";
    private static final String ROWS = "rows";
    private static final String CELLS = "cells";
    private static final List<String> GROUPS = Stream.of(Metric.MANY, Metric.MEDIUM, Metric.FEW)
            .map(Metric::toString)
            .toList();

    private MethodTables() {}

    /** Calibration of each method before its temperature and after; no rows where nothing was measured. */
    static Map<String, Object> calibration(List<ReportedMethod> methods) {
        List<ReportedMethod> measured = methods.stream()
                .filter(method -> !Double.isNaN(method.plain().value(Metric.ECE)))
                .toList();
        return Map.of(
                "columns",
                MetricColumn.CALIBRATION.stream().map(SummaryTable::heading).toList(),
                ROWS,
                measured.stream().map(MethodTables::calibration).toList());
    }

    private static Map<String, Object> calibration(ReportedMethod method) {
        return Map.of(
                NAME,
                method.name(),
                "stamp",
                method.stamp().orElse(""),
                "temperature",
                method.temperature().isPresent()
                        ? Numbers.significant(method.temperature().getAsDouble())
                        : Numbers.UNDEFINED,
                "fitted",
                method.fittedOn(),
                "temperatureStamp",
                method.temperatureStamp().orElse(""),
                CELLS,
                MetricColumn.CALIBRATION.stream()
                        .map(column -> Map.of(
                                "before", column.cell(method.plain().value(column.metric())),
                                "after",
                                        method.scaled()
                                                .map(scaled -> column.cell(scaled.value(column.metric())))
                                                .orElse("")))
                        .toList());
    }

    /** Accuracy by the conventions of shot groups; no rows in an old run. */
    static Map<String, Object> conventions(List<ReportedMethod> methods) {
        Set<String> names = new LinkedHashSet<>();
        methods.forEach(method -> names.addAll(method.plain().conventions()));
        return Map.of(
                "conventions",
                names.stream().map(name -> name.replace('-', ' ')).toList(),
                ROWS,
                names.isEmpty()
                        ? List.of()
                        : methods.stream()
                                .map(method -> conventions(method, names))
                                .toList());
    }

    private static Map<String, Object> conventions(ReportedMethod method, Set<String> names) {
        List<String> cells = new ArrayList<>();
        for (String name : names) {
            GROUPS.forEach(group -> cells.add(Numbers.points(method.plain().convention(name, group))));
        }
        return Map.of(NAME, method.name(), "stamp", method.stamp().orElse(""), CELLS, cells);
    }

    /** Every metric that a method has, with its interval. */
    static Map<String, Object> all(List<ReportedMethod> methods) {
        Set<String> metrics = new LinkedHashSet<>();
        methods.forEach(method -> metrics.addAll(method.plain().metrics()));
        return Map.of(
                "methods",
                methods.stream().map(ReportedMethod::label).toList(),
                ROWS,
                metrics.stream().map(metric -> all(metric, methods)).toList());
    }

    private static Map<String, Object> all(String metric, List<ReportedMethod> methods) {
        MetricColumn column = new MetricColumn(metric, metric, "");
        return Map.of(
                NAME,
                metric,
                CELLS,
                methods.stream()
                        .map(ReportedMethod::plain)
                        .map(scores -> Map.of(
                                "value", column.cell(scores.value(metric)),
                                "interval",
                                        scores.interval(metric)
                                                .map(column::cell)
                                                .orElse("")))
                        .toList());
    }

    /** Measures of each method's features on the test images; no rows in an old run. */
    static Map<String, Object> features(List<ReportedMethod> methods) {
        Set<String> measures = new LinkedHashSet<>();
        methods.forEach(method -> measures.addAll(method.geometry().metrics()));
        return Map.of(
                "columns",
                measures.stream().map(FeatureMeasures::words).toList(),
                ROWS,
                measures.isEmpty()
                        ? List.of()
                        : methods.stream()
                                .map(method -> features(method, measures))
                                .toList());
    }

    private static Map<String, Object> features(ReportedMethod method, Set<String> measures) {
        return Map.of(
                NAME, method.label(),
                CELLS,
                        measures.stream()
                                .map(measure ->
                                        Numbers.significant(method.geometry().value(measure)))
                                .toList());
    }
}
