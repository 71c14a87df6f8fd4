package org.weightbalancing.eval.adjustment;

import java.util.Arrays;

/**
 * Changes each logit after training by a factor and a summand of its class: z'_c = scale_c z_c + shift_c.
 *
 * <p>All adjustments of this package are of this form, so that they compose ({@link #then}), can be stored as two rows of
 * numbers, and cost nothing. Two of them are equal if their numbers are.
 *
 * @param scale factor of each class [classes], finite
 * @param shift summand of each class [classes], finite
 */
// Copied on the way in and out, and compared by content below.
@SuppressWarnings("ArrayRecordComponent")
public record LogitAdjustment(double[] scale, double[] shift) {

    /** Refuses arrays of different lengths, without classes, or with numbers that are not finite. */
    public LogitAdjustment {
        if (scale.length != shift.length || scale.length == 0) {
            throw new IllegalArgumentException("logit adjustment has " + scale.length + " scales and " + shift.length
                    + " shifts, but one of each for at least one class is required");
        }
        scale = finite("scale", scale);
        shift = finite("shift", shift);
    }

    /** Returns the adjustment that changes nothing: scale 1, shift 0. */
    public static LogitAdjustment identity(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes = " + classes + ", but at least 1 is required");
        }
        double[] ones = new double[classes];
        Arrays.fill(ones, 1);
        return new LogitAdjustment(ones, new double[classes]);
    }

    /** Returns the number of classes. */
    public int classes() {
        return scale.length;
    }

    /** Returns a copy of the factors, [classes]. */
    @Override
    public double[] scale() {
        return scale.clone();
    }

    /** Returns a copy of the summands, [classes]. */
    @Override
    public double[] shift() {
        return shift.clone();
    }

    /**
     * Returns the adjusted logits, [items, classes]; the argument is not changed. No item gives no item.
     *
     * @param logits [items, classes]
     * @throws IllegalArgumentException if a row has another number of classes
     */
    public double[][] apply(double[][] logits) {
        double[][] adjusted = new double[logits.length][];
        for (int i = 0; i < logits.length; i++) {
            double[] row = logits[i];
            if (row.length != scale.length) {
                throw new IllegalArgumentException("item " + i + " has " + row.length + " logits, but " + scale.length
                        + " are required, one for each class");
            }
            double[] result = new double[row.length];
            Arrays.setAll(result, c -> scale[c] * row[c] + shift[c]);
            adjusted[i] = result;
        }
        return adjusted;
    }

    /**
     * Returns the adjustment that applies this one first and the other to its result.
     *
     * @throws IllegalArgumentException if the numbers of classes differ
     */
    public LogitAdjustment then(LogitAdjustment other) {
        if (other.classes() != classes()) {
            throw new IllegalArgumentException("an adjustment of " + classes() + " classes is followed by one of "
                    + other.classes() + ", but equal numbers are required");
        }
        double[] scales = new double[classes()];
        double[] shifts = new double[classes()];
        Arrays.setAll(scales, c -> other.scale[c] * scale[c]);
        Arrays.setAll(shifts, c -> other.scale[c] * shift[c] + other.shift[c]);
        return new LogitAdjustment(scales, shifts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogitAdjustment that
                && Arrays.equals(scale, that.scale)
                && Arrays.equals(shift, that.shift);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(scale) + Arrays.hashCode(shift);
    }

    @Override
    public String toString() {
        return "LogitAdjustment[scale=" + Arrays.toString(scale) + ", shift=" + Arrays.toString(shift) + "]";
    }

    /** Returns a copy, in which -0 is 0. */
    private static double[] finite(String name, double[] values) {
        double[] copy = new double[values.length];
        for (int c = 0; c < values.length; c++) {
            if (!Double.isFinite(values[c])) {
                throw new IllegalArgumentException("logit adjustment " + name + "[" + c + "] = " + values[c]
                        + ", but a finite number is required");
            }
            copy[c] = values[c] + 0.0;
        }
        return copy;
    }
}
