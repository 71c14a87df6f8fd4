package org.weightbalancing.app.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.weightbalancing.app.io.Csv;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;

/** Several runs as one table for programs: fractions, not percent; what is undefined is empty in CSV and null in JSON. */
final class ComparisonFiles {

    private ComparisonFiles() {}

    /** A line for each method and averaging; each metric has its value, standard deviation and ends of the interval. */
    static String csv(List<ComparedRow> rows, List<Metric> metrics) {
        List<String> header = new ArrayList<>(List.of("run", "method", "averaging", "statistic", "repetitions"));
        metrics.forEach(
                metric -> Stream.of("", "-sd", "-lower", "-upper").forEach(of -> header.add(metric.toString() + of)));
        header.addAll(List.of("interval", "selected-on", "stamp", "marks"));
        StringBuilder csv = new StringBuilder(Csv.line(header));
        rows.forEach(row -> csv.append(line(row, metrics)));
        return csv.toString();
    }

    private static String line(ComparedRow row, List<Metric> metrics) {
        List<String> cells = new ArrayList<>(List.of(
                row.run(), row.method(), row.averaging(), row.statistic(), Integer.toString(row.repetitions())));
        for (Metric metric : metrics) {
            MeanInterval value = row.value(metric);
            cells.add(Csv.number(value.mean()));
            cells.add(Csv.number(value.deviation()));
            cells.add(Csv.number(value.lower()));
            cells.add(Csv.number(value.upper()));
        }
        cells.addAll(List.of(
                row.interval(metrics), row.selection(), row.stamp().orElse(""), String.join("; ", row.marks())));
        return Csv.line(cells);
    }

    /** An object with the metrics, the level of the intervals, and an object for each method and averaging. */
    static String json(List<ComparedRow> rows, List<Metric> metrics) {
        ObjectNode root = new ObjectMapper().createObjectNode().put("level", ComparedRuns.LEVEL);
        ArrayNode names = root.putArray("metrics");
        metrics.forEach(metric -> names.add(metric.toString()));
        ArrayNode lines = root.putArray("rows");
        rows.forEach(row -> fill(lines.addObject(), row, metrics));
        return StoredJson.text(root);
    }

    private static void fill(ObjectNode node, ComparedRow row, List<Metric> metrics) {
        node.put("run", row.run())
                .put("method", row.method())
                .put("averaging", row.averaging())
                .put("statistic", row.statistic())
                .put("repetitions", row.repetitions())
                .put("interval", row.interval(metrics));
        ObjectNode values = node.putObject("values");
        for (Metric metric : metrics) {
            MeanInterval value = row.value(metric);
            ObjectNode numbers = values.putObject(metric.toString());
            number(numbers, "value", value.mean());
            number(numbers, "sd", value.deviation());
            number(numbers, "lower", value.lower());
            number(numbers, "upper", value.upper());
        }
        node.put("selected-on", row.selection());
        node.put("stamp", row.stamp().orElse(""));
        ArrayNode marks = node.putArray("marks");
        row.marks().forEach(marks::add);
    }

    private static void number(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
