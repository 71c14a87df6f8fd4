package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/**
 * The methods of an experiment that was carried out with several seeds: mean and scatter of their accuracies over the
 * seeds, as the template wants them. The best mean of a column is marked among methods without a stamp.
 *
 * @param repetitions of one experiment, with different seeds
 */
record RepetitionTable(Repetitions repetitions) {

    private static final double LEVEL = 0.95;
    private static final List<Metric> METRICS = List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW, Metric.ACCURACY);

    /** Every run's numbers of one method. */
    private record Repeated(String name, Optional<String> stamp, List<Scores> scores) {

        MeanInterval mean(String metric) {
            return MeanInterval.of(
                    LEVEL,
                    scores.stream().mapToDouble(each -> each.value(metric)).toArray());
        }
    }

    Map<String, Object> model() {
        List<Repeated> methods = methods();
        List<MetricColumn> columns = METRICS.stream()
                .flatMap(metric -> MetricColumn.SUMMARY.stream()
                        .filter(column -> column.metric().equals(metric.toString())))
                .toList();
        return Map.of(
                "experiment",
                repetitions.runs().get(0).title(),
                "seeds",
                Numbers.list(repetitions.runs().stream()
                        .map(run -> Long.toString(Repetitions.seed(run)))
                        .toList()),
                "columns",
                columns.stream().map(SummaryTable::heading).toList(),
                "rows",
                methods.stream().map(method -> row(method, columns, methods)).toList());
    }

    /** The methods that every run has, in the order of the first. */
    private List<Repeated> methods() {
        Map<String, List<ReportedMethod>> byName = new LinkedHashMap<>();
        for (ReportedRun run : repetitions.runs()) {
            run.methods().forEach(method -> byName.computeIfAbsent(method.name(), name -> new ArrayList<>())
                    .add(method));
        }
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().size() == repetitions.runs().size())
                .map(entry -> new Repeated(
                        entry.getKey(),
                        entry.getValue().stream()
                                .flatMap(method -> method.stamp().stream())
                                .findFirst(),
                        entry.getValue().stream().map(ReportedMethod::plain).toList()))
                .collect(Collectors.toList());
    }

    private static Map<String, Object> row(Repeated method, List<MetricColumn> columns, List<Repeated> all) {
        return Map.of(
                "name",
                method.name(),
                "stamp",
                method.stamp().orElse(""),
                "cells",
                columns.stream().map(column -> cell(method, column, all)).toList());
    }

    private static Map<String, Object> cell(Repeated method, MetricColumn column, List<Repeated> all) {
        MeanInterval mean = method.mean(column.metric());
        OptionalDouble best = all.stream()
                .filter(other -> other.stamp().isEmpty())
                .mapToDouble(other -> other.mean(column.metric()).mean())
                .filter(Double::isFinite)
                .max();
        boolean first = method.stamp().isEmpty() && best.isPresent() && mean.mean() == best.getAsDouble();
        boolean defined = !Double.isNaN(mean.mean());
        return Map.of(
                "mean", column.cell(mean.mean()),
                "deviation", defined ? column.cell(mean.deviation()) : "",
                "interval", defined ? column.cell(new Scores.Interval(mean.lower(), mean.upper())) : "",
                "class", first && all.size() > 1 ? "best" : "");
    }
}
