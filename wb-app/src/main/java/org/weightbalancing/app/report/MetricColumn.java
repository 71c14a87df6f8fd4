package org.weightbalancing.app.report;

import java.util.List;
import java.util.Set;

/**
 * A metric as tables show it.
 *
 * @param metric its name in files
 * @param label heading of its column
 * @param meaning of the number
 */
record MetricColumn(String metric, String label, String meaning) {

    private static final Set<String> NOT_FRACTIONS = Set.of("nll", "brier");
    private static final Set<String> SMALLER_IS_BETTER = Set.of("nll", "brier", "ece", "mce", "adaptive-ece");

    /** What the summary shows, where a method has it. */
    static final List<MetricColumn> SUMMARY = List.of(
            new MetricColumn("accuracy", "All, %", "accuracy on all test images"),
            new MetricColumn("many", "Many, %", "mean accuracy of many-shot classes"),
            new MetricColumn("medium", "Medium, %", "mean accuracy of medium-shot classes"),
            new MetricColumn("few", "Few, %", "mean accuracy of few-shot classes"),
            new MetricColumn("worst-class-accuracy", "Worst class, %", "accuracy of the worst class"),
            new MetricColumn(
                    "macro-f1", "Macro F1, %", "mean over the classes of the harmonic mean of precision and recall"),
            new MetricColumn("top-5-accuracy", "Top 5, %", "the class is among the five likeliest"),
            new MetricColumn("nll", "NLL", "mean negative log-likelihood, in nats; smaller is better"),
            new MetricColumn("ece", "ECE, %", "expected calibration error; smaller is better"));

    /** What a temperature changes. */
    static final List<MetricColumn> CALIBRATION = List.of(
            new MetricColumn("confidence", "Mean confidence, %", "mean of the largest probability"),
            new MetricColumn("entropy", "Entropy, % of log C", "100 % where probabilities are uniform"),
            new MetricColumn("ece", "ECE, %", "expected calibration error; smaller is better"),
            new MetricColumn("mce", "MCE, %", "largest calibration error of a bin; smaller is better"),
            new MetricColumn("nll", "NLL", "mean negative log-likelihood, in nats; smaller is better"),
            new MetricColumn("brier", "Brier", "mean squared error of the probabilities, 0 to 2; smaller is better"));

    /** Whether one value is better than another. */
    boolean better(double value, double other) {
        return SMALLER_IS_BETTER.contains(metric) ? value < other : value > other;
    }

    /** Whether a best value can be told: confidence and entropy have none. */
    boolean ranks() {
        return !metric.equals("confidence") && !metric.equals("entropy");
    }

    /** A value as its cell shows it: a fraction in percent without sign. */
    String cell(double value) {
        return NOT_FRACTIONS.contains(metric) ? Numbers.fixed(value, 3) : Numbers.points(value);
    }

    /** An interval as its cell shows it. */
    String cell(Scores.Interval interval) {
        return cell(interval.lower()) + "\u2013" + cell(interval.upper());
    }
}
