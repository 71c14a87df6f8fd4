package org.weightbalancing.model.head;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sums the features of each class.
 *
 * @param sums [D, C], 0 for a class without features
 * @param counts features of each class, [1, C]
 */
record ClassSums(INDArray sums, INDArray counts) {

    static ClassSums of(INDArray features, int[] labels, int classes) {
        require(features, labels, classes);
        INDArray sums = Nd4j.zeros(features.dataType(), features.size(1), classes);
        INDArray counts = Nd4j.zeros(features.dataType(), 1, classes);
        for (int c = 0; c < classes; c++) {
            int own = c;
            int[] rows = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == own)
                    .toArray();
            counts.putScalar(c, rows.length);
            if (rows.length > 0) {
                sums.putColumn(c, features.getRows(rows).sum(0));
            }
        }
        return new ClassSums(sums, counts);
    }

    private static void require(INDArray features, int[] labels, int classes) {
        if (features.rank() != 2 || features.size(0) != labels.length) {
            throw new IllegalArgumentException("features are " + Arrays.toString(features.shape()) + " for "
                    + labels.length + " labels, but must be [labels, D]");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("there are 0 features, but at least one is needed");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label " + i + " is " + labels[i] + ", but must be 0 to " + (classes - 1));
            }
        }
    }

    /** The mean of each class, [D, C]. */
    INDArray means() {
        for (long c = 0; c < counts.length(); c++) {
            if (counts.getDouble(c) == 0) {
                throw new IllegalArgumentException("class " + c + " has 0 features, but its mean needs at least one");
            }
        }
        return sums.divRowVector(counts);
    }
}
