package org.weightbalancing.eval.adjustment;

/**
 * Scales and shifts the logit of each class: z'_c = a_c z_c + b_c, with a and b the minimum of the mean negative
 * log-likelihood of validation items + ridge/2 sum_c ((a_c - 1)^2 + b_c^2).
 *
 * <p>It can change which class is chosen, and so undo part of what an imbalanced training set did, if the validation items
 * show it: the b_c include a correction of the class frequencies to those of the validation items. The function is convex.
 * A number common to all b_c makes no difference to it.
 *
 * <p>Every a_c lies in 1e-4..1e4. Where the likelihood has no minimum (classes that can be separated without error, a class
 * without an item, whose b_c would fall for ever), the search ends at these bounds, or before where the likelihood hardly
 * changes any more; a ridge above 0 gives such data a minimum. For a single class the result is the identity.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural Networks, ICML 2017, section
 *     4.2</a>
 */
public final class VectorScaling {

    private VectorScaling() {}

    /**
     * Fits scales a and shifts b without a ridge.
     *
     * @param logits of validation items [items, classes], finite; not changed
     * @param labels true class of each item [items]
     * @throws IllegalArgumentException if there is no item, the lengths differ, or a number is out of range
     */
    public static LogitAdjustment fit(double[][] logits, int[] labels) {
        return fit(logits, labels, 0);
    }

    /** Fits scales and shifts with a ridge, finite and at least 0; as {@link #fit(double[][], int[])} otherwise. */
    public static LogitAdjustment fit(double[][] logits, int[] labels, double ridge) {
        return new ScalingFit(new LabelledLogits(logits, labels), true, ridge).fit();
    }
}
