package org.weightbalancing.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Test images of some classes with what each method takes them for, as the template wants them. */
final class SampleGallery {

    private static final int MOST_IMAGES = 96;
    private static final long LARGEST_FILE = 300_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final Path run;
    private final ReportedResults results;
    private final Map<Integer, CsvTable.Row> predictions;

    private SampleGallery(ReportedRun run, ReportedResults results) {
        this.run = run.path();
        this.results = results;
        this.predictions = predictions(run.predictions());
    }

    /** The classes with images, in the order of the samples; none in an old run. */
    static List<Map<String, Object>> of(ReportedRun run, ReportedResults results) {
        return results.samples().isEmpty() ? List.of() : new SampleGallery(run, results).classes();
    }

    private Map<Integer, CsvTable.Row> predictions(Optional<CsvTable> table) {
        List<Integer> shown =
                results.samples().stream().map(ReportedResults.Sample::image).toList();
        Map<Integer, CsvTable.Row> rows = new LinkedHashMap<>();
        table.map(CsvTable::rows).orElse(List.of()).stream()
                .filter(row -> shown.contains(row.whole("image")))
                .forEach(row -> rows.put(row.whole("image"), row));
        return rows;
    }

    private List<Map<String, Object>> classes() {
        return results.samples().stream()
                .filter(sample -> sample.label() >= 0 && sample.label() < results.classes())
                .limit(MOST_IMAGES)
                .collect(Collectors.groupingBy(ReportedResults.Sample::label, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> gallery(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Map<String, Object> gallery(int c, List<ReportedResults.Sample> samples) {
        List<Map<String, Object>> images = new ArrayList<>();
        for (ReportedResults.Sample sample : samples) {
            picture(sample)
                    .ifPresent(source -> images.add(Map.of(
                            "image", sample.image(), "source", source, "name", name(c), "guesses", guesses(sample))));
        }
        return Map.of(
                "class", c,
                "name", name(c),
                "group", results.group(c).word(),
                "trained", results.trainCounts().get(c),
                "accuracies",
                        results.methods().stream()
                                .map(method -> method.label() + " "
                                        + Numbers.percent(method.plain().ofClass("class-accuracies", c)))
                                .collect(Collectors.joining(", ")),
                "images", images);
    }

    private List<Map<String, Object>> guesses(ReportedResults.Sample sample) {
        CsvTable.Row row = predictions.get(sample.image());
        if (row == null) {
            return List.of();
        }
        return results.methods().stream()
                .filter(method -> !Double.isNaN(row.number(method.label())))
                .map(method -> guess(method.name(), row.whole(method.label()), sample.label()))
                .toList();
    }

    private Map<String, Object> guess(String method, int predicted, int label) {
        return Map.of("method", method, "right", predicted == label, "name", name(predicted));
    }

    private String name(int c) {
        return c >= 0 && c < results.classes() ? results.classNames().get(c) : Integer.toString(c);
    }

    /** The picture, if it is a PNG of this run that is not too large for a page. */
    private Optional<String> picture(ReportedResults.Sample sample) {
        Path file = run.resolve(sample.file().replace('\0', '_'));
        try {
            if (!Files.isRegularFile(file)
                    || !file.toRealPath().startsWith(run.toRealPath())
                    || Files.size(file) > LARGEST_FILE) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            boolean png = bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length);
            return png ? Optional.of(DataUri.png(bytes)) : Optional.empty();
        } catch (IOException e) {
            throw new ReportException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
