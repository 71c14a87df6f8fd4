package org.weightbalancing.eval.adjustment;

/**
 * Divides the logit of each class by a temperature of its own: z'_c = z_c / T_c, with the T_c the minimum of the mean
 * negative log-likelihood of validation items + ridge/2 sum_c (1/T_c - 1)^2.
 *
 * <p>It is vector scaling without a shift: T_c belongs to the logit of class c in every item, not to the items of class c.
 * It can change which class is chosen, and, unlike one temperature, depends on numbers common to all logits of an item.
 * The function is convex in the 1/T_c. With few validation images of a class its temperature is uncertain; a ridge holds
 * all of them near 1, and as it grows the result becomes the identity.
 *
 * <p>Every T_c lies in 1e-4..1e4. Where the likelihood has no minimum within (classes that the logits separate without
 * error, a class without an item), a T_c ends at one of these bounds, or before it where the likelihood hardly changes any
 * more. For a single class the result is the identity.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural Networks, ICML 2017, section
 *     4.2, of which this is vector scaling with b = 0</a>
 */
public final class ClassWiseTemperature {

    private ClassWiseTemperature() {}

    /**
     * Fits the temperatures without a ridge; every scale of the result is 1/T_c, every shift 0.
     *
     * @param logits of validation items [items, classes], finite; not changed
     * @param labels true class of each item [items]
     * @throws IllegalArgumentException if there is no item, the lengths differ, or a number is out of range
     */
    public static LogitAdjustment fit(double[][] logits, int[] labels) {
        return fit(logits, labels, 0);
    }

    /**
     * Fits the temperatures with a ridge, finite and at least 0; as {@link #fit(double[][], int[])} otherwise.
     */
    public static LogitAdjustment fit(double[][] logits, int[] labels, double ridge) {
        return new ScalingFit(new LabelledLogits(logits, labels), false, ridge).fit();
    }
}
