package org.weightbalancing.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.eval.Metric;

/**
 * Says which of some methods is best in a metric, and whether chance in the test images may have made it so.
 *
 * @param evidence of the run, where it has predictions
 * @param metric that the larger is the better
 * @param topic of the sentence
 * @param where the metric is measured, in words
 */
record BestFindings(Optional<PairedEvidence> evidence, Metric metric, String topic, String where) {

    private static final String PAIRED = "the paired bootstrap over the same images";

    /** One sentence; nothing if fewer than two methods have the metric. */
    Optional<Finding> of(List<ReportedMethod> methods) {
        List<ReportedMethod> sorted = methods.stream()
                .filter(method -> !Double.isNaN(value(method)))
                .sorted(Comparator.comparingDouble(this::value).reversed())
                .toList();
        if (sorted.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(Finding.result(topic, sentence(sorted)));
    }

    private String sentence(List<ReportedMethod> sorted) {
        if (value(sorted.get(0)) == value(sorted.get(sorted.size() - 1))) {
            return names(sorted) + " are equally accurate on " + where + ", " + percent(sorted.get(0)) + ".";
        }
        if (evidence.isPresent()) {
            return paired(sorted, evidence.get());
        }
        boolean intervals = sorted.stream()
                .allMatch(method -> method.plain().interval(metric).isPresent());
        return intervals ? byIntervals(sorted) : byValues(sorted);
    }

    private String paired(List<ReportedMethod> sorted, PairedEvidence paired) {
        ReportedMethod first = sorted.get(0);
        String by = PAIRED + correction(paired);
        List<String> close = sorted.stream()
                .skip(1)
                .filter(method -> !paired.differ(metric, first, method))
                .map(method -> with(method, "; p = " + p(first, method, paired)))
                .toList();
        if (!close.isEmpty()) {
            return with(first, "") + " is most accurate on " + where + ", but " + by + " does not tell it from "
                    + Numbers.list(close) + ".";
        }
        ReportedMethod next = sorted.get(1);
        return with(first, "") + " is most accurate on " + where + ", ahead of every other method by " + by
                + others(sorted, with(next, "; p = " + p(first, next, paired)));
    }

    private static String correction(PairedEvidence paired) {
        if (paired.comparisons() == 1) {
            return "";
        }
        return " (p corrected by Holm for the " + paired.comparisons() + " comparisons that the run allows"
                + (paired.isTooCoarse() ? ", which are too many for its resamples to tell any" : "") + ")";
    }

    private String p(ReportedMethod first, ReportedMethod other, PairedEvidence paired) {
        return Numbers.significant(paired.p(metric, first, other));
    }

    private String byIntervals(List<ReportedMethod> sorted) {
        ReportedMethod first = sorted.get(0);
        Scores.Interval bounds = first.plain().interval(metric).orElseThrow();
        List<String> close = sorted.stream()
                .skip(1)
                .filter(method -> method.plain().interval(metric).orElseThrow().meets(bounds))
                .map(method -> with(method, ""))
                .toList();
        if (close.isEmpty()) {
            return with(first, "") + " is most accurate on " + where
                    + ", and the interval of no other method meets its own" + others(sorted, with(sorted.get(1), ""));
        }
        return with(first, "") + " is most accurate on " + where + ", next " + Numbers.list(close)
                + ": their intervals overlap; whether they differ, wb compare --paired tells.";
    }

    /** The end of the sentence: who comes next, or that there is nothing to choose among the others. */
    private String others(List<ReportedMethod> sorted, String next) {
        boolean none = value(sorted.get(1)) == 0;
        if (none) {
            return sorted.size() == 2 ? "; " + sorted.get(1).name() + " reaches 0.0 %." : "; all others reach 0.0 %.";
        }
        return "; next comes " + next + ".";
    }

    private String byValues(List<ReportedMethod> sorted) {
        double top = value(sorted.get(0));
        List<ReportedMethod> first =
                sorted.stream().filter(method -> value(method) == top).toList();
        ReportedMethod next = sorted.get(first.size());
        return names(first) + (first.size() == 1 ? " is" : " are") + " most accurate on " + where + ", "
                + percent(sorted.get(0)) + ", before " + next.name() + " with " + percent(next)
                + "; the run has no intervals that tell whether this is chance.";
    }

    private static String names(List<ReportedMethod> methods) {
        return Numbers.list(methods.stream().map(ReportedMethod::name).toList());
    }

    private String with(ReportedMethod method, String more) {
        return method.name() + " (" + percent(method)
                + method.plain()
                        .interval(metric)
                        .map(bounds -> ", " + Numbers.points(bounds.lower()) + " to " + Numbers.points(bounds.upper()))
                        .orElse("")
                + more + ")";
    }

    private String percent(ReportedMethod method) {
        return Numbers.percent(value(method));
    }

    private double value(ReportedMethod method) {
        return method.plain().value(metric);
    }
}
