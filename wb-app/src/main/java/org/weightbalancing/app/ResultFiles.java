package org.weightbalancing.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.StringJoiner;
import org.weightbalancing.eval.LongTailReport;

/** Results as files for programs: fractions, not percent; what is undefined is empty in CSV and null in JSON. */
final class ResultFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultFiles() {}

    /** Writes report.txt, report.json, report.csv, classes.csv and predictions.csv. */
    static void write(Results results, RunDirectory directory) {
        directory.write("report.txt", ResultTable.text(results));
        directory.write("report.json", json(results));
        directory.write("report.csv", summary(results));
        directory.write("classes.csv", classes(results));
        directory.write("predictions.csv", predictions(results));
    }

    static String json(Results results) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("shot-groups")
                .put("many-above", results.groups().manyAbove())
                .put("few-below", results.groups().fewBelow());
        ArrayNode counts = root.putArray("train-counts");
        results.trainCounts().forEach(counts::add);
        ArrayNode methods = root.putArray("methods");
        for (MethodResult method : results.methods()) {
            ObjectNode node = methods.addObject().put("name", method.name());
            method.stamp().ifPresent(stamp -> node.put("stamp", stamp));
            report(node.putObject("plain"), method.plain());
            method.flipped().ifPresent(flipped -> report(node.putObject("flip-averaged"), flipped));
            ArrayNode norms = node.putArray("classifier-norms");
            method.norms().forEach(norms::add);
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and names is always JSON", e);
        }
    }

    private static void report(ObjectNode node, LongTailReport report) {
        number(node, "many", report.many());
        number(node, "medium", report.medium());
        number(node, "few", report.few());
        number(node, "accuracy", report.accuracy());
        number(node, "mean-class-accuracy", report.meanClassAccuracy());
        ArrayNode classes = node.putArray("class-accuracies");
        for (double accuracy : report.classAccuracies()) {
            if (Double.isNaN(accuracy)) {
                classes.addNull();
            } else {
                classes.add(accuracy);
            }
        }
    }

    private static void number(ObjectNode node, String key, double value) {
        if (Double.isNaN(value)) {
            node.putNull(key);
        } else {
            node.put(key, value);
        }
    }

    static String summary(Results results) {
        StringBuilder csv = new StringBuilder("method,averaging,many,medium,few,accuracy,mean-class-accuracy,stamp\n");
        for (MethodResult method : results.methods()) {
            csv.append(line(method, "plain", method.plain()));
            method.flipped().ifPresent(flipped -> csv.append(line(method, "flip", flipped)));
        }
        return csv.toString();
    }

    private static String line(MethodResult method, String averaging, LongTailReport report) {
        return String.join(
                        ",",
                        method.name(),
                        averaging,
                        cell(report.many()),
                        cell(report.medium()),
                        cell(report.few()),
                        cell(report.accuracy()),
                        cell(report.meanClassAccuracy()),
                        method.stamp().orElse(""))
                + "\n";
    }

    static String classes(Results results) {
        StringJoiner header = new StringJoiner(",").add("class").add("name").add("train-images");
        for (MethodResult method : results.methods()) {
            header.add(stamped(method) + " accuracy").add(stamped(method) + " norm");
        }
        StringBuilder csv = new StringBuilder(header + "\n");
        for (int c = 0; c < results.trainCounts().size(); c++) {
            StringJoiner line = new StringJoiner(",")
                    .add(Integer.toString(c))
                    .add(quoted(results.classNames().get(c)))
                    .add(results.trainCounts().get(c).toString());
            for (MethodResult method : results.methods()) {
                line.add(cell(method.plain().classAccuracies()[c]));
                line.add(cell(method.norms().get(c)));
            }
            csv.append(line).append('\n');
        }
        return csv.toString();
    }

    static String predictions(Results results) {
        StringJoiner header = new StringJoiner(",").add("image").add("class");
        results.methods().forEach(method -> header.add(stamped(method)));
        StringBuilder csv = new StringBuilder(header + "\n");
        for (int image = 0; image < results.truth().size(); image++) {
            csv.append(image).append(',').append(results.truth().get(image));
            for (MethodResult method : results.methods()) {
                csv.append(',').append(method.predicted().get(image));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String stamped(MethodResult method) {
        return method.name() + method.stamp().map(stamp -> " (" + stamp + ")").orElse("");
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
    }
}
