package org.weightbalancing.train;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computes the logits x W + b of batches of one size, in arrays that are used over and over. */
final class HeadLogits implements AutoCloseable {

    private final int rows;
    private final int classes;
    private final INDArray product;
    private final INDArray logits;
    private final FloatBuffer products;
    private final FloatBuffer sums;
    private final float[] byClass;
    private final float[] byRow;

    HeadLogits(int rows, int classes) {
        this.rows = rows;
        this.classes = classes;
        // In the order that DL4J multiplies in: another one rounds differently.
        this.product = array('f');
        this.logits = array('c');
        this.products = NativeFloats.of(product);
        this.sums = NativeFloats.of(logits);
        this.byClass = new float[rows * classes];
        this.byRow = new float[rows * classes];
    }

    private INDArray array(char order) {
        return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, classes}, order);
    }

    int rows() {
        return rows;
    }

    /** Gives [b, C], valid until the next; the bias is [C]. */
    INDArray of(INDArray features, INDArray weights, float[] bias) {
        Nd4j.getBlasWrapper().level3().gemm(features, weights, product, false, false, 1, 0);
        products.get(0, byClass);
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < classes; c++) {
                byRow[i * classes + c] = byClass[c * rows + i] + bias[c];
            }
        }
        sums.put(0, byRow);
        return logits;
    }

    @Override
    public void close() {
        product.close();
        logits.close();
    }
}
