package org.weightbalancing.regularizers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The norm by which the length of a unit's weight vector is measured. */
public enum Norm {
    /** The sum of the absolute values, sum |w_i|. */
    L1,
    /** The Euclidean length, sqrt(sum w_i^2): the norm of the literature. */
    L2,
    /** The largest absolute value, max |w_i|. */
    LINF;

    /**
     * Names the norm of order {@code p}.
     *
     * @param p 1, 2 or {@link Double#POSITIVE_INFINITY}
     * @throws IllegalArgumentException for any other order
     */
    public static Norm of(double p) {
        if (p == 1) {
            return L1;
        }
        if (p == 2) {
            return L2;
        }
        if (p == Double.POSITIVE_INFINITY) {
            return LINF;
        }
        throw new IllegalArgumentException("norm order p = " + p + ", but 1, 2 or infinity is required");
    }

    INDArray reduce(INDArray values, int... axes) {
        return switch (this) {
            case L1 -> values.norm1(axes);
            case L2 -> values.norm2(axes);
            case LINF -> values.normmax(axes);
        };
    }
}
