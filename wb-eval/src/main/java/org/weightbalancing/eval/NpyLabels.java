package org.weightbalancing.eval;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;

/** Reads and checks the labels of a test set, [n], {@code int32} or {@code int64} in a file. */
final class NpyLabels {

    static final String INT = "<i4";

    private static final String LONG = "<i8";

    private NpyLabels() {}

    static int[] read(Path path) throws IOException {
        NpyFile file = NpyFile.open(path, List.of(INT, LONG), 1);
        int[] labels = new int[file.shape().get(0)];
        if (file.type().equals(INT)) {
            IntBuffer ints = file.map(0, labels.length).asIntBuffer();
            ints.get(labels);
            return labels;
        }
        LongBuffer longs = file.map(0, labels.length).asLongBuffer();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) longs.get(i);
            if (labels[i] != longs.get(i)) {
                throw new IllegalArgumentException(
                        path + ": label " + i + " is " + longs.get(i) + ", but it must fit into an int");
            }
        }
        return labels;
    }

    /** Refuses a label that is no class; the message begins with what is known of where they come from. */
    static void check(String origin, int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        origin + ": label " + i + " is " + labels[i] + ", but classes are 0.." + (classes - 1));
            }
        }
    }
}
