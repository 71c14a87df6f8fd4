package org.weightbalancing.app.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.weightbalancing.app.io.Csv;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.app.result.Measured;
import org.weightbalancing.app.result.ResultJson;
import org.weightbalancing.app.result.TemperatureScaled;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.LongTailReport;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.ReportText;
import org.weightbalancing.eval.Shot;
import org.weightbalancing.eval.ShotGroups;

/**
 * What was measured of the logits of another program, for people and programs. Text has fractions in percent and "n/a"
 * where undefined, CSV and JSON have fractions, empty and null.
 */
public final class ForeignText {

    private static final List<Metric> GROUPS = List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW);
    private static final int NAME = 28;
    private static final int COLUMN = 26;

    private ForeignText() {}

    /** The tables that the command prints. */
    public static String text(ForeignResults results) {
        StringBuilder text = new StringBuilder(groups(results.plain().report()));
        results.scaled().ifPresent(scaled -> text.append(temperature(scaled)));
        text.append('\n').append(padded("", NAME));
        results.all().keySet().forEach(name -> text.append(padded(name, COLUMN)));
        text.append('\n');
        for (Metric metric : Metric.values()) {
            text.append(padded(metric + (metric.isFraction() ? ", %" : ""), NAME));
            results.all().values().forEach(measured -> text.append(padded(value(measured, metric), COLUMN)));
            text.append('\n');
        }
        text.append(conventions(results.plain()));
        return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String groups(LongTailReport report) {
        ShotGroups bounds = ShotGroups.standard();
        Map<Shot, Integer> sizes = report.groupSizes();
        return report.items() + " test items in " + report.classes().size() + " classes: " + sizes.get(Shot.MANY)
                + " many-shot (more than " + bounds.manyAbove() + " training images), " + sizes.get(Shot.MEDIUM)
                + " medium-shot, " + sizes.get(Shot.FEW) + " few-shot (fewer than " + bounds.fewBelow() + ")\n";
    }

    private static String temperature(TemperatureScaled scaled) {
        return String.format(Locale.ROOT, "temperature %.4g, fitted on the validation items", scaled.temperature())
                + (scaled.atBound() ? "; that is the bound of what is tried, the best lies beyond" : "") + "\n";
    }

    private static String value(Measured measured, Metric metric) {
        String value = String.format("%7s", ReportText.value(metric, measured.of(metric)));
        return interval(measured, metric)
                .map(ends -> value + "  [" + ReportText.value(metric, ends.lower()) + ", "
                        + ReportText.value(metric, ends.upper()) + "]")
                .orElse(value);
    }

    private static Optional<BootstrapInterval> interval(Measured measured, Metric metric) {
        return Optional.ofNullable(measured.intervals().get(metric)).filter(ends -> !Double.isNaN(ends.lower()));
    }

    private static String conventions(Measured plain) {
        StringBuilder text = new StringBuilder("\n" + padded("shot groups, %", NAME) + "   many medium    few\n");
        plain.conventions().forEach((convention, report) -> {
            text.append(padded(convention.toString(), NAME));
            GROUPS.forEach(group -> text.append(String.format("%7s", ReportText.percent(group.applyAsDouble(report)))));
            text.append('\n');
        });
        return text.toString();
    }

    private static String padded(String text, int width) {
        return String.format("%-" + width + "s", text);
    }

    /** A line for each metric of each kind of logits; those of other shot groups are named CONVENTION.GROUP. */
    public static String csv(ForeignResults results) {
        StringBuilder csv = new StringBuilder("logits,metric,value,lower,upper\n");
        results.all().forEach((name, measured) -> {
            for (Metric metric : Metric.values()) {
                Optional<BootstrapInterval> ends = interval(measured, metric);
                csv.append(Csv.line(List.of(
                        name,
                        metric.toString(),
                        Csv.number(measured.of(metric)),
                        Csv.number(ends.map(BootstrapInterval::lower).orElse(Double.NaN)),
                        Csv.number(ends.map(BootstrapInterval::upper).orElse(Double.NaN)))));
            }
            measured.conventions()
                    .forEach((convention, report) -> GROUPS.forEach(group -> csv.append(Csv.line(List.of(
                            name, convention + "." + group, Csv.number(group.applyAsDouble(report)), "", "")))));
        });
        return csv.toString();
    }

    /** An object whose parts are those of a method in report.json. */
    public static String json(ForeignResults results) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        LongTailReport report = results.plain().report();
        root.put("items", report.items()).put("classes", report.classes().size());
        root.putObject("shot-groups")
                .put("many-above", ShotGroups.standard().manyAbove())
                .put("few-below", ShotGroups.standard().fewBelow());
        Arrays.stream(results.trainCounts()).forEach(root.putArray("train-counts")::add);
        results.scaled().ifPresent(scaled -> root.put("temperature", scaled.temperature())
                .put("temperature-fitted-on", scaled.fittedOn().toString())
                .put("temperature-at-bound", scaled.atBound()));
        results.all().forEach((name, measured) -> ResultJson.measured(root.putObject(name), measured));
        return StoredJson.text(root);
    }
}
