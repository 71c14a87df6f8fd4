package org.weightbalancing.train.loss;

import java.util.Arrays;

/**
 * Cross-entropy on logits that each class scales and shifts: CE(a_c z_c + b_c), with gradient a_c (p_c sum_k t_k - t_c). A
 * shift of minus infinity makes a class impossible: probability and gradient are 0.
 */
abstract class AffineLogitLoss extends CountedLogitLoss {

    private static final long serialVersionUID = 1L;

    private final double[] factors;
    private final double[] shifts;

    /** Keeps the arrays, which are [C]. */
    AffineLogitLoss(int[] counts, double[] factors, double[] shifts) {
        super(counts);
        this.factors = factors;
        this.shifts = shifts;
    }

    @Override
    final Kernel kernel(Batch batch) {
        Softmax softmax = new Softmax(batch.classes());
        return (row, logits, target, gradient) -> {
            for (int c = 0; c < logits.length; c++) {
                logits[c] = factors[c] * logits[c] + shifts[c];
            }
            double loss = CrossEntropy.of(softmax.of(logits), target, gradient);
            for (int c = 0; c < gradient.length; c++) {
                gradient[c] *= factors[c];
            }
            return loss;
        };
    }

    /** The same number for each class. */
    static double[] all(int classes, double value) {
        double[] values = new double[classes];
        Arrays.fill(values, value);
        return values;
    }
}
