package org.weightbalancing.train.loss;

import java.util.Arrays;

/** The columns of a batch's logits and targets: what all examples together say of a class, weighted by the mask. */
final class ClassColumns {

    private final Exponentials exponentials;
    private final double size;
    private final double[] masses;
    private final double[] largest;
    private final double[] sums;

    ClassColumns(Batch batch) {
        int classes = batch.classes();
        this.exponentials = new Exponentials(classes);
        this.masses = new double[classes];
        this.largest = new double[classes];
        this.sums = new double[classes];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        double[] values = new double[classes];
        double total = 0;
        for (int i = 0; i < batch.rows(); i++) {
            double factor = batch.factor(i);
            if (factor != 0) {
                total += factor;
                add(batch, i, factor, values);
            }
        }
        this.size = total;
        // A class that is impossible in all examples has a sum of 0.
        Arrays.setAll(largest, c -> largest[c] == Double.NEGATIVE_INFINITY ? 0 : largest[c]);
        for (int i = 0; i < batch.rows(); i++) {
            if (batch.factor(i) != 0) {
                addExponentials(batch, i, values);
            }
        }
    }

    private void add(Batch batch, int row, double factor, double[] values) {
        batch.readTarget(row, values);
        for (int c = 0; c < values.length; c++) {
            masses[c] += factor * values[c];
        }
        batch.readLogits(row, values);
        for (int c = 0; c < values.length; c++) {
            largest[c] = Math.max(largest[c], values[c]);
        }
    }

    private void addExponentials(Batch batch, int row, double[] values) {
        double factor = batch.factor(row);
        batch.readLogits(row, values);
        exponentials(values, values);
        for (int c = 0; c < values.length; c++) {
            sums[c] += factor * values[c];
        }
    }

    /** Examples in the batch. */
    double size() {
        return size;
    }

    /** Share of the targets that a class has, in examples. */
    double mass(int c) {
        return masses[c];
    }

    /** log mean_i exp(z_ic). */
    double logMeanExp(int c) {
        return largest[c] + Math.log(sums[c] / size);
    }

    /** Size over the sum of {@link #exponentials}. */
    double inverseMean(int c) {
        return size / sums[c];
    }

    /** Computes exp(z_c - max_i z_ic) of an example's logits, 0 for a class that is impossible in all examples. */
    void exponentials(double[] z, double[] result) {
        for (int c = 0; c < result.length; c++) {
            result[c] = z[c] - largest[c];
        }
        exponentials.of(result, 0, result);
    }
}
