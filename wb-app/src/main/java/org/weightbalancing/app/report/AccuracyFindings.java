package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which method is best, as far as the intervals tell, and how far frequent and rare classes are apart. Methods that carry
 * a stamp are not compared with the others.
 */
final class AccuracyFindings {

    private static final String ACCURACY = "accuracy";
    private static final String MANY = "many";
    private static final String FEW = "few";

    private AccuracyFindings() {}

    static List<Finding> of(ReportedResults results) {
        List<ReportedMethod> fair = results.methods().stream()
                .filter(method -> method.stamp().isEmpty())
                .toList();
        List<Finding> findings = new ArrayList<>();
        best(fair, ACCURACY, "All classes", "all test images").ifPresent(findings::add);
        best(fair, FEW, "Rare classes", "few-shot classes").ifPresent(findings::add);
        gap(results.methods()).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> best(List<ReportedMethod> methods, String metric, String topic, String where) {
        List<ReportedMethod> defined = methods.stream()
                .filter(method -> !Double.isNaN(method.plain().value(metric)))
                .sorted(Comparator.comparingDouble(
                                (ReportedMethod method) -> method.plain().value(metric))
                        .reversed())
                .toList();
        if (defined.size() < 2) {
            return Optional.empty();
        }
        boolean intervals = defined.stream()
                .allMatch(method -> method.plain().interval(metric).isPresent());
        return Optional.of(
                intervals ? byIntervals(defined, metric, topic, where) : byValues(defined, metric, topic, where));
    }

    private static Finding byValues(List<ReportedMethod> sorted, String metric, String topic, String where) {
        double top = sorted.get(0).plain().value(metric);
        List<ReportedMethod> first = sorted.stream()
                .filter(method -> method.plain().value(metric) == top)
                .toList();
        String names = Numbers.list(first.stream().map(ReportedMethod::name).toList());
        if (first.size() == sorted.size()) {
            return Finding.result(
                    topic, names + " are equally accurate on " + where + ", " + Numbers.percent(top) + ".");
        }
        ReportedMethod next = sorted.get(first.size());
        return Finding.result(
                topic,
                names + (first.size() == 1 ? " is" : " are") + " most accurate on " + where + ", "
                        + Numbers.percent(top) + ", before " + next.name() + " with "
                        + Numbers.percent(next.plain().value(metric))
                        + "; the run has no intervals that tell whether this is chance.");
    }

    private static Finding byIntervals(List<ReportedMethod> sorted, String metric, String topic, String where) {
        ReportedMethod first = sorted.get(0);
        Scores.Interval bounds = first.plain().interval(metric).orElseThrow();
        List<String> close = sorted.stream()
                .skip(1)
                .filter(method -> method.plain().interval(metric).orElseThrow().meets(bounds))
                .map(method -> with(method, metric))
                .toList();
        if (close.isEmpty()) {
            return Finding.result(
                    topic,
                    with(first, metric) + " is most accurate on " + where
                            + ", and the interval of no other method meets its own; next comes "
                            + with(sorted.get(1), metric)
                            + ".");
        }
        return Finding.result(
                topic,
                with(first, metric) + " and " + Numbers.list(close) + " do not differ beyond their intervals on "
                        + where + ".");
    }

    private static String with(ReportedMethod method, String metric) {
        Scores.Interval bounds = method.plain().interval(metric).orElseThrow();
        return method.name() + " (" + Numbers.percent(method.plain().value(metric)) + ", "
                + Numbers.points(bounds.lower()) + " to " + Numbers.points(bounds.upper()) + ")";
    }

    private static Optional<Finding> gap(List<ReportedMethod> methods) {
        List<ReportedMethod> defined = methods.stream()
                .filter(method -> !Double.isNaN(gap(method)))
                .sorted(Comparator.comparingDouble(AccuracyFindings::gap))
                .toList();
        if (defined.isEmpty()) {
            return Optional.empty();
        }
        ReportedMethod largest = defined.get(defined.size() - 1);
        String text = "Few-shot classes are "
                + (defined.size() == 1 ? "" : apart(defined.get(0)) + ", but ")
                + apart(largest) + ".";
        return Optional.of(Finding.result("Frequent and rare", text));
    }

    /** How few-shot classes stand to many-shot ones, such as "51.3 points behind many-shot classes in naive (...)". */
    private static String apart(ReportedMethod method) {
        double gap = gap(method);
        return Numbers.points(Math.abs(gap)) + " points " + (gap >= 0 ? "behind" : "ahead of")
                + " many-shot classes in "
                + method.name() + " (" + Numbers.percent(method.plain().value(FEW)) + " against "
                + Numbers.percent(method.plain().value(MANY)) + ")";
    }

    private static double gap(ReportedMethod method) {
        return method.plain().value(MANY) - method.plain().value(FEW);
    }
}
