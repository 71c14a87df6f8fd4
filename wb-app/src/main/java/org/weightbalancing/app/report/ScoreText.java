package org.weightbalancing.app.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.search.ValueText;
import org.weightbalancing.eval.Metric;

/**
 * A measure of trials as people read it: fractions in per cent with two decimals, other numbers with four digits, "n/a"
 * where undefined.
 *
 * @param measure its name, of a {@link Metric} or of anything else
 */
public record ScoreText(String measure) {

    private static final int PERCENT = 100;

    /** A constraint, such as "ece of at most 5.00 %". */
    public static String of(Constraint constraint) {
        ScoreText measure = new ScoreText(constraint.measure());
        boolean lower = constraint.atLeast() > Double.NEGATIVE_INFINITY;
        boolean upper = constraint.atMost() < Double.POSITIVE_INFINITY;
        String bounds = lower && upper
                ? "from " + measure.words(constraint.atLeast()) + " to " + measure.words(constraint.atMost())
                : lower
                        ? "of at least " + measure.words(constraint.atLeast())
                        : "of at most " + measure.words(constraint.atMost());
        return constraint.measure() + " " + bounds;
    }

    private Optional<Metric> metric() {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.toString().equals(measure))
                .findFirst();
    }

    private boolean isFraction() {
        return metric().filter(Metric::isFraction).isPresent();
    }

    /** Whether a larger number is better; so it is where the measure is no metric. */
    boolean largerIsBetter() {
        return metric().map(Metric::largerIsBetter).orElse(true);
    }

    /** The number as it is drawn, in the unit of the heading. */
    double shown(double value) {
        return isFraction() ? PERCENT * value : value;
    }

    /** What stands above its numbers, with their unit. */
    public String heading() {
        return isFraction() ? measure + ", %" : measure;
    }

    /** A number without its unit. */
    public String cell(double value) {
        if (Double.isNaN(value)) {
            return Numbers.UNDEFINED;
        }
        return isFraction() && Double.isFinite(value)
                ? String.format(Locale.ROOT, "%.2f", PERCENT * value)
                : ValueText.of(value);
    }

    /** A number with its unit. */
    public String words(double value) {
        return cell(value) + (isFraction() && Double.isFinite(value) ? " %" : "");
    }

    /** A distance between two numbers, with its unit. */
    String distance(double value) {
        return isFraction() ? Numbers.fixed(PERCENT * value, 2) + " points" : ValueText.of(value);
    }
}
