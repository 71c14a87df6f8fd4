package org.weightbalancing.model.head;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Access to the memory of FLOAT arrays on a CPU. */
final class FloatMemory {

    private FloatMemory() {}

    /** The memory of a contiguous array, in its order; valid as long as the array is. */
    static FloatBuffer of(INDArray array) {
        return array.data().asNioFloat().slice().limit((int) array.length()).slice();
    }

    /** Makes a matrix outside of workspaces, of any values. */
    static INDArray matrix(int rows, int columns, char order) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, order, rows, columns);
    }

    /** Reads a matrix row after row. */
    static void readRows(INDArray matrix, float[] values) {
        boolean byRow = matrix.ordering() == 'c' && matrix.stride(1) == 1 && matrix.stride(0) == matrix.size(1);
        of(byRow ? matrix : matrix.dup('c')).get(0, values);
    }
}
