package org.weightbalancing.eval.adjustment;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Replaces the class frequencies of training by those of the place of use: z'_c = z_c + log q_c - log pi_c.
 *
 * <p>By Bayes' rule this is exact if only the frequencies change and the softmax of z is calibrated for training's. Where q
 * is pi it changes nothing; for uniform q it is {@link AdditiveAdjustment} with tau = 1, up to a number that is the same
 * for all classes.
 *
 * @see <a href="https://doi.org/10.1162/089976602753284446">Saerens, Latinne and Decaestecker, Adjusting the Outputs of a
 *     Classifier to New a Priori Probabilities, Neural Computation 2002</a>
 */
public final class PriorCorrection {

    private static final double TOLERANCE = 1e-6;

    private PriorCorrection() {}

    /**
     * Makes the adjustment from a training set to a known test prior.
     *
     * @param counts training images of each class [classes], each at least 1
     * @param testPrior q, the probability of each class in use [classes]: each above 0, together 1 within 1e-6
     * @throws IllegalArgumentException if a class has no image (named) or q is no such distribution
     */
    public static LogitAdjustment of(int[] counts, double[] testPrior) {
        double[] shift = ClassPriors.logs(counts);
        if (testPrior.length != counts.length) {
            throw new IllegalArgumentException(
                    "test prior of " + testPrior.length + " classes for training counts of " + counts.length);
        }
        for (int c = 0; c < testPrior.length; c++) {
            if (!(testPrior[c] > 0 && testPrior[c] <= 1)) {
                throw new IllegalArgumentException("test prior[" + c + "] = " + testPrior[c]
                        + ", but a probability above 0 is required: its log is not defined otherwise");
            }
        }
        double sum = DoubleStream.of(testPrior).sum();
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException("the test prior sums to " + sum + ", but 1 is required");
        }
        Arrays.setAll(shift, c -> Math.log(testPrior[c]) - shift[c]);
        return new LogitAdjustment(LogitAdjustment.identity(counts.length).scale(), shift);
    }
}
