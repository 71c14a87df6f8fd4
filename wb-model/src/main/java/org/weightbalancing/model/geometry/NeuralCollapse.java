package org.weightbalancing.model.geometry;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Measures how far features and classifier are from neural collapse, where each is 0.
 *
 * <p>Over the K classes that have items, with mu_c the mean of the features of class c, {@code mu_G = mean_c mu_c} the
 * mean of the class means, whatever the number of items of each, and {@code m_c = mu_c - mu_G}:
 *
 * <ul>
 *   <li>{@code nc1 = tr(S_W S_B^+) / K}, where {@code S_W = 1/n sum_i (f_i - mu_y)(f_i - mu_y)^T} over all n items,
 *       {@code S_B = 1/K sum_c m_c m_c^T}, and ^+ is the pseudo-inverse;
 *   <li>{@code nc2Norms = sd_c |m_c| / mean_c |m_c|}, the deviation divided by K;
 *   <li>{@code nc2Angles}: the mean over pairs of classes of {@code |cos(m_c, m_c') + 1 / (K - 1)|}, which is 0 for a
 *       simplex; pairs with a mean at mu_G have no angle and are left out;
 *   <li>{@code nc3 = | W / |W|_F - M / |M|_F |_F^2}, from 0 to 4, where the columns of W [D, K] are the classifier's
 *       weight vectors, not centred, and those of M the m_c;
 *   <li>{@code nc4}: the fraction of items, 0 to 1, that the classifier does not assign to the class with the nearest
 *       mean; the classifier chooses among all classes, ties go to the class of lower index.
 * </ul>
 *
 * <p>NaN is what is undefined: all with fewer than two classes that have items, or with features that are not finite; nc1,
 * nc2Norms and nc3 if all class means are equal, but for rounding; nc2Angles if no pair has an angle; nc3 without weight
 * vectors or with all of them 0; nc4 without a classifier. All are the same for rotated features (and weight vectors), and
 * but for nc4, which depends on biases, for scaled ones.
 *
 * <p>Papyan, Han and Donoho, PNAS 2020: figures 6 (nc1), 2 (nc2Norms), 4 (nc2Angles), 5 (nc3) and 7 (nc4). There classes
 * are balanced; the mean of class means keeps the simplex in sight where they are not.
 *
 * @param nc1 variability within classes
 * @param nc2Norms spread of the lengths of the centred class means
 * @param nc2Angles distance of their angles from those of a simplex
 * @param nc3 distance of the classifier from the class means
 * @param nc4 disagreement with the nearest class mean
 */
public record NeuralCollapse(double nc1, double nc2Norms, double nc2Angles, double nc3, double nc4) {

    static final NeuralCollapse UNDEFINED =
            new NeuralCollapse(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * That of at least two classes with finite features.
     *
     * @param rounding of squares, relative to squares
     * @param weights W [D, C]
     * @param logits of the items, [n, C]
     */
    static NeuralCollapse of(
            ClassMeans means, Rows residuals, double rounding, Optional<INDArray> weights, Optional<INDArray> logits) {
        double least = rounding * means.rows().squares();
        Rows centred = means.centred().without(least);
        return new NeuralCollapse(
                nc1(residuals, centred, least),
                nc2Norms(centred.norms()),
                nc2Angles(centred.directions(), 1.0 / (centred.count - 1)),
                weights.map(w -> nc3(centred, columns(w, means.present()))).orElse(Double.NaN),
                logits.map(z -> nc4(means.nearest(), z)).orElse(Double.NaN));
    }

    // tr(S_W S_B^+) / K = tr(1/n sum_i r_i r_i^T (sum_c m_c m_c^T)^+): the K cancel.
    private static double nc1(Rows residuals, Rows centred, double rounding) {
        try (ScatterInverse between = ScatterInverse.of(centred, rounding)) {
            return between.trace(residuals) / residuals.count;
        }
    }

    private static double nc2Norms(double[] norms) {
        double mean = Arrays.stream(norms).average().orElseThrow();
        double squares =
                Arrays.stream(norms).map(norm -> (norm - mean) * (norm - mean)).sum();
        return Math.sqrt(squares / norms.length) / mean;
    }

    private static double nc2Angles(Rows units, double simplex) {
        double[] sums = new double[units.count];
        units.products(units, (cosines, row) -> {
            for (int other = 0; other < row; other++) {
                sums[row] += Math.abs(cosines[other] + simplex);
            }
        });
        return Arrays.stream(sums).sum() / (units.count * (units.count - 1.0) / 2);
    }

    private static double nc3(Rows centred, Rows weights) {
        double ofMeans = Math.sqrt(centred.squares());
        double ofWeights = Math.sqrt(weights.squares());
        double sum = 0;
        for (int k = 0; k < centred.count; k++) {
            for (int d = 0; d < centred.length; d++) {
                double difference = weights.at(k, d) / ofWeights - centred.at(k, d) / ofMeans;
                sum += difference * difference;
            }
        }
        return sum;
    }

    private static double nc4(int[] nearest, INDArray logits) {
        int[] chosen = logits.argMax(1).toIntVector();
        int differing = 0;
        for (int i = 0; i < nearest.length; i++) {
            differing += nearest[i] == chosen[i] ? 0 : 1;
        }
        return (double) differing / nearest.length;
    }

    /** The columns of those classes as rows, [K, D]. */
    private static Rows columns(INDArray weights, int[] classes) {
        try (INDArray turned = weights.transpose().dup('c')) {
            Rows all = Rows.of(turned);
            double[] kept = new double[classes.length * all.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = all.at(classes[i / all.length], i % all.length);
            }
            return new Rows(kept, classes.length, all.length);
        }
    }
}
