package org.weightbalancing.eval;

import java.util.Arrays;

/**
 * Counts how often items of each true class were predicted as each class, and the accuracies that follow.
 *
 * <p>It accumulates: {@link #add} batch after batch, or count parts of a test set apart and {@link #merge} them; the
 * result is that of all items together. Classes are 0..classes-1. Not safe for use by several threads at once.
 */
public final class ConfusionMatrix {

    private final long[][] counts;

    /** Makes an empty matrix for the given number of classes, at least 1. */
    public ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes = " + classes + ", but at least 1 is required");
        }
        counts = new long[classes][classes];
    }

    /**
     * Counts all items of a test set.
     *
     * @param truth the true class of each item
     * @param predicted the predicted class of each item
     * @throws IllegalArgumentException as {@link #add(int[], int[])}
     */
    public static ConfusionMatrix of(int[] truth, int[] predicted, int classes) {
        ConfusionMatrix matrix = new ConfusionMatrix(classes);
        matrix.add(truth, predicted);
        return matrix;
    }

    /** Counts one item. */
    public void add(int truth, int predicted) {
        add(new int[] {truth}, new int[] {predicted});
    }

    /**
     * Counts the items of a batch: all of them, or none if one is refused.
     *
     * @throws IllegalArgumentException if the lengths differ or a class is out of range; the message names its index
     */
    public void add(int[] truth, int[] predicted) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException(
                    truth.length + " true classes but " + predicted.length + " predicted ones");
        }
        check("truth", truth);
        check("predicted", predicted);
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][predicted[i]]++;
        }
    }

    /** Returns a new matrix that holds the items of both; neither is changed. */
    public ConfusionMatrix merge(ConfusionMatrix other) {
        if (other.classes() != classes()) {
            throw new IllegalArgumentException(
                    "a matrix of " + other.classes() + " classes cannot be merged with one of " + classes());
        }
        ConfusionMatrix merged = new ConfusionMatrix(classes());
        for (int truth = 0; truth < classes(); truth++) {
            for (int predicted = 0; predicted < classes(); predicted++) {
                merged.counts[truth][predicted] = counts[truth][predicted] + other.counts[truth][predicted];
            }
        }
        return merged;
    }

    /** Returns the number of classes. */
    public int classes() {
        return counts.length;
    }

    /** Returns how many items of class {@code truth} were predicted as {@code predicted}. */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** Returns how many items truly belong to a class. */
    public long items(int truth) {
        return Arrays.stream(counts[truth]).sum();
    }

    /** Returns how many items were counted. */
    public long items() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    /** Returns the fraction of all items that were predicted correctly; NaN if there is no item. */
    public double accuracy() {
        long correct = 0;
        for (int truth = 0; truth < classes(); truth++) {
            correct += counts[truth][truth];
        }
        return (double) correct / items();
    }

    /** Returns the fraction of each class's items that were predicted correctly (recall); NaN for a class without items. */
    public double[] classAccuracies() {
        double[] accuracies = new double[classes()];
        Arrays.setAll(accuracies, truth -> (double) counts[truth][truth] / items(truth));
        return accuracies;
    }

    /** Returns the mean of {@link #classAccuracies()} over the classes that have items; NaN if none has. */
    public double meanClassAccuracy() {
        return Arrays.stream(classAccuracies())
                .filter(accuracy -> !Double.isNaN(accuracy))
                .average()
                .orElse(Double.NaN);
    }

    private void check(String name, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes()) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] = " + labels[i] + ", but classes are 0.." + (classes() - 1));
            }
        }
    }
}
