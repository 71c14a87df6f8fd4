package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbalancing.eval.Metric;

/**
 * The methods of one or several runs with their main metrics, as the template wants them. The best value of a column is
 * marked among methods without a stamp, and with it what is not told apart from it: by the evidence of the run where it
 * covers the metric, otherwise by intervals that meet. With and without flip averaging are apart.
 */
final class SummaryTable {

    private static final String COLUMNS = "columns";
    private static final String ROWS = "rows";

    private final List<Entry> entries;
    private final Optional<PairedEvidence> evidence;
    private final boolean marked;
    private final List<MetricColumn> columns;

    private SummaryTable(List<Entry> entries, Optional<PairedEvidence> evidence, boolean marked) {
        this.entries = entries;
        this.evidence = evidence;
        this.marked = marked;
        this.columns = MetricColumn.SUMMARY.stream()
                .filter(column -> entries.stream()
                        .anyMatch(entry -> !Double.isNaN(entry.method().plain().value(column.metric()))))
                .toList();
    }

    /**
     * A line of the table.
     *
     * @param run name of the run; empty if there is one alone
     * @param mark what is to be known of the run; empty if nothing is
     * @param method with its numbers
     */
    record Entry(String run, String mark, ReportedMethod method) {

        Optional<Scores> scores(boolean flipped) {
            return flipped ? method.flipped() : Optional.of(method.plain());
        }
    }

    /** The table of methods of several runs. */
    static Map<String, Object> of(List<Entry> entries) {
        return of(entries, Optional.empty());
    }

    /** The table of the methods of one run. */
    static Map<String, Object> of(List<Entry> entries, Optional<PairedEvidence> evidence) {
        return new SummaryTable(entries, evidence, true).model();
    }

    /** The table of runs among which no best one is to be told. */
    static Map<String, Object> unmarked(List<Entry> entries) {
        return new SummaryTable(entries, Optional.empty(), false).model();
    }

    /** The heading of a column. */
    static Map<String, Object> heading(MetricColumn column) {
        return Map.of("label", column.label(), "meaning", column.meaning());
    }

    private Map<String, Object> model() {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (String run : entries.stream().map(Entry::run).distinct().toList()) {
            groups.add(group(run));
        }
        return Map.of(
                COLUMNS,
                columns.stream().map(SummaryTable::heading).toList(),
                "width",
                columns.size() + 2,
                "groups",
                groups,
                "marked",
                marked,
                "paired",
                evidence.isPresent(),
                "intervals",
                hasIntervals());
    }

    /** The lines of a run, below its name if there are several. */
    private Map<String, Object> group(String run) {
        List<Entry> own =
                entries.stream().filter(entry -> entry.run().equals(run)).toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Entry entry : own) {
            rows.add(row(entry, entry.method().plain(), false));
            entry.method().flipped().ifPresent(flipped -> rows.add(row(entry, flipped, true)));
        }
        return Map.of("run", run, "mark", own.get(0).mark(), ROWS, rows);
    }

    private boolean hasIntervals() {
        return entries.stream()
                .anyMatch(entry ->
                        entry.method().plain().interval(Metric.ACCURACY).isPresent());
    }

    private Map<String, Object> row(Entry entry, Scores scores, boolean flipped) {
        return Map.of(
                "name", entry.method().name(),
                "flipped", flipped,
                "stamp", entry.method().stamp().orElse(""),
                "selected",
                        entry.method().selectedOn().isEmpty()
                                ? Numbers.UNDEFINED
                                : entry.method().selectedOn(),
                "cells",
                        columns.stream()
                                .map(column -> cell(column, entry, scores, flipped))
                                .toList());
    }

    private Map<String, Object> cell(MetricColumn column, Entry entry, Scores scores, boolean flipped) {
        List<Entry> rivals = rivals(flipped);
        return Map.of(
                "value", column.cell(scores.value(column.metric())),
                "interval", scores.interval(column.metric()).map(column::cell).orElse(""),
                "class",
                        marked && rivals.size() > 1 && rivals.contains(entry)
                                ? standing(column, entry, rivals, flipped)
                                : "");
    }

    private List<Entry> rivals(boolean flipped) {
        return entries.stream()
                .filter(entry ->
                        entry.method().stamp().isEmpty() && entry.mark().isEmpty())
                .filter(entry -> entry.scores(flipped).isPresent())
                .toList();
    }

    private String standing(MetricColumn column, Entry entry, List<Entry> rivals, boolean flipped) {
        Map<Entry, Double> values = rivals.stream()
                .collect(Collectors.toMap(
                        rival -> rival,
                        rival -> rival.scores(flipped).orElseThrow().value(column.metric()),
                        (a, b) -> a));
        Optional<Entry> best = rivals.stream()
                .filter(rival -> !Double.isNaN(values.get(rival)))
                .reduce((a, b) -> column.better(values.get(b), values.get(a)) ? b : a);
        double own = values.get(entry);
        if (best.isEmpty() || Double.isNaN(own)) {
            return "";
        }
        double top = values.get(best.get());
        if (values.values().stream().allMatch(value -> value == top)) {
            return "";
        }
        if (own == top) {
            return "best";
        }
        return near(column, entry, best.get(), flipped) ? "near" : "";
    }

    private boolean near(MetricColumn column, Entry entry, Entry best, boolean flipped) {
        Optional<Metric> metric = column.known().filter(PairedEvidence::covers);
        if (!flipped && evidence.isPresent() && metric.isPresent()) {
            return !evidence.get().differ(metric.get(), best.method(), entry.method());
        }
        Optional<Scores.Interval> own = entry.scores(flipped).flatMap(scores -> scores.interval(column.metric()));
        Optional<Scores.Interval> bound = best.scores(flipped).flatMap(scores -> scores.interval(column.metric()));
        return own.isPresent() && bound.isPresent() && own.get().meets(bound.get());
    }
}
