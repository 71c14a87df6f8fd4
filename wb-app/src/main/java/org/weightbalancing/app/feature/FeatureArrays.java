package org.weightbalancing.app.feature;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;
import org.weightbalancing.train.FeatureRows;

/**
 * Names and writes features as NumPy files: {@code SPLIT-features.npy}, float32 [n, D], further views {@code
 * SPLIT-features-1.npy} and so on, {@code SPLIT-labels.npy}, int32 [n].
 */
final class FeatureArrays {

    private static final int BLOCK = 1 << 18;

    private FeatureArrays() {}

    /** The file of a view, counted from 0. */
    static String features(String split, int view) {
        return split + "-features" + (view == 0 ? "" : "-" + view) + ".npy";
    }

    /** The file of the classes of the images. */
    static String labels(String split) {
        return split + "-labels.npy";
    }

    /** Writes what a file of features holds into a folder. */
    static void write(Path folder, String split, FeatureRows rows) throws IOException {
        for (int view = 0; view < rows.views(); view++) {
            write(folder.resolve(features(split, view)), rows, view);
        }
        LogitsFile.writeLabels(folder.resolve(labels(split)), rows.labels());
    }

    /** Reads as many rows at once as make up a block. */
    private static void write(Path file, FeatureRows rows, int view) throws IOException {
        int dimension = rows.dimension();
        int count = Math.max(1, BLOCK / dimension);
        float[][] block = new float[1][];
        NpyMatrix.write(file, rows.size(), dimension, row -> {
            int at = row % count;
            if (at == 0) {
                block[0] = rows.values(view, row, (int) Math.min((long) row + count, rows.size()));
            }
            return Arrays.copyOfRange(block[0], at * dimension, (at + 1) * dimension);
        });
    }
}
