package org.weightbalancing.app;

import java.io.IOException;
import java.nio.file.Path;
import org.weightbalancing.eval.LogitsFile;
import org.weightbalancing.eval.NpyMatrix;
import org.weightbalancing.train.FeatureBank;

/**
 * Names and writes features as NumPy files: {@code SPLIT-features.npy}, float32 [n, D], further views {@code
 * SPLIT-features-1.npy} and so on, {@code SPLIT-labels.npy}, int32 [n].
 */
final class FeatureArrays {

    private FeatureArrays() {}

    /** The file of a view, counted from 0. */
    static String features(String split, int view) {
        return split + "-features" + (view == 0 ? "" : "-" + view) + ".npy";
    }

    /** The file of the classes of the images. */
    static String labels(String split) {
        return split + "-labels.npy";
    }

    /** Writes a bank into a folder. */
    static void write(Path folder, String split, FeatureBank bank) throws IOException {
        for (int view = 0; view < bank.views(); view++) {
            int current = view;
            NpyMatrix.write(
                    folder.resolve(features(split, view)),
                    bank.size(),
                    bank.dimension(),
                    row -> bank.values(current, row, row + 1));
        }
        LogitsFile.writeLabels(folder.resolve(labels(split)), bank.labels());
    }
}
