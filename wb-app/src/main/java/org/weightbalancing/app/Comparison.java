package org.weightbalancing.app;

import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Several runs as one table for people: accuracies in percent, "n/a" where undefined. */
final class Comparison {

    private static final String GROUPS = "     many  medium    few    all";

    private Comparison() {}

    static String text(List<ComparedRun> runs) {
        boolean flips = runs.stream().flatMap(run -> run.methods().stream()).anyMatch(method -> method.flipped()
                .isPresent());
        int runWidth = width(runs, run -> run.name().length(), "run".length());
        int methodWidth = width(
                runs,
                run -> run.methods().stream()
                        .mapToInt(method -> method.name().length())
                        .max()
                        .orElse(0),
                "method".length());
        String names = "%-" + runWidth + "s  %-" + methodWidth + "s";
        StringBuilder text = new StringBuilder(header(names, flips));
        for (ComparedRun run : runs) {
            String mark = run.images().equals(runs.get(0).images()) ? "" : "  other-images";
            for (ComparedRun.Method method : run.methods()) {
                text.append(String.format(names, run.name(), method.name()))
                        .append(accuracies(method.plain()))
                        .append(
                                flips
                                        ? method.flipped()
                                                .map(Comparison::accuracies)
                                                .orElseGet(() -> " ".repeat(30))
                                        : "")
                        .append(method.stamp().map(stamp -> "  " + stamp).orElse(""))
                        .append(mark)
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static int width(List<ComparedRun> runs, ToIntFunction<ComparedRun> length, int least) {
        return Math.max(least, runs.stream().mapToInt(length).max().orElse(0));
    }

    private static String header(String names, boolean flips) {
        String blank = String.format(names, "", "");
        return blank
                + "   accuracy on test, %         "
                + (flips ? "   the same, flip-averaged, %" : "")
                + "\n"
                + String.format(names, "run", "method")
                + GROUPS
                + (flips ? GROUPS : "")
                + "\n";
    }

    private static String accuracies(List<Double> values) {
        StringBuilder text = new StringBuilder("  ");
        for (double value : values) {
            text.append(Double.isNaN(value) ? "    n/a" : String.format(Locale.ROOT, "%7.1f", 100 * value));
        }
        return text.toString();
    }
}
