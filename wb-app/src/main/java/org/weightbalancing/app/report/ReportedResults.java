package org.weightbalancing.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What report.json tells of a complete run.
 *
 * @param manyAbove a class with more training images is many-shot
 * @param fewBelow a class with fewer is few-shot
 * @param trainCounts training images of each class
 * @param classNames of each class; its number where an old run has no name
 * @param methods in the order of the experiment
 * @param samples test images that are shown
 */
record ReportedResults(
        int manyAbove,
        int fewBelow,
        List<Integer> trainCounts,
        List<String> classNames,
        List<ReportedMethod> methods,
        List<Sample> samples) {

    ReportedResults {
        trainCounts = List.copyOf(trainCounts);
        classNames = List.copyOf(classNames);
        methods = List.copyOf(methods);
        samples = List.copyOf(samples);
    }

    /**
     * A test image.
     *
     * @param image its number
     * @param label its class
     * @param file of the picture, below the run directory
     */
    record Sample(int image, int label, String file) {}

    /** Reads report.json or its beginning, classes.json, and classes.csv for the names that an old report.json lacks. */
    static Optional<ReportedResults> read(Path run, String file, Damage damage) {
        return StoredTree.json(run.resolve(file)).map(root -> of(run, root, damage));
    }

    private static ReportedResults of(Path run, JsonNode root, Damage damage) {
        List<Integer> counts = new ArrayList<>();
        root.path("train-counts").forEach(count -> counts.add(count.asInt()));
        List<ReportedMethod> methods = new ArrayList<>();
        root.path("methods").forEach(method -> methods.add(ReportedMethod.of(method)));
        List<Sample> samples = new ArrayList<>();
        root.path("samples")
                .forEach(sample -> samples.add(new Sample(
                        sample.path("image").asInt(),
                        sample.path("class").asInt(),
                        sample.path("file").asText())));
        JsonNode groups = root.path("shot-groups");
        return new ReportedResults(
                groups.path("many-above").asInt(100),
                groups.path("few-below").asInt(20),
                counts,
                names(run, root.path("class-names"), counts.size(), damage),
                methods,
                samples);
    }

    private static List<String> names(Path run, JsonNode noted, int classes, Damage damage) {
        List<String> names = new ArrayList<>();
        noted.forEach(name -> names.add(name.asText()));
        if (names.isEmpty()) {
            damage.or(Optional.<CsvTable>empty(), () -> CsvTable.read(run.resolve("classes.csv")))
                    .ifPresent(table -> table.rows().forEach(row -> names.add(row.text("name"))));
        }
        IntStream.range(names.size(), classes).forEach(c -> names.add(Integer.toString(c)));
        return names.subList(0, classes);
    }

    /** The number of classes. */
    int classes() {
        return trainCounts.size();
    }

    /** The group of a class. */
    ShotGroup group(int c) {
        int count = trainCounts.get(c);
        if (count > manyAbove) {
            return ShotGroup.MANY;
        }
        return count < fewBelow ? ShotGroup.FEW : ShotGroup.MEDIUM;
    }

    /** The classes of a group. */
    List<Integer> classes(ShotGroup group) {
        return IntStream.range(0, classes())
                .filter(c -> group(c) == group)
                .boxed()
                .toList();
    }

    /** All classes, the most frequent first; the lower number first among equals. */
    List<Integer> byFrequency() {
        return IntStream.range(0, classes())
                .boxed()
                .sorted(Comparator.comparing(trainCounts::get, Comparator.reverseOrder()))
                .toList();
    }
}
