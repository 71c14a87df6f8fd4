package org.weightbalancing.eval;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects p values for the number of comparisons that were made: where one of 20 true hypotheses would be rejected by
 * chance, all of those below 0.05 after the correction are false with a probability of 95 %, whatever they have to do with
 * one another.
 *
 * <p>Of m values in order, p_1 the smallest, the corrected one is
 *
 * <pre>
 * q_i = max over j &lt;= i of min(1, (m - j + 1) p_j)
 * </pre>
 *
 * (Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal of Statistics 6, 1979.) They keep
 * their order, and none is smaller than it was.
 *
 * <p>The comparisons must be chosen before the data are seen. Where the same data choose them, such as those of the best
 * of several methods with the others, all that might have been chosen count: see {@link #corrected(double[], int)}.
 */
public final class Holm {

    private Holm() {}

    /**
     * Returns the corrected values, each at the place of its own.
     *
     * @param p of all comparisons that are made together, 0..1; NaN for one that cannot be made, which does not count
     * @return NaN where p is
     * @throws IllegalArgumentException if a value is not in 0..1
     */
    public static double[] corrected(double[] p) {
        return corrected(
                p, (int) Arrays.stream(p).filter(value -> !Double.isNaN(value)).count());
    }

    /**
     * The same for some comparisons of a larger family, whichever of it they are: those without a value count as if theirs
     * were 1, so that of m comparisons the i-th smallest value becomes
     *
     * <pre>
     * q_i = max over j &lt;= i of min(1, (m - j + 1) p_j)
     * </pre>
     *
     * None is smaller than it would be with all m values: let one that is left out be at place k of all and below p_i. The
     * next larger of those at hand is at place j &lt;= k among them, so that (m - j + 1) p_j is at least what the one left
     * out would contribute.
     *
     * @param comparisons m, at least the number of values that are not NaN
     * @throws IllegalArgumentException if a value is not in 0..1 or there are more of them than comparisons
     */
    public static double[] corrected(double[] p, int comparisons) {
        for (int i = 0; i < p.length; i++) {
            if (p[i] < 0 || p[i] > 1) {
                throw new IllegalArgumentException("p[" + i + "] = " + p[i] + ", but 0..1 is required");
            }
        }
        double[] corrected = p.clone();
        List<Integer> order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .toList();
        if (order.size() > comparisons) {
            throw new IllegalArgumentException("comparisons = " + comparisons + ", but at least the " + order.size()
                    + " that have a p are required");
        }
        double least = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int place = order.get(rank);
            least = Math.max(least, Math.min(1, (comparisons - rank) * p[place]));
            corrected[place] = least;
        }
        return corrected;
    }
}
