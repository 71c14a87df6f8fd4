package org.weightbalancing.app.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.eval.Metric;

/**
 * A metric as tables show it.
 *
 * @param metric its name in files
 * @param label heading of its column
 * @param meaning of the number
 */
record MetricColumn(String metric, String label, String meaning) {

    /** What the summary shows, where a method has it. */
    static final List<MetricColumn> SUMMARY = List.of(
            new MetricColumn(Metric.ACCURACY, "All, %", "accuracy on all test images"),
            new MetricColumn(Metric.MANY, "Many, %", "mean accuracy of many-shot classes"),
            new MetricColumn(Metric.MEDIUM, "Medium, %", "mean accuracy of medium-shot classes"),
            new MetricColumn(Metric.FEW, "Few, %", "mean accuracy of few-shot classes"),
            new MetricColumn(Metric.WORST_CLASS_ACCURACY, "Worst class, %", "accuracy of the worst class"),
            new MetricColumn(
                    Metric.MACRO_F1,
                    "Macro F1, %",
                    "mean over the classes of the harmonic mean of precision and recall"),
            new MetricColumn(Metric.TOP_5_ACCURACY, "Top 5, %", "the class is among the five likeliest"),
            new MetricColumn(Metric.NLL, "NLL", "mean negative log-likelihood, in nats; smaller is better"),
            new MetricColumn(Metric.ECE, "ECE, %", "expected calibration error; smaller is better"));

    /** What a temperature changes. */
    static final List<MetricColumn> CALIBRATION = List.of(
            new MetricColumn(Metric.CONFIDENCE, "Mean confidence, %", "mean of the largest probability"),
            new MetricColumn(Metric.ENTROPY, "Entropy, % of log C", "100 % where probabilities are uniform"),
            new MetricColumn(Metric.ECE, "ECE, %", "expected calibration error; smaller is better"),
            new MetricColumn(Metric.MCE, "MCE, %", "largest calibration error of a bin; smaller is better"),
            new MetricColumn(Metric.NLL, "NLL", "mean negative log-likelihood, in nats; smaller is better"),
            new MetricColumn(
                    Metric.BRIER, "Brier", "mean squared error of the probabilities, 0 to 2; smaller is better"));

    private MetricColumn(Metric metric, String label, String meaning) {
        this(metric.toString(), label, meaning);
    }

    /** Whether one value is better than another; the larger one of a metric that is not known. */
    boolean better(double value, double other) {
        return known().map(Metric::largerIsBetter).orElse(true) ? value > other : value < other;
    }

    /** A value as its cell shows it: a fraction, and what is not known, in percent without sign. */
    String cell(double value) {
        return known().map(Metric::isFraction).orElse(true) ? Numbers.points(value) : Numbers.fixed(value, 3);
    }

    /** An interval as its cell shows it. */
    String cell(Scores.Interval interval) {
        return cell(interval.lower()) + "\u2013" + cell(interval.upper());
    }

    /** The metric, if its name is one that is known. */
    Optional<Metric> known() {
        return Arrays.stream(Metric.values())
                .filter(it -> it.toString().equals(metric))
                .findFirst();
    }
}
