package org.weightbalancing.app.result;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.io.Csv;
import org.weightbalancing.eval.Metric;

/** Results as files for programs: fractions, not percent; what is undefined is empty in CSV and null in JSON. */
public final class ResultFiles {

    // As in the table; the others follow in their own order.
    private static final List<Metric> FIRST =
            List.of(Metric.MANY, Metric.MEDIUM, Metric.FEW, Metric.ACCURACY, Metric.MEAN_CLASS_ACCURACY);
    private static final List<Metric> COLUMNS = Stream.concat(
                    FIRST.stream(), Stream.of(Metric.values()).filter(metric -> !FIRST.contains(metric)))
            .toList();

    private ResultFiles() {}

    /** Writes report.txt, report.json, report.csv, classes.csv, predictions.csv and the samples. */
    public static void write(Results results, Images images, RunDirectory directory) {
        List<Sample> samples = images.test().hasPixels() ? Sample.of(results) : List.of();
        samples.forEach(sample -> directory.write(sample.file(), sample.png(images.test())));
        directory.write("report.txt", ResultTable.text(results));
        directory.write("report.csv", summary(results));
        directory.write("classes.csv", classes(results));
        directory.write("predictions.csv", predictions(results));
        directory.write("report.json", ResultJson.text(results, samples));
    }

    static String summary(Results results) {
        StringBuilder csv = new StringBuilder("method,averaging,"
                + COLUMNS.stream().map(Metric::toString).collect(Collectors.joining(",")) + ",temperature,stamp\n");
        for (MethodResult method : results.methods()) {
            String stamp = method.stamp().orElse("");
            TemperatureScaled scaled = method.scaled();
            csv.append(line(method, "plain", method.plain(), "", stamp));
            method.flipped().ifPresent(flipped -> csv.append(line(method, "flip", flipped, "", stamp)));
            csv.append(line(
                    method,
                    "plain",
                    scaled.measured(),
                    Csv.number(scaled.temperature()),
                    scaled.stamp().orElse(stamp)));
        }
        return csv.toString();
    }

    private static String line(
            MethodResult method, String averaging, Measured measured, String temperature, String stamp) {
        return method.name() + "," + averaging + ","
                + COLUMNS.stream().map(measured::of).map(Csv::number).collect(Collectors.joining(","))
                + "," + temperature + "," + stamp + "\n";
    }

    private static String classes(Results results) {
        StringJoiner header = new StringJoiner(",").add("class").add("name").add("train-images");
        for (MethodResult method : results.methods()) {
            header.add(stamped(method) + " accuracy").add(stamped(method) + " norm");
        }
        StringBuilder csv = new StringBuilder(header + "\n");
        for (int c = 0; c < results.trainCounts().size(); c++) {
            StringJoiner line = new StringJoiner(",")
                    .add(Integer.toString(c))
                    .add(Csv.quoted(results.classNames().get(c)))
                    .add(results.trainCounts().get(c).toString());
            for (MethodResult method : results.methods()) {
                line.add(Csv.number(method.plain().report().classes().get(c).accuracy()));
                line.add(Csv.number(method.norms().get(c)));
            }
            csv.append(line).append('\n');
        }
        return csv.toString();
    }

    private static String predictions(Results results) {
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
}
