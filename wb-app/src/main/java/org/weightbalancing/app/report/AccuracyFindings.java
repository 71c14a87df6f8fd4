package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.eval.Metric;

/**
 * Which method is best, as far as the intervals tell, and how far frequent and rare classes are apart. Methods that carry
 * a stamp are not compared with the others, and told only if all have one.
 */
final class AccuracyFindings {

    private AccuracyFindings() {}

    static List<Finding> of(ReportedResults results, Optional<PairedEvidence> evidence) {
        List<ReportedMethod> fair = results.methods().stream()
                .filter(method -> method.stamp().isEmpty())
                .toList();
        List<Finding> findings = new ArrayList<>();
        new BestFindings(evidence, Metric.ACCURACY, "All classes", "all test images")
                .of(fair)
                .ifPresent(findings::add);
        new BestFindings(evidence, Metric.FEW, "Rare classes", "few-shot classes")
                .of(fair)
                .ifPresent(findings::add);
        gap(fair.isEmpty() ? results.methods() : fair).ifPresent(findings::add);
        return findings;
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
                + method.label() + " (" + Numbers.percent(method.plain().value(Metric.FEW)) + " against "
                + Numbers.percent(method.plain().value(Metric.MANY)) + ")";
    }

    private static double gap(ReportedMethod method) {
        return method.plain().value(Metric.MANY) - method.plain().value(Metric.FEW);
    }
}
