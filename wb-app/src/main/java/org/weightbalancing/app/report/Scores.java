package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbalancing.eval.Metric;

/**
 * The numbers of one method on the test images, as report.json holds them; what is missing is NaN.
 *
 * @param node the object with the metrics
 */
record Scores(JsonNode node) {

    // A resample mostly has a worse worst class or bin than the images themselves: its spread lies beside the value.
    private static final Set<String> WITHOUT_INTERVAL = Stream.of(
                    Metric.WORST_CLASS_ACCURACY,
                    Metric.WORST_10_PERCENT,
                    Metric.HARMONIC_MEAN_ACCURACY,
                    Metric.GEOMETRIC_MEAN_ACCURACY,
                    Metric.MCE)
            .map(Metric::toString)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Bounds of a metric.
     *
     * @param lower end
     * @param upper end
     */
    record Interval(double lower, double upper) {

        /** Whether both have a value in common. */
        boolean meets(Interval other) {
            return lower <= other.upper && other.lower <= upper;
        }
    }

    /**
     * One bin of the reliability diagram.
     *
     * @param lower end of the confidences
     * @param upper end of the confidences
     * @param items test images in it
     * @param confidence their mean; NaN if there is none
     * @param accuracy their share that is right; NaN if there is none
     */
    record Bin(double lower, double upper, long items, double confidence, double accuracy) {}

    /** A metric by its name. */
    double value(String metric) {
        return number(node.path(metric));
    }

    /** A metric; NaN where it is missing. */
    double value(Metric metric) {
        return value(metric.toString());
    }

    /** The bootstrap interval of a metric, if it has one. */
    Optional<Interval> interval(Metric metric) {
        return interval(metric.toString());
    }

    /** The bootstrap interval of a metric, if it was computed and is defined; none of a metric that resampling misleads. */
    Optional<Interval> interval(String metric) {
        if (WITHOUT_INTERVAL.contains(metric)) {
            return Optional.empty();
        }
        JsonNode interval = node.path("intervals").path(metric);
        return Optional.of(new Interval(number(interval.path("lower")), number(interval.path("upper"))))
                .filter(bounds -> !Double.isNaN(bounds.lower()) && !Double.isNaN(bounds.upper()));
    }

    /** A number of each class, such as {@code class-f1}, of as many as there are. */
    List<Double> ofClasses(String name) {
        List<Double> values = new ArrayList<>();
        node.path(name).forEach(value -> values.add(number(value)));
        return List.copyOf(values);
    }

    /** A number of one class; NaN beyond the last. */
    double ofClass(String name, int c) {
        return number(node.path(name).path(c));
    }

    /** The bins of the reliability diagram; none in an old run. */
    List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (JsonNode bin : node.path("reliability")) {
            bins.add(new Bin(
                    number(bin.path("lower")),
                    number(bin.path("upper")),
                    bin.path("items").asLong(),
                    number(bin.path("confidence")),
                    number(bin.path("accuracy"))));
        }
        return List.copyOf(bins);
    }

    /** Names of the metrics that are there, in their order. */
    List<String> metrics() {
        return node.properties().stream()
                .filter(entry -> entry.getValue().isNumber() || entry.getValue().isNull())
                .map(entry -> entry.getKey())
                .toList();
    }

    /** Names of the conventions of shot groups that are there. */
    List<String> conventions() {
        return node.path("conventions").properties().stream()
                .map(entry -> entry.getKey())
                .toList();
    }

    /** The accuracy on a group of a convention. */
    double convention(String convention, String group) {
        return number(node.path("conventions").path(convention).path(group));
    }

    private static double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }
}
