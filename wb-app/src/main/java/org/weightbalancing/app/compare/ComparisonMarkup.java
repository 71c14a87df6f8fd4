package org.weightbalancing.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.weightbalancing.app.text.Markup;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.ReportText;

/**
 * Several runs as one table for papers and pages: fractions in percent, intervals in brackets, "n/a" where undefined.
 * The best value of a column is bold, with all that equal it, of those with flip averaging and those without each; values
 * that do not compare, being selected on test images or measured on others, are never it, nor is one of a metric that only
 * describes. Where single runs stand beside means over seeds nothing is bold.
 *
 * @param rows the lines
 * @param metrics the columns
 * @param markup the language
 */
record ComparisonMarkup(List<ComparedRow> rows, List<Metric> metrics, Markup markup) {

    private static final String NOTE = "In brackets: 95 % intervals, by bootstrap over the test images for a run, by "
            + "Student's t over the seeds for a mean.";

    String text() {
        boolean flips = rows.stream().anyMatch(row -> row.averaging().equals("flip"));
        boolean repeated = rows.stream().anyMatch(ComparedRow::repeated);
        List<String> header = new ArrayList<>(List.of("run", "method"));
        if (flips) {
            header.add("averaging");
        }
        if (repeated) {
            header.add("statistic");
        }
        List<Boolean> numeric =
                new ArrayList<>(header.stream().map(name -> false).toList());
        for (Metric metric : metrics) {
            header.add(metric + (metric.isFraction() ? ", %" : ""));
            numeric.add(true);
        }
        header.addAll(List.of("selected on", "notes"));
        numeric.addAll(List.of(false, false));
        return markup.table(
                escaped(header),
                numeric,
                rows.stream().map(row -> cells(row, flips, repeated)).toList(),
                markup.escaped(note(flips)));
    }

    private String note(boolean flips) {
        if (mixed()) {
            return NOTE + " Nothing is bold: runs and means do not rank together.";
        }
        return NOTE + " Bold: the best of a column"
                + (flips ? ", of those with flip averaging and those without each." : ".");
    }

    private boolean mixed() {
        return rows.stream()
                        .filter(ComparisonMarkup::compares)
                        .map(ComparedRow::repeated)
                        .distinct()
                        .count()
                > 1;
    }

    private List<String> cells(ComparedRow row, boolean flips, boolean repeated) {
        List<String> words = new ArrayList<>(List.of(row.run(), row.method()));
        if (flips) {
            words.add(row.averaging());
        }
        if (repeated) {
            words.add(row.repeated() ? row.statistic() : "");
        }
        List<String> cells = new ArrayList<>(escaped(words));
        metrics.forEach(metric -> cells.add(value(row, metric)));
        String notes = String.join(
                "; ", Stream.concat(row.stamp().stream(), row.marks().stream()).toList());
        cells.addAll(escaped(List.of(row.selection(), notes)));
        return cells;
    }

    private String value(ComparedRow row, Metric metric) {
        MeanInterval value = row.value(metric);
        String number = markup.escaped(ReportText.value(metric, value.mean()));
        OptionalDouble best = best(row.averaging(), metric);
        boolean bold = compares(row) && best.isPresent() && best.getAsDouble() == value.mean();
        String interval = Double.isNaN(value.lower())
                ? ""
                : " [" + ReportText.value(metric, value.lower()) + ", " + ReportText.value(metric, value.upper()) + "]";
        return (bold ? markup.bold(number) : number) + markup.escaped(interval);
    }

    private OptionalDouble best(String averaging, Metric metric) {
        if (!metric.isGoal() || mixed()) {
            return OptionalDouble.empty();
        }
        DoubleStream means = rows.stream()
                .filter(row -> compares(row) && row.averaging().equals(averaging))
                .mapToDouble(row -> row.value(metric).mean())
                .filter(mean -> !Double.isNaN(mean));
        return metric.largerIsBetter() ? means.max() : means.min();
    }

    private static boolean compares(ComparedRow row) {
        return row.stamp().isEmpty() && !row.marks().contains(ComparedRow.OTHER_IMAGES);
    }

    private List<String> escaped(List<String> words) {
        return words.stream().map(markup::escaped).toList();
    }
}
