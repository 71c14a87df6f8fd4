package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes reports as text: a table to read, CSV and JSON to process. Names of columns and keys are those of
 * {@link Metric}. The order of several reports is that of the map: pass a {@code LinkedHashMap}.
 */
public final class ReportText {

    private static final List<Metric> OF_PREDICTIONS = List.of(
            Metric.ACCURACY,
            Metric.MEAN_CLASS_ACCURACY,
            Metric.MANY,
            Metric.MEDIUM,
            Metric.FEW,
            Metric.WORST_CLASS_ACCURACY);
    private static final List<Metric> OF_PROBABILITIES = List.of(Metric.TOP_5_ACCURACY, Metric.NLL, Metric.ECE);

    private static final String CSV_HEADER = "name,items,"
            + Arrays.stream(Metric.values()).map(Metric::toString).collect(Collectors.joining(","))
            + ",many-classes,medium-classes,few-classes";

    private ReportText() {}

    /**
     * Returns a table of fixed width: a line of headings, then a line for each report with its name and the metrics most
     * asked for, each as {@link #value} writes it: accuracies, and where a report knows probabilities the top-5 accuracy,
     * the negative log-likelihood and the calibration error. Every line ends with a newline.
     */
    public static String table(Map<String, LongTailReport> reports) {
        List<Metric> columns = columns(reports.values());
        int width = reports.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder table = new StringBuilder(" ".repeat(width));
        columns.forEach(metric -> table.append(cell(metric, metric.toString())));
        table.append('\n');
        reports.forEach((name, report) -> {
            table.append(name).append(" ".repeat(width - name.length()));
            columns.forEach(metric -> table.append(cell(metric, value(metric, metric.applyAsDouble(report)))));
            table.append('\n');
        });
        return table.toString();
    }

    private static List<Metric> columns(Collection<LongTailReport> reports) {
        boolean probabilities =
                reports.stream().anyMatch(report -> report.calibration().isPresent());
        return Stream.concat(OF_PREDICTIONS.stream(), probabilities ? OF_PROBABILITIES.stream() : Stream.empty())
                .toList();
    }

    /**
     * Returns a value of a metric to read: a fraction as {@link #percent}, others with three decimals, {@code n/a} for
     * NaN.
     */
    public static String value(Metric metric, double value) {
        if (metric.isFraction() || Double.isNaN(value)) {
            return percent(value);
        }
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Returns a fraction 0..1 as percent with one decimal, such as {@code 53.4}; {@code n/a} for NaN. */
    public static String percent(double fraction) {
        return Double.isNaN(fraction) ? "n/a" : String.format(Locale.ROOT, "%.1f", 100 * fraction);
    }

    /**
     * Returns a heading and a line for each report, as RFC 4180 but with plain newlines: every metric at full precision,
     * {@code NaN} where undefined, then the number of classes in each group.
     */
    public static String csv(Map<String, LongTailReport> reports) {
        StringBuilder csv = new StringBuilder(csvHeader()).append('\n');
        reports.forEach((name, report) -> csv.append(csvLine(name, report)).append('\n'));
        return csv.toString();
    }

    /** Returns the heading that fits {@link #csvLine}, without newline. */
    public static String csvHeader() {
        return CSV_HEADER;
    }

    /** Returns the CSV line of one report, without newline. */
    public static String csvLine(String name, LongTailReport report) {
        StringBuilder line = new StringBuilder(quoted(name)).append(',').append(report.items());
        for (Metric metric : Metric.values()) {
            line.append(',').append(metric.applyAsDouble(report));
        }
        for (Shot group : Shot.values()) {
            line.append(',').append(report.groupSizes().get(group));
        }
        return line.toString();
    }

    /**
     * Returns one report as a JSON object on one line: {@code name}, {@code items}, every metric, the number of
     * {@code classes} by group, and arrays by class: {@code class-accuracies}, {@code class-precisions}, {@code class-f1} and
     * {@code marginal-likelihoods}; {@code null} where undefined or infinite.
     */
    public static String json(String name, LongTailReport report) {
        StringBuilder json = new StringBuilder("{\"name\":").append(JsonString.of(name));
        json.append(",\"items\":").append(report.items());
        for (Metric metric : Metric.values()) {
            json.append(",\"").append(metric).append("\":").append(number(metric.applyAsDouble(report)));
        }
        json.append(",\"classes\":{");
        json.append(Arrays.stream(Shot.values())
                .map(group -> "\"" + group.name().toLowerCase(Locale.ROOT) + "\":"
                        + report.groupSizes().get(group))
                .collect(Collectors.joining(",")));
        json.append('}');
        json.append(array("class-accuracies", report, ClassReport::accuracy));
        json.append(array("class-precisions", report, ClassReport::precision));
        json.append(array("class-f1", report, ClassReport::f1));
        json.append(array("marginal-likelihoods", report, ClassReport::marginalLikelihood));
        return json.append('}').toString();
    }

    private static String array(String key, LongTailReport report, ToDoubleFunction<ClassReport> number) {
        return report.classes().stream()
                .map(c -> number(number.applyAsDouble(c)))
                .collect(Collectors.joining(",", ",\"" + key + "\":[", "]"));
    }

    /** Two spaces, then the text aligned right in a column that fits its heading and "100.0". */
    private static String cell(Metric column, String text) {
        int width = Math.max("100.0".length(), column.toString().length());
        return " ".repeat(Math.max(2, 2 + width - text.length())) + text;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
