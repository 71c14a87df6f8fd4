package org.weightbalancing.eval;

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
        double least = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int place = order.get(rank);
            least = Math.max(least, Math.min(1, (order.size() - rank) * p[place]));
            corrected[place] = least;
        }
        return corrected;
    }
}
