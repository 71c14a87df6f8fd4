package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;

/** Features of three classes that another program wrote, and the folder that wb made of them. */
final class ImportedFeatures {

    static final int DIMENSION = 5;

    /** An experiment on the features in FOLDER. */
    static final String EXPERIMENT = """
            name: on-features
            seed: 3
            data:
              source: {name: features, folder: FOLDER}
              long-tail: {profile: none, imbalance: 1}
            model: {architecture: features}
            stages:
              - {name: plain, trains: classifier, views: 0, epochs: 3, learning-rate: 0.1, batch: 8}
              - {name: balanced, trains: classifier, views: 1, epochs: 2, learning-rate: 0.05, loss: balanced-softmax,
                 head: cosine, restart-classifier: true}
            post-hoc:
              - {name: tau, from: plain, regularizers: [{name: tau-normalization, tau: 1}]}
              - {name: means, from: plain, head: nearest-class-mean}
            """;

    private static final int[] COUNTS = {20, 8, 3};

    private final Path features;
    private final int[] trainLabels = labels(COUNTS);
    private final float[] trainRows;
    private final float[] testRows;

    private ImportedFeatures(Path folder) throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Random random = new Random(7);
        trainRows = rows(trainLabels, random);
        write(source, "train", trainRows, trainLabels);
        float[] view = rows(trainLabels, random);
        NpyMatrix.write(source.resolve("train-features-1.npy"), trainLabels.length, DIMENSION, row -> row(view, row));
        int[] validation = labels(2, 2, 2);
        write(source, "validation", rows(validation, random), validation);
        int[] test = labels(4, 4, 4);
        testRows = rows(test, random);
        write(source, "test", testRows, test);
        features = folder.resolve("features");
        StringWriter err = new StringWriter();
        assertThat(wb(new StringWriter(), err, "features", "--from", source, "-o", features, "--quiet"))
                .as(err.toString())
                .isZero();
    }

    /** Writes and imports them. */
    static ImportedFeatures in(Path folder) throws IOException {
        return new ImportedFeatures(folder);
    }

    Path folder() {
        return features;
    }

    int[] trainLabels() {
        return trainLabels.clone();
    }

    float[] trainRows() {
        return trainRows.clone();
    }

    float[] testRows() {
        return testRows.clone();
    }

    /** The experiment on them. */
    String text() {
        return EXPERIMENT.replace("FOLDER", features.toString());
    }

    private static int[] labels(int... counts) {
        int[] labels = new int[Arrays.stream(counts).sum()];
        int at = 0;
        for (int c = 0; c < counts.length; c++) {
            Arrays.fill(labels, at, at + counts[c], c);
            at += counts[c];
        }
        return labels;
    }

    private static float[] rows(int[] labels, Random random) {
        float[] rows = new float[labels.length * DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            boolean own = i % DIMENSION == labels[i / DIMENSION];
            rows[i] = (float) (random.nextGaussian() + (own ? 2 : 0));
        }
        return rows;
    }

    static float[] row(float[] rows, int row) {
        return Arrays.copyOfRange(rows, row * DIMENSION, (row + 1) * DIMENSION);
    }

    private static void write(Path source, String split, float[] rows, int[] labels) throws IOException {
        NpyMatrix.write(source.resolve(split + "-features.npy"), labels.length, DIMENSION, row -> row(rows, row));
        LogitsFile.writeLabels(source.resolve(split + "-labels.npy"), labels);
    }

    /** Runs wb and gives what it exits with. */
    static int wb(StringWriter out, StringWriter err, Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), texts);
    }
}
