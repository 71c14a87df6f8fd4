package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods of one or several runs with their main metrics, as the template wants them. The best value of a column is
 * marked among methods without a stamp, and with it what its interval meets; with and without flip averaging apart.
 */
final class SummaryTable {

    private static final String COLUMNS = "columns";

    private SummaryTable() {}

    /**
     * A line of the table.
     *
     * @param run name of the run; empty if there is one alone
     * @param mark what is to be known of the run; empty if nothing is
     * @param method with its numbers
     */
    record Entry(String run, String mark, ReportedMethod method) {}

    /** The table; empty if there is no method. */
    static Map<String, Object> of(List<Entry> entries) {
        List<MetricColumn> columns = MetricColumn.SUMMARY.stream()
                .filter(column -> entries.stream()
                        .anyMatch(entry -> !Double.isNaN(entry.method().plain().value(column.metric()))))
                .toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Entry entry : entries) {
            rows.add(row(entry, entry.method().plain(), false, columns, entries));
            entry.method().flipped().ifPresent(flipped -> rows.add(row(entry, flipped, true, columns, entries)));
        }
        return Map.of(
                COLUMNS,
                columns.stream().map(SummaryTable::heading).toList(),
                "rows",
                rows,
                "several",
                entries.stream().anyMatch(entry -> !entry.run().isEmpty()),
                "intervals",
                hasIntervals(entries));
    }

    /** The heading of a column. */
    static Map<String, Object> heading(MetricColumn column) {
        return Map.of("label", column.label(), "meaning", column.meaning());
    }

    private static boolean hasIntervals(List<Entry> entries) {
        return entries.stream()
                .anyMatch(entry -> entry.method().plain().interval("accuracy").isPresent());
    }

    private static Map<String, Object> row(
            Entry entry, Scores scores, boolean flipped, List<MetricColumn> columns, List<Entry> all) {
        return Map.of(
                "run", entry.run(),
                "mark", entry.mark(),
                "name", entry.method().name(),
                "flipped", flipped,
                "stamp", entry.method().stamp().orElse(""),
                "selected",
                        entry.method().selectedOn().isEmpty()
                                ? Numbers.UNDEFINED
                                : entry.method().selectedOn(),
                "cells",
                        columns.stream()
                                .map(column -> cell(column, scores, rivals(all, flipped)))
                                .toList());
    }

    private static List<Scores> rivals(List<Entry> all, boolean flipped) {
        return all.stream()
                .filter(entry ->
                        entry.method().stamp().isEmpty() && entry.mark().isEmpty())
                .map(entry -> flipped
                        ? entry.method().flipped()
                        : Optional.of(entry.method().plain()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Map<String, Object> cell(MetricColumn column, Scores scores, List<Scores> rivals) {
        double value = scores.value(column.metric());
        return Map.of(
                "value", column.cell(value),
                "interval", scores.interval(column.metric()).map(column::cell).orElse(""),
                "class", rivals.size() > 1 && rivals.contains(scores) ? standing(column, scores, rivals) : "");
    }

    private static String standing(MetricColumn column, Scores scores, List<Scores> rivals) {
        Optional<Scores> best = rivals.stream()
                .filter(rival -> !Double.isNaN(rival.value(column.metric())))
                .reduce((a, b) -> column.better(b.value(column.metric()), a.value(column.metric())) ? b : a);
        if (best.isEmpty() || Double.isNaN(scores.value(column.metric()))) {
            return "";
        }
        double top = best.get().value(column.metric());
        if (rivals.stream().allMatch(rival -> rival.value(column.metric()) == top)) {
            return "";
        }
        if (scores.value(column.metric()) == top) {
            return "best";
        }
        Optional<Scores.Interval> own = scores.interval(column.metric());
        Optional<Scores.Interval> bound = best.get().interval(column.metric());
        return own.isPresent() && bound.isPresent() && own.get().meets(bound.get()) ? "near" : "";
    }
}
