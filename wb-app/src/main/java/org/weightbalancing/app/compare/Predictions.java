package org.weightbalancing.app.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.weightbalancing.app.folder.RunDirectory;
import org.weightbalancing.app.io.RunDirectoryException;
import org.weightbalancing.app.io.StoredJson;
import org.weightbalancing.app.result.StoredReport;
import org.weightbalancing.app.training.Provenance;
import org.weightbalancing.eval.ShotGroups;

/** What the methods of an earlier run predicted for its test images. */
final class Predictions {

    private final RunDirectory directory;
    private final String testImages;
    private final ShotGroups groups;
    private final int[] trainCounts;
    private final int[] truth;
    private final Map<String, int[]> methods;

    private Predictions(RunDirectory directory, JsonNode report, String testImages, int[][] columns) {
        this.directory = directory;
        this.testImages = testImages;
        this.groups = new ShotGroups(
                report.path("shot-groups").path("many-above").asInt(),
                report.path("shot-groups").path("few-below").asInt());
        JsonNode counts = report.path("train-counts");
        this.trainCounts = IntStream.range(0, counts.size())
                .map(c -> counts.get(c).asInt())
                .toArray();
        this.truth = columns[1];
        this.methods = new LinkedHashMap<>();
        for (JsonNode method : report.path("methods")) {
            methods.put(method.path("name").asText(), columns[2 + methods.size()]);
        }
    }

    /**
     * Reads report.json, provenance.json and predictions.csv.
     *
     * @throws RunDirectoryException if the run is not complete or cannot be read
     */
    static Predictions read(RunDirectory directory) {
        JsonNode report = StoredReport.read(directory);
        JsonNode data = StoredJson.read(directory.file(RunDirectory.PROVENANCE)).path(Provenance.FINGERPRINTS);
        Path file = directory.file("predictions.csv");
        int[][] columns = columns(file, 2 + report.path("methods").size());
        return new Predictions(directory, report, data.path("test").asText(), columns);
    }

    private static int[][] columns(Path file, int columns) {
        try {
            List<String> lines = Files.readAllLines(file);
            int[][] values = new int[columns][lines.size() - 1];
            for (int image = 0; image < lines.size() - 1; image++) {
                String[] cells = lines.get(image + 1).split(",", -1);
                for (int column = 0; column < columns; column++) {
                    values[column][image] = Integer.parseInt(cells[column]);
                }
            }
            return values;
        } catch (IOException e) {
            throw new RunDirectoryException(file + " cannot be read: " + e.getMessage(), e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new RunDirectoryException(file + " is not the table of predictions that wb wrote", e);
        }
    }

    /**
     * Refuses predictions that cannot be compared image by image and class by class.
     *
     * @throws RunDirectoryException naming both runs, if their test images, training counts or shot groups differ
     */
    void requireSameImages(Predictions other) {
        String both = directory.path() + " and " + other.directory.path();
        if (!testImages.equals(other.testImages) || truth.length != other.truth.length) {
            throw new RunDirectoryException(both + " were tested on different images: the fingerprints are "
                    + testImages + " and " + other.testImages);
        }
        if (!Arrays.equals(trainCounts, other.trainCounts) || !groups.equals(other.groups)) {
            throw new RunDirectoryException(
                    both + " have different many-, medium- and few-shot classes: training counts or bounds differ");
        }
    }

    RunDirectory directory() {
        return directory;
    }

    /** The names of the methods, in the order of the experiment. */
    List<String> methods() {
        return new ArrayList<>(methods.keySet());
    }

    /** The bounds of the shot groups. */
    ShotGroups groups() {
        return groups;
    }

    /** Training images of each class. */
    int[] trainCounts() {
        return trainCounts.clone();
    }

    /** The class of each test image. */
    int[] truth() {
        return truth.clone();
    }

    /** What a method predicted for each test image. */
    int[] of(String method) {
        return methods.get(method).clone();
    }
}
