package org.weightbalancing.eval.adjustment;

import java.util.Arrays;

/**
 * Divides all logits by one temperature: z' = z / T, with T the minimum of the mean negative log-likelihood of validation
 * items, -1/n sum_i log softmax(z_i / T)_{y_i}.
 *
 * <p>It changes how sure a network is and never which class it chooses. The likelihood is convex in 1/T, so the minimum is
 * found whatever the scale of the logits; networks of unit-norm classifiers need T about 0.01. A number added to all
 * logits of an item makes no difference.
 *
 * <p>T lies in 1e-4..1e4. It is 1e-4 where the likelihood keeps growing as T falls (every label has the largest logit), and
 * 1e4 where it keeps growing as T rises (labels no better than chance, or worse). Where T does not matter (a single class,
 * all logits of an item equal) it is 1.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural Networks, ICML 2017, section
 *     4.2</a>
 */
public final class Temperature {

    /** The least temperature that is tried. */
    public static final double SMALLEST = 1e-4;

    /** The largest temperature that is tried. */
    public static final double LARGEST = 1e4;

    private static final int STEPS = 200;
    private static final double PRECISION = 1e-13;

    private Temperature() {}

    /**
     * Fits T; every scale of the result is 1/T, every shift 0.
     *
     * @param logits of validation items [items, classes], finite; not changed
     * @param labels true class of each item [items]
     * @throws IllegalArgumentException if there is no item, the lengths differ, or a number is out of range
     */
    public static LogitAdjustment fit(double[][] logits, int[] labels) {
        LabelledLogits data = new LabelledLogits(logits, labels);
        double[] scale = new double[data.classes()];
        Arrays.fill(scale, inverse(data));
        return new LogitAdjustment(scale, new double[data.classes()]);
    }

    /** Finds s = 1/T where the derivative is 0: by Newton's method, and by halving the bracket where that would leave it. */
    static double inverse(LabelledLogits data) {
        double low = 1 / LARGEST;
        double high = 1 / SMALLEST;
        if (data.isConstant()) {
            return 1;
        }
        if (Slope.at(high, data).first() <= 0) {
            return high;
        }
        if (Slope.at(low, data).first() >= 0) {
            return low;
        }
        double s = 1;
        for (int step = 0; step < STEPS; step++) {
            Slope slope = Slope.at(s, data);
            if (slope.first() > 0) {
                high = s;
            } else {
                low = s;
            }
            double next = s - slope.first() / slope.second();
            // Also where the curvature is 0, which leaves no number.
            if (!(next > low && next < high)) {
                next = Math.sqrt(low * high);
            }
            boolean done = Math.abs(next - s) <= PRECISION * s;
            s = next;
            if (done) {
                break;
            }
        }
        return s;
    }

    /** First and second derivative of the loss by s: means of E[z] - z_y and Var[z] under softmax(s z). */
    private record Slope(double first, double second) {

        static Slope at(double s, LabelledLogits data) {
            double first = 0;
            double second = 0;
            double[] p = new double[data.classes()];
            for (int i = 0; i < data.items(); i++) {
                double[] z = data.logits(i);
                double ofLabel = z[data.label(i)];
                Arrays.setAll(p, c -> s * z[c]);
                LabelledLogits.lossAndSoftmaxi(p, data.label(i));
                double mean = 0;
                double square = 0;
                // Differences to the label's logit: without it, numbers common to all would swallow the digits.
                for (int c = 0; c < p.length; c++) {
                    mean += p[c] * (z[c] - ofLabel);
                    square += p[c] * (z[c] - ofLabel) * (z[c] - ofLabel);
                }
                first += mean;
                second += square - mean * mean;
            }
            return new Slope(first / data.items(), second / data.items());
        }
    }
}
