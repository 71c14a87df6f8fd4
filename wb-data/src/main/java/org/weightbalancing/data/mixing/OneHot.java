package org.weightbalancing.data.mixing;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads classes out of one-hot rows. */
final class OneHot {
    private OneHot() {}

    /** Where the 1 stands in each row of labels [n, classes]. */
    static int[] classes(INDArray labels) {
        FloatBuffer rows = labels.data().asNioFloat();
        int[] classes = new int[(int) labels.size(0)];
        int columns = (int) labels.size(1);
        for (int i = 0; i < classes.length; i++) {
            while (rows.get(i * columns + classes[i]) != 1) {
                classes[i]++;
            }
        }
        return classes;
    }
}
