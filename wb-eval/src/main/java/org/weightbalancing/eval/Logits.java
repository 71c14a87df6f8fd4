package org.weightbalancing.eval;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Turns the logits of a network, [items, classes], into what the rest of this package works on; the only class here
 * that needs ND4J. Probabilities serve as well as logits wherever only their order within an item matters, which is
 * everywhere but in {@link #flipAveraged}.
 */
// ND4J is optional to this module: whoever calls this class reads nd4j.api already.
@SuppressWarnings("exports")
public final class Logits {

    private Logits() {}

    /**
     * Returns the class of the largest logit of each item, [items]; of equal ones the lowest class.
     *
     * @throws IllegalArgumentException if the array is not a matrix or holds NaN (a diverged network predicts nothing)
     */
    public static int[] argmax(INDArray logits) {
        return Arrays.stream(rows(logits)).mapToInt(Logits::largest).toArray();
    }

    /**
     * Counts the items whose true class is among the {@code k} classes of largest logits; of equal logits the lower
     * class ranks first, so that {@code k = 1} agrees with {@link #argmax}.
     *
     * @param truth the true class of each item, [items]
     * @param k from 1 to the number of classes
     */
    public static int topKCorrect(INDArray logits, int[] truth, int k) {
        double[][] rows = rows(logits);
        if (truth.length != rows.length) {
            throw new IllegalArgumentException(truth.length + " true classes for " + rows.length + " items");
        }
        if (k < 1 || k > logits.size(1)) {
            throw new IllegalArgumentException("k = " + k + ", but 1.." + logits.size(1) + " is required");
        }
        int correct = 0;
        for (int i = 0; i < rows.length; i++) {
            if (truth[i] < 0 || truth[i] >= rows[i].length) {
                throw new IllegalArgumentException(
                        "truth[" + i + "] = " + truth[i] + ", but classes are 0.." + (rows[i].length - 1));
            }
            correct += rank(rows[i], truth[i]) < k ? 1 : 0;
        }
        return correct;
    }

    /**
     * Returns the mean of the logits of images and of the same images mirrored, (a + b) / 2 [items, classes]: flip
     * averaging, as the published code of weight balancing does when it prints accuracies.
     *
     * <p>It needs logits. Softmax is not linear, so averaging the probabilities of three or more classes may choose
     * another class; a network that ends in softmax is to be read before it. (The logarithm of its probabilities serves
     * too: it differs from the logits by a number that is the same for all classes of an item.)
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public static INDArray flipAveraged(INDArray logits, INDArray ofMirrored) {
        if (!Arrays.equals(logits.shape(), ofMirrored.shape())) {
            throw new IllegalArgumentException("logits of images " + Arrays.toString(logits.shape())
                    + " and of mirrored images " + Arrays.toString(ofMirrored.shape()) + " differ in shape");
        }
        return logits.add(ofMirrored).divi(2);
    }

    private static double[][] rows(INDArray logits) {
        if (logits.rank() != 2) {
            throw new IllegalArgumentException(
                    "logits of shape " + Arrays.toString(logits.shape()) + ", but [items, classes] is required");
        }
        int items = (int) logits.size(0);
        int classes = (int) logits.size(1);
        double[] values = values(logits);
        for (int at = 0; at < values.length; at++) {
            if (Double.isNaN(values[at])) {
                throw new IllegalArgumentException(
                        "the logit of item " + at / classes + " for class " + at % classes + " is NaN");
            }
        }
        double[][] rows = new double[items][];
        for (int i = 0; i < items; i++) {
            rows[i] = Arrays.copyOfRange(values, i * classes, (i + 1) * classes);
        }
        return rows;
    }

    /** Values in row-major order, read at once: ND4J's own conversion makes an array of each row. */
    private static double[] values(INDArray logits) {
        double[] values = new double[Math.toIntExact(logits.length())];
        if (values.length == 0) {
            return values;
        }
        boolean single = logits.dataType() == DataType.FLOAT;
        INDArray typed = single ? logits : logits.castTo(DataType.DOUBLE);
        try (INDArray copy = typed.dup('c')) {
            if (single) {
                FloatBuffer floats = copy.data().asNioFloat();
                Arrays.setAll(values, floats::get);
            } else {
                copy.data().asNioDouble().get(values);
            }
        }
        return values;
    }

    private static int largest(double[] row) {
        int largest = 0;
        for (int c = 1; c < row.length; c++) {
            if (row[c] > row[largest]) {
                largest = c;
            }
        }
        return largest;
    }

    private static int rank(double[] row, int truth) {
        int rank = 0;
        for (int c = 0; c < row.length; c++) {
            if (row[c] > row[truth] || (row[c] == row[truth] && c < truth)) {
                rank++;
            }
        }
        return rank;
    }
}
