package org.weightbalancing.app.result;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.weightbalancing.app.text.Cells;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.Metric;

/** What accuracies by group do not tell, as a table for people: intervals, worst classes, probabilities. */
final class MeasureTable {

    private static final int NARROW = 5;

    private static final List<Column> COLUMNS = List.of(
            new Column("", "", 8, method -> percent(method.plain().accuracy())),
            new Column("all, 95 % interval", "", 18, method -> interval(method.plain())),
            new Column("worst", "10 %", 8, method -> percent(method.plain(), Metric.WORST_10_PERCENT)),
            new Column("macro", "F1", 8, method -> percent(method.plain(), Metric.MACRO_F1)),
            new Column("top 5", "", 8, method -> percent(method.plain(), Metric.TOP_5_ACCURACY)),
            new Column("", "NLL", 9, method -> likelihood(method.plain())),
            new Column("probabilities", "ECE", 8, method -> percent(method.plain(), Metric.ECE)),
            new Column(
                    "",
                    "T",
                    8,
                    method -> String.format(Locale.ROOT, "%.3g", method.scaled().temperature())),
            new Column("", "NLL", 9, method -> likelihood(method.scaled().measured())),
            new Column(
                    "with temperature",
                    "ECE",
                    8,
                    method -> percent(method.scaled().measured(), Metric.ECE)));

    private MeasureTable() {}

    /**
     * Numbers below each other, aligned right.
     *
     * @param above what stands over the heading; it may reach over columns before that have nothing there
     * @param heading of it
     * @param width of it, at least, with the room before
     * @param cell its number of a method
     */
    private record Column(String above, String heading, int width, Function<MethodResult, String> cell) {

        /** Wide enough that no number touches the one before. */
        int width(Results results) {
            return results.methods().stream()
                    .mapToInt(method -> cell.apply(method).length() + 1)
                    .reduce(width, Math::max);
        }
    }

    static String text(Results results) {
        int name = results.methods().stream()
                .mapToInt(method -> method.name().length())
                .reduce(6, Math::max);
        StringBuilder text = new StringBuilder(line("", name, results, Column::above))
                .append('\n')
                .append(line("method", name, results, Column::heading))
                .append('\n');
        for (MethodResult method : results.methods()) {
            text.append(line(method.name(), name, results, column -> column.cell()
                            .apply(method)))
                    .append(stamps(method))
                    .append('\n');
        }
        return text.append(note(results)).toString();
    }

    private static String line(String first, int name, Results results, Function<Column, String> words) {
        StringBuilder line = new StringBuilder(first);
        int end = name;
        for (Column column : COLUMNS) {
            end += column.width(results);
            String word = words.apply(column);
            if (!word.isEmpty()) {
                line.append(" ".repeat(end - word.length() - line.length())).append(word);
            }
        }
        return line.toString();
    }

    // A method's own stamp is about the whole line, that of a temperature about its part of it.
    private static String stamps(MethodResult method) {
        return method.stamp()
                .or(() -> method.scaled().stamp().map(stamp -> "temperature " + stamp))
                .map(stamp -> "  " + stamp)
                .orElse("");
    }

    private static String interval(Measured measured) {
        BootstrapInterval all = measured.intervals().get(Metric.ACCURACY);
        return Cells.interval(all.lower(), all.upper()).strip();
    }

    private static String percent(Measured measured, Metric metric) {
        return percent(measured.of(metric));
    }

    private static String percent(double fraction) {
        return Cells.percent(fraction, NARROW).strip();
    }

    private static String likelihood(Measured measured) {
        return String.format(Locale.ROOT, "%.3f", measured.of(Metric.NLL));
    }

    private static String note(Results results) {
        TemperatureScaled.FittedOn images = results.methods().get(0).scaled().fittedOn();
        boolean bound =
                results.methods().stream().anyMatch(method -> method.scaled().atBound());
        return Measuring.RESAMPLES
                + " bootstrap resamples of the test images; percent but for NLL (nats); temperatures "
                + "fitted on " + images + " images\n"
                + (bound ? "a temperature of 0.0001 or 10000 is where the search ends: it asks for one beyond\n" : "");
    }
}
