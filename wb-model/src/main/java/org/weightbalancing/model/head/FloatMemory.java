package org.weightbalancing.model.head;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Access to the memory of FLOAT arrays on a CPU. */
final class FloatMemory {

    private FloatMemory() {}

    /** Whether ND4J computes with the memory that is given here, of arrays of this type. */
    static boolean isComputedWith(DataType numbers, ExecutionerType type) {
        return numbers == DataType.FLOAT && type == ExecutionerType.NATIVE_CPU;
    }

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
        if (byRow) {
            of(matrix).get(0, values);
            return;
        }
        INDArray copy = matrix.dup('c');
        of(copy).get(0, values);
        // Leaves a copy alone that is in a workspace.
        copy.close();
    }
}
