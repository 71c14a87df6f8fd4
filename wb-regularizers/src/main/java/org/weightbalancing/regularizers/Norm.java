package org.weightbalancing.regularizers;

/**
 * The norm by which the length of a unit's weight vector is measured: ||w||_p = (sum |w_i|^p)^(1/p), or max |w_i| for p
 * infinite.
 *
 * <p>L1, L2 and Linf take one pass over the memory; any other order takes powers of every entry, divided by the largest
 * so that none overflows, and is many times slower.
 *
 * @param p the order, at least 1; {@link Double#POSITIVE_INFINITY} for the largest absolute value
 */
public record Norm(double p) {

    /** The sum of the absolute values, sum |w_i|. */
    public static final Norm L1 = new Norm(1);

    /** The Euclidean length, sqrt(sum w_i^2): the norm of the literature. */
    public static final Norm L2 = new Norm(2);

    /** The largest absolute value, max |w_i|. */
    public static final Norm LINF = new Norm(Double.POSITIVE_INFINITY);

    /** Refuses orders below 1, which are no norms. */
    public Norm {
        if (!(p >= 1)) {
            throw new IllegalArgumentException("norm order p = " + p + ", but a number >= 1 or infinity is required");
        }
    }

    /**
     * Names the norm of order {@code p}.
     *
     * @param p at least 1; {@link Double#POSITIVE_INFINITY} for the largest absolute value
     * @throws IllegalArgumentException if p is below 1 or NaN
     */
    public static Norm of(double p) {
        return new Norm(p);
    }

    @Override
    public String toString() {
        if (Double.isInfinite(p)) {
            return "LINF";
        }
        return p == Math.rint(p) && p < 1e9 ? "L" + (long) p : "L" + p;
    }
}
