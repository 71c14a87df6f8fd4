package org.weightbalancing.app.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;
import org.weightbalancing.app.folder.RepetitionFolder;
import org.weightbalancing.app.io.Csv;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.app.result.ComparedRuns;
import org.weightbalancing.eval.MeanInterval;
import org.weightbalancing.eval.Metric;
import org.weightbalancing.eval.PairedDifference;

/** A summary as files for programs: fractions, not percent; what is undefined is empty in CSV and null in JSON. */
public final class SummaryFiles {

    private SummaryFiles() {}

    /** Writes summary.txt, summary.csv and summary.json. */
    public static void write(Summary summary, RepetitionFolder folder) {
        folder.write("summary.txt", SummaryText.of(summary));
        folder.write("summary.csv", csv(summary));
        folder.write("summary.json", json(summary));
    }

    static String csv(Summary summary) {
        Map<String, Map<Metric, Double>> corrected = corrected(summary);
        StringBuilder csv = new StringBuilder("method,averaging,group,mean,sd,lower,upper,n,selected-on,stamp,"
                + "difference,difference-lower,difference-upper,p,p-corrected\n");
        for (Summary.Method method : summary.methods()) {
            for (int group = 0; group < Summary.GROUPS.size(); group++) {
                MeanInterval plain = method.reached().plain().get(Summary.GROUPS.get(group));
                double p = corrected
                        .getOrDefault(method.reached().name(), Map.of())
                        .getOrDefault(Summary.GROUPS.get(group), Double.NaN);
                csv.append(line(method, "plain", group, plain, difference(summary, method, group), p));
            }
            method.reached().flipped().ifPresent(flipped -> {
                for (int group = 0; group < Summary.GROUPS.size(); group++) {
                    MeanInterval accuracy = flipped.get(Summary.GROUPS.get(group));
                    csv.append(line(method, "flip", group, accuracy, Optional.empty(), Double.NaN));
                }
            });
        }
        return csv.toString();
    }

    /** The corrected p of each method that is compared, by its name. */
    private static Map<String, Map<Metric, Double>> corrected(Summary summary) {
        List<Map<Metric, Double>> corrected = PairedComparison.corrected(summary.paired());
        Map<String, Map<Metric, Double>> byMethod = new HashMap<>();
        for (int i = 0; i < corrected.size(); i++) {
            byMethod.put(summary.paired().get(i).first().method(), corrected.get(i));
        }
        return byMethod;
    }

    private static Optional<PairedDifference> difference(Summary summary, Summary.Method method, int group) {
        return summary.paired().stream()
                .filter(comparison ->
                        comparison.first().method().equals(method.reached().name()))
                .map(comparison -> comparison.differences().get(Summary.GROUPS.get(group)))
                .findFirst();
    }

    private static String line(
            Summary.Method method,
            String averaging,
            int group,
            MeanInterval accuracy,
            Optional<PairedDifference> difference,
            double corrected) {
        StringJoiner line = new StringJoiner(",", "", "\n")
                .add(method.reached().name())
                .add(averaging)
                .add(Summary.GROUPS.get(group).toString());
        DoubleStream.of(accuracy.mean(), accuracy.deviation(), accuracy.lower(), accuracy.upper())
                .forEach(value -> line.add(Csv.number(value)));
        line.add(Integer.toString(accuracy.values()))
                .add(method.selection().toString())
                .add(method.reached().stamp().orElse(""));
        line.add(Csv.number(difference.map(found -> found.interval().estimate()).orElse(Double.NaN)))
                .add(Csv.number(
                        difference.map(found -> found.interval().lower()).orElse(Double.NaN)))
                .add(Csv.number(
                        difference.map(found -> found.interval().upper()).orElse(Double.NaN)))
                .add(Csv.number(difference.map(PairedDifference::p).orElse(Double.NaN)))
                .add(Csv.number(corrected));
        return line.toString();
    }

    static String json(Summary summary) {
        ObjectNode root = new ObjectMapper().createObjectNode().put("experiment", summary.experiment());
        numbers(root.putArray("seeds"), summary.planned());
        numbers(root.putArray("complete"), summary.complete());
        ObjectNode diverged = root.putObject("diverged");
        summary.diverged().forEach((seed, how) -> diverged.put(Long.toString(seed), how));
        root.put("level", ComparedRuns.LEVEL);
        ArrayNode methods = root.putArray("methods");
        summary.methods().forEach(method -> method(methods.addObject(), method));
        if (!summary.paired().isEmpty()) {
            ObjectNode paired = root.putObject("paired-bootstrap")
                    .put("against", summary.paired().get(0).second().method())
                    .put(
                            "resamples",
                            PairedComparison.resamples(summary.paired().size()));
            ObjectNode differences = paired.putObject("differences");
            Map<String, Map<Metric, Double>> corrected = corrected(summary);
            summary.paired()
                    .forEach(comparison -> differences(
                            differences,
                            comparison,
                            corrected.get(comparison.first().method())));
        }
        return StoredJson.text(root);
    }

    private static void numbers(ArrayNode array, List<Long> numbers) {
        numbers.forEach(array::add);
    }

    private static void method(ObjectNode node, Summary.Method method) {
        node.put("name", method.reached().name())
                .put("selected-on", method.selection().toString());
        method.reached().stamp().ifPresent(stamp -> node.put("stamp", stamp));
        ArrayNode fitted = node.putArray("fitted-on-validation");
        method.fitted().forEach(fitted::add);
        accuracies(node.putObject("plain"), method.reached().plain());
        method.reached().flipped().ifPresent(flipped -> accuracies(node.putObject("flip-averaged"), flipped));
    }

    private static void accuracies(ObjectNode node, Map<Metric, MeanInterval> accuracies) {
        for (Metric metric : Summary.GROUPS) {
            MeanInterval accuracy = accuracies.get(metric);
            ObjectNode numbers = node.putObject(metric.toString()).put("n", accuracy.values());
            number(numbers, "mean", accuracy.mean());
            number(numbers, "sd", accuracy.deviation());
            number(numbers, "lower", accuracy.lower());
            number(numbers, "upper", accuracy.upper());
        }
    }

    private static void differences(ObjectNode node, PairedComparison comparison, Map<Metric, Double> corrected) {
        ObjectNode method = node.putObject(comparison.first().method());
        for (Metric metric : Summary.GROUPS) {
            PairedDifference difference = comparison.differences().get(metric);
            ObjectNode numbers = method.putObject(metric.toString());
            number(numbers, "difference", difference.interval().estimate());
            number(numbers, "lower", difference.interval().lower());
            number(numbers, "upper", difference.interval().upper());
            number(numbers, "not-above-0", difference.notAbove());
            number(numbers, "p", difference.p());
            number(numbers, "p-corrected", corrected.get(metric));
        }
    }

    private static void number(ObjectNode node, String key, double value) {
        if (Double.isNaN(value)) {
            node.putNull(key);
        } else {
            node.put(key, value);
        }
    }
}
