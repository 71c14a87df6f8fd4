package org.weightbalancing.train;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Access to the memory of FLOAT arrays. */
final class NativeFloats {

    private NativeFloats() {}

    /** The memory of a contiguous array, in its order; valid as long as the array is. */
    static FloatBuffer of(INDArray array) {
        return array.data().asNioFloat().slice().limit((int) array.length()).slice();
    }

    /** Whether the memory holds the rows of a matrix one after the other, and nothing between. */
    static boolean isByRow(INDArray matrix) {
        return matrix.ordering() == 'c' && matrix.stride(1) == 1 && matrix.stride(0) == matrix.size(1);
    }
}
