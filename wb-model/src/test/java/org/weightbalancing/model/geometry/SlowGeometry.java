package org.weightbalancing.model.geometry;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The formulas of {@link FeatureGeometry} and {@link NeuralCollapse}, read off one by one in plain loops. */
final class SlowGeometry {

    private final double[][] features;
    private final int[] labels;
    private final List<Integer> present = new ArrayList<>();
    private final List<double[]> means = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    SlowGeometry(INDArray features, int[] labels, int classes) {
        this.features = features.toDoubleMatrix();
        this.labels = labels;
        for (int c = 0; c < classes; c++) {
            List<double[]> own = new ArrayList<>();
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == c) {
                    own.add(this.features[i]);
                }
            }
            if (!own.isEmpty()) {
                present.add(c);
                counts.add(own.size());
                means.add(mean(own));
            }
        }
    }

    /** NaN if no item differs from its class mean. */
    double fisherRatio() {
        if (traceOfProduct(within(), within()) == 0) {
            return Double.NaN;
        }
        double[] all = mean(List.of(features));
        double[][] between = new double[all.length][all.length];
        for (int k = 0; k < means.size(); k++) {
            addOuter(between, minus(means.get(k), all), counts.get(k));
        }
        return traceOfProduct(pseudoInverse(within()), between);
    }

    double interClassCosine() {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < means.size(); a++) {
            for (int b = 0; b < a; b++) {
                sum += cosine(means.get(a), means.get(b));
                pairs++;
            }
        }
        return sum / pairs;
    }

    NeuralCollapse collapse(INDArray weights, INDArray bias) {
        return new NeuralCollapse(nc1(), nc2Norms(), nc2Angles(), nc3(weights), nc4(weights, bias));
    }

    private double nc1() {
        double[][] between = new double[features[0].length][features[0].length];
        centred().forEach(mean -> addOuter(between, mean, 1.0 / means.size()));
        double[][] within = within();
        for (double[] row : within) {
            for (int d = 0; d < row.length; d++) {
                row[d] /= features.length;
            }
        }
        return traceOfProduct(within, pseudoInverse(between)) / means.size();
    }

    private double nc2Norms() {
        double mean = 0;
        for (double[] m : centred()) {
            mean += Math.sqrt(dot(m, m)) / means.size();
        }
        double variance = 0;
        for (double[] m : centred()) {
            variance += Math.pow(Math.sqrt(dot(m, m)) - mean, 2) / means.size();
        }
        return Math.sqrt(variance) / mean;
    }

    private double nc2Angles() {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < means.size(); a++) {
            for (int b = 0; b < a; b++) {
                sum += Math.abs(cosine(centred().get(a), centred().get(b)) + 1.0 / (means.size() - 1));
                pairs++;
            }
        }
        return sum / pairs;
    }

    private double nc3(INDArray weights) {
        double ofWeights = 0;
        double ofMeans = 0;
        for (int k = 0; k < means.size(); k++) {
            double[] w = weights.getColumn(present.get(k)).toDoubleVector();
            ofWeights += dot(w, w);
            ofMeans += dot(centred().get(k), centred().get(k));
        }
        double sum = 0;
        for (int k = 0; k < means.size(); k++) {
            for (int d = 0; d < features[0].length; d++) {
                double w = weights.getDouble(d, present.get(k)) / Math.sqrt(ofWeights);
                sum += Math.pow(w - centred().get(k)[d] / Math.sqrt(ofMeans), 2);
            }
        }
        return sum;
    }

    private double nc4(INDArray weights, INDArray bias) {
        int differing = 0;
        for (double[] f : features) {
            int chosen = 0;
            double[] logits = new double[(int) weights.size(1)];
            for (int c = 0; c < logits.length; c++) {
                logits[c] = dot(f, weights.getColumn(c).toDoubleVector()) + bias.getDouble(c);
                chosen = logits[c] > logits[chosen] ? c : chosen;
            }
            int nearest = 0;
            for (int k = 0; k < means.size(); k++) {
                double[] toThis = minus(f, means.get(k));
                double[] toBest = minus(f, means.get(nearest));
                nearest = dot(toThis, toThis) < dot(toBest, toBest) ? k : nearest;
            }
            differing += chosen == present.get(nearest) ? 0 : 1;
        }
        return (double) differing / features.length;
    }

    private double[][] within() {
        double[][] within = new double[features[0].length][features[0].length];
        for (int i = 0; i < features.length; i++) {
            addOuter(within, minus(features[i], means.get(present.indexOf(labels[i]))), 1);
        }
        return within;
    }

    private List<double[]> centred() {
        double[] middle = mean(means);
        return means.stream().map(mean -> minus(mean, middle)).toList();
    }

    private static double[] mean(List<double[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        for (double[] vector : vectors) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += vector[d] / vectors.size();
            }
        }
        return mean;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int d = 0; d < a.length; d++) {
            difference[d] = a[d] - b[d];
        }
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    private static double cosine(double[] a, double[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static void addOuter(double[][] matrix, double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                matrix[i][j] += factor * vector[i] * vector[j];
            }
        }
    }

    private static double traceOfProduct(double[][] a, double[][] b) {
        double trace = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                trace += a[i][j] * b[j][i];
            }
        }
        return trace;
    }

    /** By Jacobi's rotations; eigenvalues up to 1e-11 times the largest count as 0. */
    private static double[][] pseudoInverse(double[][] symmetric) {
        int size = symmetric.length;
        double[][] a = new double[size][];
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            a[i] = symmetric[i].clone();
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < 40; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        double largest = 0;
        for (int k = 0; k < size; k++) {
            largest = Math.max(largest, a[k][k]);
        }
        double[][] inverse = new double[size][size];
        for (int k = 0; k < size; k++) {
            if (a[k][k] > 1e-11 * largest) {
                double[] vector = new double[size];
                for (int i = 0; i < size; i++) {
                    vector[i] = vectors[i][k];
                }
                addOuter(inverse, vector, 1 / a[k][k]);
            }
        }
        return inverse;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double angle = Math.atan2(2 * a[p][q], a[q][q] - a[p][p]) / 2;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int i = 0; i < a.length; i++) {
            double ip = a[i][p];
            a[i][p] = cos * ip - sin * a[i][q];
            a[i][q] = sin * ip + cos * a[i][q];
            double vp = vectors[i][p];
            vectors[i][p] = cos * vp - sin * vectors[i][q];
            vectors[i][q] = sin * vp + cos * vectors[i][q];
        }
        for (int i = 0; i < a.length; i++) {
            double pi = a[p][i];
            a[p][i] = cos * pi - sin * a[q][i];
            a[q][i] = sin * pi + cos * a[q][i];
        }
    }
}
