package org.weightbalancing.app;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.weightbalancing.eval.MeanInterval;

/**
 * Several runs as one table for people: accuracies in percent, "n/a" where undefined. Repetitions give four lines a
 * method: mean, standard deviation and the ends of the interval.
 */
final class Comparison {

    private static final String GROUPS = "     many  medium    few    all";
    private static final String BLANK = " ".repeat(30);

    private final List<ComparedRuns> all;
    private final boolean flips;
    private final boolean repeated;
    private final String names;

    private Comparison(List<ComparedRuns> all) {
        this.all = all;
        this.flips = all.stream().flatMap(runs -> runs.methods().stream()).anyMatch(method -> method.flipped()
                .isPresent());
        this.repeated = all.stream().anyMatch(ComparedRuns::repeated);
        int run = width(all, runs -> runs.name().length(), "run".length());
        int method = width(
                all,
                runs -> runs.methods().stream()
                        .mapToInt(one -> one.name().length())
                        .max()
                        .orElse(0),
                "method".length());
        this.names = "%-" + run + "s  %-" + method + "s" + (repeated ? "  %-12s" : "");
    }

    static String text(List<ComparedRuns> all) {
        return new Comparison(all).text();
    }

    private String text() {
        StringBuilder text = new StringBuilder(header());
        for (ComparedRuns runs : all) {
            String mark = (runs.missing().isEmpty() ? "" : "  " + runs.missing())
                    + (runs.sameImages(all.get(0)) ? "" : "  other-images");
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
        Function<List<MeanInterval>, String> accuracies = intervals -> accuracies(intervals, value);
        return String.format(names, runs.name(), method.name(), statistic)
                + accuracies.apply(method.plain())
                + (flips ? method.flipped().map(accuracies).orElse(BLANK) : "")
                + end
                + "\n";
    }

    private String header() {
        return String.format(names, "", "", "")
                + "   accuracy on test, %         "
                + (flips ? "   the same, flip-averaged, %" : "")
                + "\n"
                + String.format(names, "run", "method", "")
                + GROUPS
                + (flips ? GROUPS : "")
                + "\n";
    }

    private static int width(List<ComparedRuns> all, ToIntFunction<ComparedRuns> length, int least) {
        return Math.max(least, all.stream().mapToInt(length).max().orElse(0));
    }

    private static String accuracies(List<MeanInterval> intervals, ToDoubleFunction<MeanInterval> value) {
        StringBuilder text = new StringBuilder("  ");
        for (MeanInterval interval : intervals) {
            double number = value.applyAsDouble(interval);
            text.append(Double.isNaN(number) ? "    n/a" : String.format(Locale.ROOT, "%7.1f", 100 * number));
        }
        return text.toString();
    }
}
