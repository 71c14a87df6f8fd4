package org.weightbalancing.train.loss;

import java.util.Arrays;

/** The columns of a batch's logits and targets: what all examples together say of a class, weighted by the mask. */
final class ClassColumns {

    private final double size;
    private final double[] masses;
    private final double[] largest;
    private final double[] sums;

    ClassColumns(Batch batch) {
        int classes = batch.classes();
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
        for (int i = 0; i < batch.rows(); i++) {
            double factor = batch.factor(i);
            if (factor != 0) {
                batch.readLogits(i, values);
                for (int c = 0; c < classes; c++) {
                    sums[c] += factor * Math.exp(values[c] - largest[c]);
                }
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

    /** exp(z) / mean_i exp(z_ic). */
    double relative(int c, double z) {
        return Math.exp(z - largest[c]) * (size / sums[c]);
    }
}
