package org.weightbalancing.model.head;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws simplex equiangular tight frames, {@code W = sqrt(C / (C - 1)) Q B^T} [D, C].
 *
 * <p>B [C, C - 1] is an orthonormal basis of what is orthogonal to 1, so that {@code B B^T = I - 1 1^T / C}, and Q [D, C -
 * 1] has orthonormal columns. With {@code D >= C} this is {@code sqrt(C / (C - 1)) U (I - 1 1^T / C)} for {@code U = Q
 * B^T + q 1^T / sqrt(C)}, where q is any unit vector orthogonal to Q: the frame needs one dimension less than U.
 */
final class SimplexEtf {

    private SimplexEtf() {}

    static void require(long features, long classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes is " + classes + ", but a simplex has at least 2 vectors");
        }
        if (features < classes - 1) {
            throw new IllegalArgumentException("features is " + features + ", but a simplex of " + classes
                    + " vectors needs at least " + (classes - 1));
        }
    }

    /** The frame in DOUBLE, the same for the same seed. */
    static INDArray of(long features, long classes, long seed) {
        require(features, classes);
        double[][] columns = orthonormal(Math.toIntExact(features), Math.toIntExact(classes - 1), seed);
        INDArray q = Nd4j.createFromArray(columns).transpose();
        return q.mmul(Nd4j.createFromArray(basis(Math.toIntExact(classes)))).muli(Math.sqrt(classes / (classes - 1.0)));
    }

    /** B^T: row j - 1 is (1, ..., 1, -j, 0, ..., 0) / sqrt(j (j + 1)) with j ones. */
    private static double[][] basis(int classes) {
        double[][] rows = new double[classes - 1][classes];
        for (int j = 1; j < classes; j++) {
            double length = Math.sqrt(j * (j + 1.0));
            for (int i = 0; i < j; i++) {
                rows[j - 1][i] = 1 / length;
            }
            rows[j - 1][j] = -j / length;
        }
        return rows;
    }

    private static double[][] orthonormal(int length, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] vectors = new double[count][length];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < length; i++) {
                vectors[j][i] = random.nextGaussian();
            }
            // Twice, since what rounding leaves after the first time grows with the division by a small length.
            removeEarlier(vectors, j);
            normalize(vectors[j]);
            removeEarlier(vectors, j);
            normalize(vectors[j]);
        }
        return vectors;
    }

    private static void removeEarlier(double[][] vectors, int j) {
        for (int k = 0; k < j; k++) {
            double along = dot(vectors[j], vectors[k]);
            for (int i = 0; i < vectors[j].length; i++) {
                vectors[j][i] -= along * vectors[k][i];
            }
        }
    }

    private static void normalize(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
