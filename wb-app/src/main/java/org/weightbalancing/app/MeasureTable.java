package org.weightbalancing.app;

import java.util.List;
import java.util.Locale;
import org.weightbalancing.eval.BootstrapInterval;
import org.weightbalancing.eval.Metric;

/** What accuracies by group do not tell, as a table for people: intervals, worst classes, probabilities. */
final class MeasureTable {

    private static final List<Metric> ACCURACIES =
            List.of(Metric.WORST_10_PERCENT, Metric.MACRO_F1, Metric.TOP_5_ACCURACY);

    private MeasureTable() {}

    static String text(Results results) {
        int width = results.methods().stream()
                .mapToInt(method -> method.name().length())
                .max()
                .orElse(0);
        String name = "%-" + Math.max(width, 6) + "s";
        StringBuilder text = new StringBuilder(String.format(name, "")
                + "      all, 95 % interval   worst   macro   top 5      probabilities           with temperature\n"
                + String.format(name, "method")
                + "                           10 %      F1              NLL     ECE       T      NLL     ECE\n");
        for (MethodResult method : results.methods()) {
            text.append(String.format(name, method.name()))
                    .append(interval(method.plain()))
                    .append(percents(method.plain(), ACCURACIES))
                    .append(probabilities(method.plain()))
                    .append(String.format(Locale.ROOT, "%8.3g", method.scaled().temperature()))
                    .append(probabilities(method.scaled().measured()))
                    .append(stamps(method))
                    .append('\n');
        }
        return text.append(note(results)).toString();
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
        return Cells.percent(measured.accuracy(), 8) + "  " + Cells.interval(all.lower(), all.upper());
    }

    private static String percents(Measured measured, List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        metrics.forEach(metric -> text.append(Cells.percent(measured.of(metric), 8)));
        return text.toString();
    }

    private static String probabilities(Measured measured) {
        String likelihood = String.format(Locale.ROOT, "%9.3f", measured.of(Metric.NLL));
        return likelihood + Cells.percent(measured.of(Metric.ECE), 8);
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
