package org.weightbalancing.app.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.text.LatexMarkup;
import org.weightbalancing.app.text.MarkdownMarkup;
import org.weightbalancing.app.text.Printable;
import org.weightbalancing.app.text.TableFormat;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.ReportText;

/**
 * Several runs as one table for people: fractions in percent, "n/a" where undefined. Repetitions give four lines a
 * method: mean, standard deviation and the ends of the interval.
 */
public final class Comparison {

    /** The columns unless others are asked for. */
    public static final List<Metric> METRICS = List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW, Metric.ACCURACY);

    private static final int LEAST_WIDTH = 7;

    private final List<ComparedRuns> all;
    private final List<Metric> metrics;
    private final boolean flips;
    private final boolean repeated;
    private final String names;

    private Comparison(List<ComparedRuns> all, List<Metric> metrics) {
        this.all = all;
        this.metrics = metrics;
        this.flips = all.stream().flatMap(runs -> runs.methods().stream()).anyMatch(method -> method.flipped()
                .isPresent());
        this.repeated = all.stream().anyMatch(ComparedRuns::repeated);
        int run = width(all, runs -> Printable.line(runs.name()).length(), "run".length());
        int method = width(
                all,
                runs -> runs.methods().stream()
                        .mapToInt(one -> Printable.line(one.name()).length())
                        .max()
                        .orElse(0),
                "method".length());
        this.names = "%-" + run + "s  %-" + method + "s" + (repeated ? "  %-12s" : "");
    }

    private static int width(List<ComparedRuns> all, ToIntFunction<ComparedRuns> length, int least) {
        return Math.max(least, all.stream().mapToInt(length).max().orElse(0));
    }

    /** Prints runs with some metrics. */
    public static String of(List<ComparedRuns> all, List<Metric> metrics, TableFormat format) {
        List<ComparedRow> rows = ComparedRow.of(all);
        return switch (format) {
            case TEXT -> new Comparison(all, metrics).text();
            case CSV -> ComparisonFiles.csv(rows, metrics);
            case JSON -> ComparisonFiles.json(rows, metrics);
            case MARKDOWN -> new ComparisonMarkup(rows, metrics, new MarkdownMarkup()).text();
            case LATEX -> new ComparisonMarkup(rows, metrics, new LatexMarkup()).text();
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder(header());
        for (ComparedRuns runs : all) {
            String mark = ComparedRow.marks(runs, all.get(0)).stream()
                    .map(one -> "  " + one)
                    .collect(Collectors.joining());
            for (ComparedRuns.Method method : runs.methods()) {
                String end = method.stamp().map(stamp -> "  " + stamp).orElse("") + mark;
                String statistic = runs.repeated() ? "mean of " + runs.runs().size() : "";
                text.append(line(runs, method, statistic, MeanInterval::mean, end));
                if (runs.repeated()) {
                    text.append(line(runs, method, "sd", MeanInterval::deviation, ""));
                    text.append(line(runs, method, "95 % from", MeanInterval::lower, ""));
                    text.append(line(runs, method, "95 % to", MeanInterval::upper, ""));
                }
            }
        }
        return text.toString();
    }

    private String line(
            ComparedRuns runs,
            ComparedRuns.Method method,
            String statistic,
            ToDoubleFunction<MeanInterval> value,
            String end) {
        return String.format(names, Printable.line(runs.name()), Printable.line(method.name()), statistic)
                + values(method.plain(), value)
                + (flips
                        ? method.flipped()
                                .map(flipped -> values(flipped, value))
                                .orElse(blank())
                        : "")
                + end
                + "\n";
    }

    private String header() {
        String headings = "  " + metrics.stream().map(Comparison::heading).collect(Collectors.joining());
        String title = METRICS.containsAll(metrics) ? "accuracy on test, %" : "on test, fractions in %";
        return String.format(names, "", "", "")
                + String.format("%-" + headings.length() + "s", "   " + title)
                + (flips ? "   the same, flip-averaged" + (METRICS.containsAll(metrics) ? ", %" : "") : "")
                + "\n"
                + String.format(names, "run", "method", "")
                + headings
                + (flips ? headings : "")
                + "\n";
    }

    private static String heading(Metric metric) {
        String name = name(metric);
        return " ".repeat(Math.max(2, width(metric) - name.length())) + name;
    }

    private static int width(Metric metric) {
        return METRICS.contains(metric)
                ? LEAST_WIDTH
                : Math.max(LEAST_WIDTH, name(metric).length() + 2);
    }

    private static String name(Metric metric) {
        return metric == Metric.ACCURACY ? "all" : metric.toString();
    }

    private String blank() {
        return " ".repeat(2 + metrics.stream().mapToInt(Comparison::width).sum());
    }

    private String values(Map<Metric, MeanInterval> values, ToDoubleFunction<MeanInterval> of) {
        return metrics.stream()
                .map(metric -> {
                    double value = Optional.ofNullable(values.get(metric))
                            .map(of::applyAsDouble)
                            .orElse(Double.NaN);
                    return String.format("%" + width(metric) + "s", ReportText.value(metric, value));
                })
                .collect(Collectors.joining("", "  ", ""));
    }
}
