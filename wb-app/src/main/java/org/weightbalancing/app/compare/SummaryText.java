package org.weightbalancing.app.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.app.result.Selection;
import org.weightbalancing.app.text.Cells;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.PairedDifference;

/** A summary as tables for people: accuracies in percent, "n/a" where undefined. */
public final class SummaryText {

    private static final List<String> NAMES = List.of("many", "medium", "few", "all");
    private static final double SURE = 0.05;
    private static final List<Metric> PAIRED = List.of(Metric.ACCURACY, Metric.FEW);

    private final Summary summary;
    private final String method;
    private final StringBuilder text = new StringBuilder();

    private SummaryText(Summary summary) {
        this.summary = summary;
        int width = summary.methods().stream()
                .mapToInt(one -> one.reached().name().length())
                .max()
                .orElse(0);
        this.method = "%-" + Math.max(width, "method".length()) + "s";
    }

    /** The repetitions, the tables of accuracies and the paired comparisons, one below the other. */
    public static String of(Summary summary) {
        return new SummaryText(summary).text();
    }

    private String text() {
        repetitions();
        if (!summary.methods().isEmpty()) {
            table("accuracy on test, %", reached -> reached.plain());
            if (summary.methods().get(0).reached().flipped().isPresent()) {
                table("the same, flip-averaged, %", reached -> reached.flipped().orElseThrow());
            }
            fitted();
        }
        if (!summary.paired().isEmpty()) {
            paired();
        }
        return text.toString();
    }

    private void repetitions() {
        int complete = summary.complete().size();
        text.append(summary.experiment())
                .append(": " + complete + " of " + summary.planned().size() + " repetitions")
                .append(complete == 0 ? "" : ", seeds " + joined(summary.complete()))
                .append('\n');
        summary.diverged().forEach((seed, how) -> text.append("seed " + seed + " diverged: " + how + "\n"));
        if (!summary.unfinished().isEmpty()) {
            text.append("not ended: seeds " + joined(summary.unfinished()) + "\n");
        }
    }

    private static String joined(List<Long> seeds) {
        return seeds.stream().map(seed -> Long.toString(seed)).collect(Collectors.joining(", "));
    }

    private void table(String title, Function<ComparedRuns.Method, Map<Metric, MeanInterval>> accuracies) {
        text.append('\n')
                .append(title)
                .append(": mean ± standard deviation over seeds, 95 % t-interval of the mean\n")
                .append(String.format(method, "method"))
                .append("  group      mean      sd       interval       n  selected on\n");
        for (Summary.Method one : summary.methods()) {
            for (int group = 0; group < NAMES.size(); group++) {
                row(one, NAMES.get(group), accuracies.apply(one.reached()).get(Summary.GROUPS.get(group)));
            }
        }
    }

    private void row(Summary.Method one, String group, MeanInterval accuracy) {
        text.append(String.format(method + "  %-6s", one.reached().name(), group))
                .append(Cells.percent(accuracy.mean(), 8))
                .append(" ± ")
                .append(Cells.percent(accuracy.deviation(), 5))
                .append("  ")
                .append(Cells.interval(accuracy.lower(), accuracy.upper()))
                .append(String.format(Locale.ROOT, "%4d", accuracy.values()))
                .append(selected(one.selection(), one))
                .append('\n');
    }

    private static String selected(Selection selection, Summary.Method method) {
        return "  " + selection
                + method.reached().stamp().map(stamp -> "  " + stamp).orElse("");
    }

    private void fitted() {
        for (Summary.Method one : summary.methods()) {
            if (!one.fitted().isEmpty()) {
                text.append(one.reached().name() + ": " + String.join(", ", one.fitted())
                        + " fitted on validation images\n");
            }
        }
    }

    private void paired() {
        PairedSide against = summary.paired().get(0).second();
        text.append("\nPaired bootstrap over test images, against " + against.method() + " (selected on "
                + against.selection() + "): differences in points\n");
        text.append(String.format(method, "method")
                + "  group   difference      interval          p  corrected  selected on\n");
        List<Map<Metric, Double>> corrected = PairedComparison.corrected(summary.paired());
        for (int i = 0; i < corrected.size(); i++) {
            PairedComparison comparison = summary.paired().get(i);
            Summary.Method one = summary.methods().stream()
                    .filter(known ->
                            known.reached().name().equals(comparison.first().method()))
                    .findFirst()
                    .orElseThrow();
            for (Metric metric : PAIRED) {
                text.append(String.format(method, one.reached().name()))
                        .append("  ")
                        .append(difference(
                                metric,
                                comparison.differences().get(metric),
                                corrected.get(i).get(metric)))
                        .append(selected(one.selection(), one))
                        .append('\n');
            }
        }
        text.append(note(corrected));
    }

    /** One line of a paired table, without the methods: group, difference, interval, p and corrected p. */
    static String difference(Metric metric, PairedDifference difference, double corrected) {
        String group = NAMES.get(Summary.GROUPS.indexOf(metric));
        return String.format("%-6s", group)
                + "    "
                + Cells.points(difference.interval().estimate(), 8)
                + "  "
                + Cells.signedInterval(
                        difference.interval().lower(), difference.interval().upper())
                + "  "
                + Cells.probability(difference.p())
                + "     "
                + Cells.probability(corrected);
    }

    /** What intervals and p of comparisons mean, whose corrected p are those. */
    static String note(List<Map<Metric, Double>> corrected) {
        long count = corrected.stream()
                .flatMap(comparison -> comparison.values().stream())
                .filter(p -> !p.isNaN())
                .count();
        int resamples = PairedComparison.resamples(corrected.size());
        double least = Math.min(1, count * 2.0 / (1 + resamples));
        return resamples
                + " resamples, 95 % percentile intervals, two-sided p, each for itself: what other test images would\n"
                + "change for these networks, repetitions averaged. What training anew changes is in the intervals over seeds.\n"
                + "Corrected: p after Holm's correction for all " + count + " differences: "
                + String.join(", ", NAMES) + (corrected.size() == 1 ? "" : " of every method") + ".\n"
                + (least < SURE
                        ? ""
                        : "No corrected p can be below "
                                + Cells.probability(least).strip() + ": so many differences need more resamples.\n");
    }
}
