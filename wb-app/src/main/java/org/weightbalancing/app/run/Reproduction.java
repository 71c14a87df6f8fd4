package org.weightbalancing.app.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbalancing.app.result.RunRecord;
import org.weightbalancing.eval.Metric;

/**
 * A run and its repetition, field by field.
 *
 * @param run as it was
 * @param again as it came out now
 */
public record Reproduction(RunRecord run, RunRecord again) {

    private static final String ABSENT = "absent";
    private static final Set<String> ACCURACIES = Stream.of(
                    Metric.ACCURACY, Metric.MEAN_CLASS_ACCURACY, Metric.MANY, Metric.MEDIUM, Metric.FEW)
            .map(Metric::toString)
            .collect(Collectors.toUnmodifiableSet());

    /** Whether all networks came out equal to the last bit. */
    public boolean sameWeights() {
        return run.weights().equals(again.weights()) && !run.weights().isEmpty();
    }

    /**
     * The largest difference of an accuracy that both runs tell of; infinite if one is defined in one run only. Likelihoods
     * and calibration errors have other scales, and those of earlier versions tell nothing of them.
     */
    public double largestDifference() {
        double largest = 0;
        Set<String> both = new LinkedHashSet<>(run.metrics().keySet());
        both.retainAll(again.metrics().keySet());
        for (String metric : both) {
            if (!ACCURACIES.contains(word(metric))) {
                continue;
            }
            double left = run.metrics().get(metric);
            double right = again.metrics().get(metric);
            if (Double.isNaN(left) != Double.isNaN(right)) {
                return Double.POSITIVE_INFINITY;
            }
            largest = Double.isNaN(left) ? largest : Math.max(largest, Math.abs(left - right));
        }
        return largest;
    }

    /** What differs, as tables for people: of the surroundings, of the weights, of the metrics. */
    public String text() {
        StringBuilder text = new StringBuilder();
        fields(text, "times and memory", key -> key.startsWith("times.") || key.startsWith("peak-"));
        // A network's file holds the time at which it was written, and the experiment is compared by its SHA-256.
        fields(
                text,
                "all other fields",
                key -> !key.startsWith("times.")
                        && !key.startsWith("peak-")
                        && !key.startsWith("networks.")
                        && !key.equals("experiment"));
        weights(text);
        metrics(text);
        return text.toString();
    }

    private void fields(StringBuilder text, String title, Predicate<String> which) {
        List<String> differing = new ArrayList<>();
        int equal = 0;
        for (String key : keys(run.provenance(), again.provenance())) {
            String left = run.provenance().getOrDefault(key, ABSENT);
            String right = again.provenance().getOrDefault(key, ABSENT);
            if (!which.test(key)) {
                continue;
            }
            if (left.equals(right)) {
                equal++;
            } else {
                differing.add(row(key, left, right));
            }
        }
        text.append(row(title + ": " + equal + " equal, " + differing.size() + " differ", "run", "reproduction"));
        differing.forEach(text::append);
        text.append('\n');
    }

    private void weights(StringBuilder text) {
        text.append(row("weights", "run", "reproduction"));
        for (String network : keys(run.weights(), again.weights())) {
            String left = run.weights().getOrDefault(network, ABSENT);
            String right = again.weights().getOrDefault(network, ABSENT);
            text.append(row(network, brief(left), left.equals(right) ? "equal" : brief(right)));
        }
        text.append('\n');
    }

    private void metrics(StringBuilder text) {
        text.append(row("metrics, fractions in %", "run", "reproduction"));
        for (String metric : keys(run.metrics(), again.metrics())) {
            double left = run.metrics().getOrDefault(metric, Double.NaN);
            double right = again.metrics().getOrDefault(metric, Double.NaN);
            boolean equal = Double.compare(left, right) == 0;
            int scale = isFraction(metric) ? 100 : 1;
            text.append(row(
                    metric,
                    number(scale * left),
                    equal
                            ? "equal"
                            : number(scale * right) + String.format(Locale.ROOT, " (%+.4f)", scale * (right - left))));
        }
    }

    private static String brief(String fingerprint) {
        return fingerprint.length() > 16 ? fingerprint.substring(0, 16) + "..." : fingerprint;
    }

    // The metric's name is the last word, behind that of the method.
    private static String word(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private static boolean isFraction(String name) {
        String last = word(name);
        return Arrays.stream(Metric.values())
                .anyMatch(metric -> metric.isFraction() && metric.toString().equals(last));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String row(String name, String left, String right) {
        return String.format("%-52s  %-28s  %s\n", name, left, right);
    }

    private static Set<String> keys(Map<String, ?> left, Map<String, ?> right) {
        Set<String> keys = new LinkedHashSet<>(left.keySet());
        keys.addAll(right.keySet());
        return keys;
    }
}
