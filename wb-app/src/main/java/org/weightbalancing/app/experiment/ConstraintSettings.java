package org.weightbalancing.app.experiment;

import org.weightbalancing.app.search.Constraint;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNumber;
import org.weightbalancing.eval.Metric;

/**
 * A bound on a metric.
 *
 * @param metric that is bounded
 * @param atLeast smallest allowed value, or NaN
 * @param atMost largest allowed value, or NaN
 */
public record ConstraintSettings(
        @Setting(doc = "The metric that is bounded, measured on the validation images.", example = "ece")
        Metric metric,

        @Setting(doc = "Smallest allowed value.", optional = true, min = 0)
        double atLeast,

        @Setting(doc = "Largest allowed value.", optional = true, min = 0, example = "0.05")
        double atMost) {

    /** Checks that there is a bound and that values of the metric can meet it. */
    public ConstraintSettings {
        if (Double.isNaN(atLeast) && Double.isNaN(atMost)) {
            throw new InvalidSetting("metric", "is " + metric + ", but nothing bounds it; give at-least or at-most");
        }
        requirePossible("at-least", metric, atLeast);
        requirePossible("at-most", metric, atMost);
        if (atLeast > atMost) {
            throw new InvalidSetting(
                    "at-least",
                    "is " + YamlNumber.text(atLeast) + ", but at-most is " + YamlNumber.text(atMost)
                            + ": no value meets both");
        }
    }

    private static void requirePossible(String key, Metric metric, double bound) {
        double largest = metric.isFraction() ? 1 : metric == Metric.BRIER ? 2 : Double.POSITIVE_INFINITY;
        if (bound > largest) {
            throw new InvalidSetting(
                    key,
                    "is " + YamlNumber.text(bound) + ", but " + metric + " is from 0 to " + YamlNumber.text(largest));
        }
    }

    /** The bound on the measure that has the metric's name. */
    Constraint constraint() {
        return new Constraint(
                metric.toString(),
                Double.isNaN(atLeast) ? Double.NEGATIVE_INFINITY : atLeast,
                Double.isNaN(atMost) ? Double.POSITIVE_INFINITY : atMost);
    }
}
