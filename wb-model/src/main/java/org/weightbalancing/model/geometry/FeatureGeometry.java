package org.weightbalancing.model.geometry;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.LayerNames;

/**
 * Measures where the features f_i of n items lie: how long they are, how far apart classes are, and how near they are to
 * neural collapse.
 *
 * <p>With mu_c the mean of the features of class c, of n_c items, and mu that of all items:
 *
 * <ul>
 *   <li>{@code featureNorm} is the mean of |f_i| over all items, {@code featureNorms} over those of each class;
 *   <li>{@code fisherRatio = tr(S_W^+ S_B)}, where {@code S_W = sum_i (f_i - mu_y)(f_i - mu_y)^T} and {@code S_B = sum_c
 *       n_c (mu_c - mu)(mu_c - mu)^T}: the larger, the better classes are told apart linearly. Fukunaga, Introduction to
 *       Statistical Pattern Recognition, 1990, section 10.2; Hasegawa and Sato, ICLR 2024, who invert S_W;
 *   <li>{@code interClassCosine} is the mean over pairs of classes of {@code cos(mu_c, mu_c')}, not centred: near 1 if all
 *       features lie in a narrow cone. Hasegawa and Sato, ICLR 2024, average the cosines of features for each pair of
 *       classes instead. A class mean at 0 has no angle and is left out.
 * </ul>
 *
 * <p>S_W^+ is the pseudo-inverse: directions along which no class scatters do not count, of which there are many with few
 * items for so many dimensions. Eigenvalues of S_W up to {@code max(max(n, D) 2^-52 lambda_max, u^2 sum_i |f_i|^2)} are
 * taken for rounding and inverted as 0, where u is the larger of {@code n 2^-53} and, for FLOAT features, {@code 2^-24};
 * likewise those of the class means in {@link NeuralCollapse}. Everything is computed in double precision, time is O(n
 * D^2 + D^3).
 *
 * <p>NaN is what is undefined: the norm of a class without items, what compares classes if fewer than two have items, the
 * Fisher ratio if no class scatters, and all of it if features are not finite.
 *
 * @param items n
 * @param featureNorm mean length of features
 * @param featureNorms the same for each class, [C]
 * @param fisherRatio Fisher's discriminant ratio
 * @param interClassCosine mean cosine of class means
 * @param collapse the measures of neural collapse
 */
// Copied on the way in and out, and compared by content below.
@SuppressWarnings("ArrayRecordComponent")
public record FeatureGeometry(
        int items,
        double featureNorm,
        double[] featureNorms,
        double fisherRatio,
        double interClassCosine,
        NeuralCollapse collapse) {

    private static final double FLOAT_ROUNDING = 0x1p-24;
    private static final double DOUBLE_ROUNDING = 0x1p-53;

    /** Copies the norms. */
    public FeatureGeometry {
        featureNorms = featureNorms.clone();
    }

    /**
     * That of features alone: without a classifier, nc3 and nc4 are NaN.
     *
     * @param features [n, D], FLOAT or DOUBLE; not changed
     * @param labels of the features, n of them, each from 0 to below C
     * @param classes C, at least 1
     * @throws IllegalArgumentException if labels do not fit the features, or there are no features
     */
    public static FeatureGeometry of(INDArray features, int[] labels, int classes) {
        return of(features, labels, classes, Optional.empty(), Optional.empty());
    }

    /**
     * That of features and of a linear classifier {@code f W + b}.
     *
     * @param features [n, D], FLOAT or DOUBLE; not changed
     * @param labels of the features, n of them, each from 0 to below C
     * @param weights W [D, C], of the features' type; not changed
     * @param bias b [1, C]; not changed
     * @throws IllegalArgumentException if labels or classifier do not fit the features, or there are no features
     */
    public static FeatureGeometry of(INDArray features, int[] labels, INDArray weights, INDArray bias) {
        require(features, labels);
        if (weights.rank() != 2 || weights.size(0) != features.size(1)) {
            throw new IllegalArgumentException("weights are " + Arrays.toString(weights.shape())
                    + ", but must be [D, C] for features [n, D], which are " + Arrays.toString(features.shape()));
        }
        int classes = Math.toIntExact(weights.size(1));
        if (bias.length() != classes) {
            throw new IllegalArgumentException(
                    "there are " + bias.length() + " biases, but " + classes + " classes need as many");
        }
        try (INDArray logits = features.mmul(weights)) {
            logits.addiRowVector(bias.reshape(1, classes));
            return of(features, labels, classes, Optional.of(weights), Optional.of(logits));
        }
    }

    /**
     * That of features and of a network's classifier, linear or of any head.
     *
     * @param features [n, D], in the network's type; not changed
     * @param labels of the features, n of them, each from 0 to below C
     * @param network with a classifier; not changed
     * @throws IllegalArgumentException if labels or classifier do not fit the features, or there are no features
     */
    public static FeatureGeometry of(INDArray features, int[] labels, ComputationGraph network) {
        require(features, labels);
        Optional<INDArray> weights = Classifiers.weights(network);
        BaseOutputLayer classifier =
                (BaseOutputLayer) network.getLayer(LayerNames.CLASSIFIER).conf().getLayer();
        if (classifier.getNIn() != features.size(1)) {
            throw new IllegalArgumentException("features are " + Arrays.toString(features.shape())
                    + ", but the classifier takes [n, " + classifier.getNIn() + "]");
        }
        try (INDArray logits = Classifiers.logits(network, features)) {
            return of(features, labels, Math.toIntExact(classifier.getNOut()), weights, Optional.of(logits));
        } finally {
            weights.ifPresent(INDArray::close);
        }
    }

    @SuppressWarnings("try")
    private static FeatureGeometry of(
            INDArray features, int[] labels, int classes, Optional<INDArray> weights, Optional<INDArray> logits) {
        require(features, labels);
        require(labels, classes);
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            Rows rows = Rows.of(features);
            ClassMeans means = ClassMeans.of(rows, labels, classes);
            double[] norms = rows.norms();
            double mean = Arrays.stream(norms).sum() / norms.length;
            double[] ofClasses = means(norms, labels, classes);
            if (means.rows().count < 2 || !Double.isFinite(rows.squares())) {
                return new FeatureGeometry(
                        labels.length, mean, ofClasses, Double.NaN, Double.NaN, NeuralCollapse.UNDEFINED);
            }
            double rounding = Math.pow(rounding(features.dataType(), labels.length), 2);
            Rows residuals = means.residuals();
            return new FeatureGeometry(
                    labels.length,
                    mean,
                    ofClasses,
                    fisherRatio(residuals, means.aroundItems(), rounding * rows.squares()),
                    meanCosine(means.rows().directions()),
                    NeuralCollapse.of(means, residuals, rounding, weights, logits));
        }
    }

    private static double fisherRatio(Rows residuals, Rows weighted, double rounding) {
        try (ScatterInverse within = ScatterInverse.of(residuals, rounding)) {
            return within.trace(weighted);
        }
    }

    /** Over pairs of the K unit vectors, {@code (|sum_c u_c|^2 - K) / (K (K - 1))}; NaN if there is no pair. */
    private static double meanCosine(Rows units) {
        if (units.count < 2) {
            return Double.NaN;
        }
        double mean = Arrays.stream(units.mean()).map(x -> x * x).sum();
        return (mean * units.count - 1) / (units.count - 1);
    }

    private static double[] means(double[] values, int[] labels, int classes) {
        double[] sums = new double[classes];
        double[] counts = new double[classes];
        for (int i = 0; i < labels.length; i++) {
            sums[labels[i]] += values[i];
            counts[labels[i]]++;
        }
        Arrays.setAll(sums, c -> sums[c] / counts[c]);
        return sums;
    }

    private static double rounding(DataType type, int items) {
        return Math.max(type == DataType.DOUBLE ? 0 : FLOAT_ROUNDING, items * DOUBLE_ROUNDING);
    }

    private static void require(INDArray features, int[] labels) {
        if (features.rank() != 2 || features.size(0) != labels.length) {
            throw new IllegalArgumentException("features are " + Arrays.toString(features.shape()) + " for "
                    + labels.length + " labels, but must be [labels, D]");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("there are 0 features, but at least one is needed");
        }
    }

    private static void require(int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label " + i + " is " + labels[i] + ", but must be 0 to " + (classes - 1));
            }
        }
    }

    /** A copy of the mean lengths, [C]. */
    @Override
    public double[] featureNorms() {
        return featureNorms.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureGeometry that
                && items == that.items
                && Double.compare(featureNorm, that.featureNorm) == 0
                && Arrays.equals(featureNorms, that.featureNorms)
                && Double.compare(fisherRatio, that.fisherRatio) == 0
                && Double.compare(interClassCosine, that.interClassCosine) == 0
                && collapse.equals(that.collapse);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(items, featureNorm, fisherRatio, interClassCosine, collapse)
                + Arrays.hashCode(featureNorms);
    }

    @Override
    public String toString() {
        return "FeatureGeometry[items=" + items + ", featureNorm=" + featureNorm + ", featureNorms="
                + Arrays.toString(featureNorms) + ", fisherRatio=" + fisherRatio + ", interClassCosine="
                + interClassCosine + ", collapse=" + collapse + "]";
    }
}
