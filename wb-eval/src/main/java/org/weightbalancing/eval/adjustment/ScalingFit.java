package org.weightbalancing.eval.adjustment;

import java.util.Arrays;

/**
 * Fits a factor and, if wanted, a summand for the logit of each class to validation items: the minimum of the mean negative
 * log-likelihood + ridge/2 sum_c ((scale_c - 1)^2 + shift_c^2).
 *
 * <p>The search runs on logits divided by their root mean square r and, with shifts, centred by class before:
 * u_c = scale_c r and v_c = shift_c + scale_c m_c. There all directions are about equally steep whatever the size of the
 * logits.
 */
final class ScalingFit {

    private final LabelledLogits data;
    private final boolean shifted;
    private final double ridge;
    private final int classes;
    private final double r;
    private final double[] means;
    private final double[][] standard;
    private final double[] z;

    ScalingFit(LabelledLogits data, boolean shifted, double ridge) {
        if (!(ridge >= 0) || Double.isInfinite(ridge)) {
            throw new IllegalArgumentException("ridge = " + ridge + ", but a finite number >= 0 is required");
        }
        this.data = data;
        this.shifted = shifted;
        this.ridge = ridge;
        this.classes = data.classes();
        this.means = new double[classes];
        this.z = new double[classes];
        for (int i = 0; shifted && i < data.items(); i++) {
            double[] row = data.logits(i);
            Arrays.setAll(means, c -> means[c] + row[c] / data.items());
        }
        double root = rootMeanSquare();
        this.r = root > 0 ? root : 1;
        this.standard = new double[data.items()][classes];
        for (int i = 0; i < data.items(); i++) {
            double[] row = data.logits(i);
            Arrays.setAll(standard[i], c -> (row[c] - means[c]) / r);
        }
    }

    private double rootMeanSquare() {
        double sum = 0;
        for (int i = 0; i < data.items(); i++) {
            for (int c = 0; c < classes; c++) {
                double centred = data.logits(i)[c] - means[c];
                sum += centred * centred;
            }
        }
        return Math.sqrt(sum / data.items() / classes);
    }

    /** Begins at the better of the identity and the common temperature, so that the result is no worse than either. */
    LogitAdjustment fit() {
        double[] lower = bounds(r / Temperature.LARGEST, Double.NEGATIVE_INFINITY);
        double[] upper = bounds(r / Temperature.SMALLEST, Double.POSITIVE_INFINITY);
        double[] gradient = new double[lower.length];
        double[] identity = start(r);
        double[] temperature = start(r * Temperature.inverse(data));
        double[] start =
                valueAndGradient(identity, gradient) < valueAndGradient(temperature, gradient) ? identity : temperature;
        double[] x = new BoxedDescent(this::valueAndGradient, start, lower, upper).minimum();
        double[] scale = new double[classes];
        double[] shift = new double[classes];
        Arrays.setAll(scale, c -> x[c] / r);
        Arrays.setAll(shift, c -> shift(x, c));
        return new LogitAdjustment(scale, shift);
    }

    private double[] start(double u) {
        double[] x = bounds(u, 0);
        for (int c = 0; shifted && c < classes; c++) {
            x[classes + c] = u / r * means[c];
        }
        return x;
    }

    private double[] bounds(double ofScales, double ofShifts) {
        double[] bounds = new double[shifted ? 2 * classes : classes];
        Arrays.fill(bounds, ofShifts);
        Arrays.fill(bounds, 0, classes, ofScales);
        return bounds;
    }

    private double shift(double[] x, int c) {
        return shifted ? x[classes + c] - x[c] / r * means[c] : 0;
    }

    private double valueAndGradient(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int i = 0; i < standard.length; i++) {
            double[] row = standard[i];
            for (int c = 0; c < classes; c++) {
                z[c] = x[c] * row[c] + (shifted ? x[classes + c] : 0);
            }
            loss += LabelledLogits.lossAndSoftmaxi(z, data.label(i));
            z[data.label(i)] -= 1;
            for (int c = 0; c < classes; c++) {
                gradient[c] += z[c] * row[c];
            }
            for (int c = 0; shifted && c < classes; c++) {
                gradient[classes + c] += z[c];
            }
        }
        Arrays.setAll(gradient, i -> gradient[i] / standard.length);
        return loss / standard.length + penalty(x, gradient);
    }

    private double penalty(double[] x, double[] gradient) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double excess = x[c] / r - 1;
            double shift = shift(x, c);
            sum += excess * excess + shift * shift;
            gradient[c] += ridge / r * (excess - shift * means[c]);
            if (shifted) {
                gradient[classes + c] += ridge * shift;
            }
        }
        return ridge / 2 * sum;
    }
}
