package org.weightbalancing.model.head;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes the logits {@code z_c = s_c p_c + b_c} with p = x W, of batches of one size, in arrays that are used over and
 * over.
 */
final class ScaledProduct implements AutoCloseable {

    private final int rows;
    private final int classes;
    private final INDArray product;
    private final INDArray logits;
    private final FloatBuffer productMemory;
    private final FloatBuffer logitMemory;
    private final float[] products;
    private final float[] byRow;

    ScaledProduct(int rows, int classes) {
        this.rows = rows;
        this.classes = classes;
        // ND4J multiplies in this order, and copies a product of another.
        this.product = FloatMemory.matrix(rows, classes, 'f');
        this.logits = FloatMemory.matrix(rows, classes, 'c');
        this.productMemory = FloatMemory.of(product);
        this.logitMemory = FloatMemory.of(logits);
        this.products = new float[rows * classes];
        this.byRow = new float[rows * classes];
    }

    int rows() {
        return rows;
    }

    /** Gives z [b, C], valid until the next; factors s and offsets b are [C]. */
    INDArray logits(INDArray features, INDArray weights, float[] factors, float[] offsets) {
        Nd4j.getBlasWrapper().level3().gemm(features, weights, product, false, false, 1, 0);
        productMemory.get(0, products);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < classes; c++) {
                byRow[i * classes + c] = products[c * rows + i] * factors[c] + offsets[c];
            }
        }
        logitMemory.put(0, byRow);
        return logits;
    }

    /** Writes the gradient by the factors, summed over the batch: {@code sum_i p_ic delta_ic}. */
    void backward(INDArray delta, float[] byFactors) {
        FloatMemory.readRows(delta, byRow);
        Arrays.fill(byFactors, 0);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < classes; c++) {
                byFactors[c] += products[c * rows + i] * byRow[i * classes + c];
            }
        }
    }

    @Override
    public void close() {
        product.close();
        logits.close();
    }
}
