package org.weightbalancing.model.geometry;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The pseudo-inverse of a scatter matrix {@code S = sum_i x_i x_i^T} [D, D], as {@code S^+ = T T^T} with a factor T [D,
 * rank] whose columns are eigenvectors v_k of S over sqrt(lambda_k).
 *
 * <p>The eigenvalues are those of X X^T or X^T X, whichever is smaller. Those that could be rounding are not inverted.
 */
final class ScatterInverse implements AutoCloseable {

    private static final double EPSILON = 0x1p-52;

    private final INDArray factor;
    private final int rank;

    private ScatterInverse(INDArray factor, int rank) {
        this.factor = factor;
        this.rank = rank;
    }

    /**
     * That of the rows.
     *
     * @param rounding eigenvalues up to it are taken for 0, as are those up to {@code max(count, D) 2^-52} times the
     *     largest
     */
    static ScatterInverse of(Rows rows, double rounding) {
        boolean wide = rows.count < rows.length;
        int size = wide ? rows.count : rows.length;
        try (INDArray x = rows.array();
                INDArray vectors = Nd4j.gemm(x, x, !wide, wide);
                INDArray values = Nd4j.create(DataType.DOUBLE, size)) {
            Nd4j.getBlasWrapper().syev('V', 'U', vectors, values);
            double[] ascending = values.toDoubleVector();
            double least = Math.max(rounding, ascending[size - 1] * Math.max(rows.count, rows.length) * EPSILON);
            int zeros = 0;
            while (zeros < size && !(ascending[zeros] > least)) {
                zeros++;
            }
            return zeros == size ? zero() : factored(x, vectors, ascending, zeros, wide);
        }
    }

    private static ScatterInverse zero() {
        return new ScatterInverse(Nd4j.zeros(DataType.DOUBLE, 1, 1), 0);
    }

    // For X = U sqrt(lambda) V^T: T = V / sqrt(lambda) = X^T U / lambda.
    private static ScatterInverse factored(
            INDArray x, INDArray vectors, double[] eigenvalues, int zeros, boolean wide) {
        int rank = eigenvalues.length - zeros;
        double[] scales = new double[rank];
        for (int k = 0; k < rank; k++) {
            double eigenvalue = eigenvalues[zeros + k];
            scales[k] = 1 / (wide ? eigenvalue : Math.sqrt(eigenvalue));
        }
        try (INDArray kept = vectors.get(NDArrayIndex.all(), NDArrayIndex.interval(zeros, eigenvalues.length))
                        .dup('f');
                INDArray row = Nd4j.createFromArray(scales).reshape(1, rank)) {
            kept.muliRowVector(row);
            return new ScatterInverse(wide ? Nd4j.gemm(x, kept, true, false) : kept.dup('f'), rank);
        }
    }

    /** {@code tr(S^+ sum_i y_i y_i^T) = sum_i |T^T y_i|^2} of rows y_i; NaN if S is 0. */
    double trace(Rows rows) {
        if (rank == 0) {
            return Double.NaN;
        }
        try (INDArray y = rows.array();
                INDArray product = Nd4j.gemm(y, factor, false, false)) {
            double norm = product.norm2Number().doubleValue();
            return norm * norm;
        }
    }

    @Override
    public void close() {
        factor.close();
    }
}
