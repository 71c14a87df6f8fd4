package org.weightbalancing.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A run and its repetition, field by field.
 *
 * @param run as it was
 * @param again as it came out now
 */
record Reproduction(RunRecord run, RunRecord again) {

    private static final String ABSENT = "absent";

    /** Whether all networks came out equal to the last bit. */
    boolean sameWeights() {
        return run.weights().equals(again.weights()) && !run.weights().isEmpty();
    }

    /** The largest difference of a metric; infinite if one is defined in one run only. */
    double largestDifference() {
        double largest = 0;
        for (String metric : keys(run.metrics(), again.metrics())) {
            double left = run.metrics().getOrDefault(metric, Double.NaN);
            double right = again.metrics().getOrDefault(metric, Double.NaN);
            if (Double.isNaN(left) != Double.isNaN(right)) {
                return Double.POSITIVE_INFINITY;
            }
            largest = Double.isNaN(left) ? largest : Math.max(largest, Math.abs(left - right));
        }
        return largest;
    }

    /** What differs, as tables for people: of the surroundings, of the weights, of the metrics. */
    String text() {
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
        text.append(row("metrics, %", "run", "reproduction"));
        for (String metric : keys(run.metrics(), again.metrics())) {
            double left = run.metrics().getOrDefault(metric, Double.NaN);
            double right = again.metrics().getOrDefault(metric, Double.NaN);
            boolean equal = Double.compare(left, right) == 0;
            text.append(row(
                    metric,
                    percent(left),
                    equal ? "equal" : percent(right) + String.format(Locale.ROOT, " (%+.4f)", 100 * (right - left))));
        }
    }

    private static String brief(String fingerprint) {
        return fingerprint.length() > 16 ? fingerprint.substring(0, 16) + "..." : fingerprint;
    }

    private static String percent(double fraction) {
        return Double.isNaN(fraction) ? "n/a" : String.format(Locale.ROOT, "%.4f", 100 * fraction);
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
