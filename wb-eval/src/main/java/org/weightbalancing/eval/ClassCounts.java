package org.weightbalancing.eval;

import java.util.Arrays;

/** Counts for each class its test items, those of them predicted correctly, and the items predicted as it. */
final class ClassCounts {

    private final long[] items;
    private final long[] correct;
    private final long[] predicted;

    ClassCounts(int classes) {
        items = new long[classes];
        correct = new long[classes];
        predicted = new long[classes];
    }

    static ClassCounts of(ConfusionMatrix matrix) {
        ClassCounts counts = new ClassCounts(matrix.classes());
        for (int truth = 0; truth < matrix.classes(); truth++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                counts.add(truth, predicted, matrix.count(truth, predicted));
            }
        }
        return counts;
    }

    /** Counts each item {@code times[item]} times. */
    static ClassCounts of(ItemScores scores, int[] times) {
        ClassCounts counts = new ClassCounts(scores.classes());
        for (int i = 0; i < times.length; i++) {
            counts.add(scores.label(i), scores.predicted(i), times[i]);
        }
        return counts;
    }

    private void add(int truth, int prediction, long times) {
        items[truth] += times;
        predicted[prediction] += times;
        if (truth == prediction) {
            correct[truth] += times;
        }
    }

    long items() {
        return Arrays.stream(items).sum();
    }

    long items(int c) {
        return items[c];
    }

    double accuracy() {
        return (double) Arrays.stream(correct).sum() / items();
    }

    double accuracy(int c) {
        return (double) correct[c] / items[c];
    }

    ClassReport report(int c, double marginalLikelihood) {
        double precision = (double) correct[c] / predicted[c];
        return new ClassReport(items[c], accuracy(c), precision, f1(c), marginalLikelihood);
    }

    double f1(int c) {
        return 2.0 * correct[c] / (items[c] + predicted[c]);
    }
}
