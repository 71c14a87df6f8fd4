package org.weightbalancing.eval.adjustment;

import java.util.Arrays;

/** Checks validation data and reads its log-likelihood. */
final class LabelledLogits {

    private final double[][] logits;
    private final int[] labels;

    /** Holds the arrays themselves: for the time of one fit. */
    LabelledLogits(double[][] logits, int[] labels) {
        if (logits.length == 0 || logits.length != labels.length) {
            throw new IllegalArgumentException("logits of " + logits.length + " items and " + labels.length
                    + " labels, but equal numbers of at least one are required");
        }
        this.logits = logits;
        this.labels = labels;
        for (int i = 0; i < logits.length; i++) {
            check(i);
        }
    }

    private void check(int i) {
        if (logits[i].length != classes() || classes() == 0) {
            throw new IllegalArgumentException("item " + i + " has " + logits[i].length + " logits, but "
                    + Math.max(1, classes()) + " are required, as of the first");
        }
        if (labels[i] < 0 || labels[i] >= classes()) {
            throw new IllegalArgumentException(
                    "labels[" + i + "] = " + labels[i] + ", but classes are 0.." + (classes() - 1));
        }
        for (int c = 0; c < classes(); c++) {
            if (!Double.isFinite(logits[i][c])) {
                throw new IllegalArgumentException("the logit of item " + i + " for class " + c + " is " + logits[i][c]
                        + ", but a finite number is required");
            }
        }
    }

    int items() {
        return logits.length;
    }

    int classes() {
        return logits[0].length;
    }

    double[] logits(int item) {
        return logits[item];
    }

    int label(int item) {
        return labels[item];
    }

    /** Tells whether the logits of each item are all equal, so that no temperature matters. */
    boolean isConstant() {
        return Arrays.stream(logits).allMatch(row -> Arrays.stream(row).allMatch(value -> value == row[0]));
    }

    /** Returns -log softmax(z)_label and overwrites z by softmax(z). */
    static double lossAndSoftmaxi(double[] z, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            largest = Math.max(largest, value);
        }
        double ofLabel = z[label] - largest;
        double sum = 0;
        for (int c = 0; c < z.length; c++) {
            z[c] = Math.exp(z[c] - largest);
            sum += z[c];
        }
        for (int c = 0; c < z.length; c++) {
            z[c] /= sum;
        }
        return Math.log(sum) - ofLabel;
    }
}
