package org.weightbalancing.app.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.weightbalancing.eval.LongTailReport;

/**
 * Results as a table for people: accuracies in percent, beside them those with flip averaging, and the mean norm of the
 * classifier's rows over many- and few-shot classes. What is undefined is "n/a".
 */
public final class ResultTable {

    private static final List<Function<LongTailReport, Double>> ACCURACIES =
            List.of(LongTailReport::many, LongTailReport::medium, LongTailReport::few, LongTailReport::accuracy);

    private ResultTable() {}

    /** The accuracies, the bounds of the shot groups, and the further measures. */
    public static String text(Results results) {
        boolean flips =
                results.methods().stream().anyMatch(method -> method.flipped().isPresent());
        int width = results.methods().stream()
                .mapToInt(method -> method.name().length())
                .max()
                .orElse(0);
        String name = "%-" + Math.max(width, 6) + "s";
        StringBuilder text = new StringBuilder(header(name, flips));
        for (MethodResult method : results.methods()) {
            text.append(String.format(name, method.name()))
                    .append(accuracies(method.plain().report()));
            if (flips) {
                text.append(method.flipped()
                        .map(flipped -> accuracies(flipped.report()))
                        .orElseThrow());
            }
            text.append("   ")
                    .append(norm(method, results.head()))
                    .append(norm(method, results.tail()))
                    .append(method.stamp().map(stamp -> "  " + stamp).orElse(""))
                    .append('\n');
        }
        return text.append(groups(results))
                .append('\n')
                .append(MeasureTable.text(results))
                .toString();
    }

    private static String header(String name, boolean flips) {
        String groups = "     many  medium    few    all";
        return String.format(name, "")
                + "   accuracy on test, %         "
                + (flips ? "   the same, flip-averaged, %  " : "")
                + "   classifier norm\n"
                + String.format(name, "method")
                + groups
                + (flips ? groups : "")
                + "      head    tail\n";
    }

    private static String accuracies(LongTailReport report) {
        StringBuilder text = new StringBuilder("  ");
        for (Function<LongTailReport, Double> accuracy : ACCURACIES) {
            double value = accuracy.apply(report);
            text.append(Double.isNaN(value) ? "    n/a" : String.format(Locale.ROOT, "%7.1f", 100 * value));
        }
        return text.toString();
    }

    private static String norm(MethodResult method, List<Integer> classes) {
        double mean = classes.stream()
                .mapToDouble(c -> method.norms().get(c))
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? "     n/a" : String.format(Locale.ROOT, " %7.4f", mean);
    }

    private static String groups(Results results) {
        List<String> parts = new ArrayList<>();
        int classes = results.trainCounts().size();
        int many = results.head().size();
        int few = results.tail().size();
        parts.add(many + " many-shot classes (more than " + results.groups().manyAbove() + " training images)");
        parts.add((classes - many - few) + " medium-shot");
        parts.add(few + " few-shot (fewer than " + results.groups().fewBelow() + ")");
        return String.join(", ", parts) + "\n";
    }
}
