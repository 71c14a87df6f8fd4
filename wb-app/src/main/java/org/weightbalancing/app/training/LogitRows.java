package org.weightbalancing.app.training;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Logits as plain arrays. */
public final class LogitRows {

    private LogitRows() {}

    /** Copies logits [n, C]. */
    public static double[][] of(INDArray logits) {
        int classes = (int) logits.size(1);
        try (INDArray copy = logits.dup('c')) {
            double[] all = copy.data().asDouble();
            double[][] rows = new double[(int) logits.size(0)][];
            Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * classes, (i + 1) * classes));
            return rows;
        }
    }
}
