package org.weightbalancing.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.eval.Metric;

/** Whether the probabilities of methods mean what they say: nearly uniform, too sure, too unsure. */
final class CalibrationFindings {

    /** From this fraction of the largest entropy, log C, probabilities are called nearly uniform. */
    private static final double NEARLY_UNIFORM = 0.95;

    /** Further apart than this, mean confidence and accuracy are told. */
    private static final double APART = 0.05;

    private CalibrationFindings() {}

    static List<Finding> of(ReportedResults results) {
        List<Finding> findings = new ArrayList<>();
        for (ReportedMethod method : results.methods()) {
            of(results, method).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> of(ReportedResults results, ReportedMethod method) {
        double confidence = method.plain().value(Metric.CONFIDENCE);
        double accuracy = method.plain().value(Metric.ACCURACY);
        if (method.plain().value(Metric.ENTROPY) >= NEARLY_UNIFORM) {
            return Optional.of(Finding.warning(
                    "Calibration",
                    "The probabilities of " + method.label()
                            + " are nearly uniform: mean confidence " + Numbers.percent(confidence) + ", where 1/C is "
                            + Numbers.significant(100.0 / results.classes()) + " %" + calibration(method) + "."));
        }
        if (confidence - accuracy > APART) {
            return Optional.of(Finding.result(
                    "Calibration",
                    method.label() + " is overconfident: " + against(confidence, accuracy) + calibration(method)
                            + "."));
        }
        if (accuracy - confidence > APART) {
            return Optional.of(Finding.result(
                    "Calibration",
                    method.label() + " is less confident than it is right: " + against(confidence, accuracy)
                            + calibration(method) + "."));
        }
        return Optional.empty();
    }

    private static String against(double confidence, double accuracy) {
        return "mean confidence " + Numbers.percent(confidence) + ", accuracy " + Numbers.percent(accuracy);
    }

    private static String calibration(ReportedMethod method) {
        double before = method.plain().value(Metric.ECE);
        double after = method.scaled().map(scaled -> scaled.value(Metric.ECE)).orElse(Double.NaN);
        if (Double.isNaN(before)) {
            return "";
        }
        if (Double.isNaN(after) || method.temperature().isEmpty()) {
            return "; ECE " + Numbers.percent(before);
        }
        return "; ECE " + Numbers.percent(before) + " before and " + Numbers.percent(after) + " after a temperature of "
                + Numbers.significant(method.temperature().getAsDouble())
                + (method.fittedOn().isEmpty() ? "" : " fitted on " + method.fittedOn() + " images")
                + (method.atBound() ? ", the last that was tried" : "");
    }
}
