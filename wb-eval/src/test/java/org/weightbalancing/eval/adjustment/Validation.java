package org.weightbalancing.eval.adjustment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Validation items of known make. */
record Validation(List<double[]> rows, List<Integer> truth) {

    static Validation empty() {
        return new Validation(new ArrayList<>(), new ArrayList<>());
    }

    /** Adds the same logits several times, {@code times[c]} of them with label c. */
    Validation with(double[] logits, int... times) {
        for (int c = 0; c < times.length; c++) {
            for (int i = 0; i < times[c]; i++) {
                rows.add(logits.clone());
                truth.add(c);
            }
        }
        return this;
    }

    /** Gaussian logits; labels drawn from the softmax of the adjusted ones. */
    static Validation planted(long seed, int items, LogitAdjustment adjustment, double spread) {
        Random random = new Random(seed);
        Validation validation = empty();
        for (int i = 0; i < items; i++) {
            double[] row = random.doubles(adjustment.classes(), -1, 1)
                    .map(value -> value * spread)
                    .toArray();
            double[] p = softmax(adjustment.apply(new double[][] {row})[0]);
            double left = random.nextDouble();
            int label = 0;
            while (label < p.length - 1 && left >= p[label]) {
                left -= p[label++];
            }
            validation.rows.add(row);
            validation.truth.add(label);
        }
        return validation;
    }

    double[][] logits() {
        return rows.toArray(double[][]::new);
    }

    int[] labels() {
        return truth.stream().mapToInt(label -> label).toArray();
    }

    /** Mean negative log-likelihood of the adjusted logits. */
    double loss(LogitAdjustment adjustment) {
        double[][] adjusted = adjustment.apply(logits());
        return -IntStream.range(0, adjusted.length)
                        .mapToDouble(i -> {
                            double largest = Arrays.stream(adjusted[i]).max().orElseThrow();
                            double sum = Arrays.stream(adjusted[i])
                                    .map(value -> Math.exp(value - largest))
                                    .sum();
                            return adjusted[i][truth.get(i)] - largest - Math.log(sum);
                        })
                        .sum()
                / adjusted.length;
    }

    private static double[] softmax(double[] logits) {
        double largest = Arrays.stream(logits).max().orElseThrow();
        double[] p =
                Arrays.stream(logits).map(value -> Math.exp(value - largest)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(value -> value / sum).toArray();
    }
}
