package org.weightbalancing.train;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Access to the memory of FLOAT arrays: what a CPU computes with. What is written there never reaches another device. */
final class NativeFloats {

    private NativeFloats() {}

    /** Whether ND4J computes with the memory that is given here. */
    static boolean isComputedWith(ExecutionerType type) {
        return type == ExecutionerType.NATIVE_CPU;
    }

    /** The memory of a contiguous array, in its order; valid as long as the array is. */
    static FloatBuffer of(INDArray array) {
        return array.data().asNioFloat().slice().limit((int) array.length()).slice();
    }

    /**
     * Makes a matrix outside of workspaces.
     *
     * @param values row after row, perhaps followed by others
     * @param type of what computes with it
     */
    static INDArray matrix(float[] values, int rows, int columns, ExecutionerType type) {
        if (!isComputedWith(type)) {
            float[] exactly = Arrays.copyOf(values, rows * columns);
            return Nd4j.create(Nd4j.getDataBufferFactory().createFloat(exactly), new long[] {rows, columns});
        }
        INDArray result = Nd4j.createUninitializedDetached(DataType.FLOAT, rows, columns);
        // At once: ND4J's own copying goes element by element.
        of(result).put(0, values, 0, rows * columns);
        return result;
    }

    /** Whether the memory holds the rows of a matrix one after the other, and nothing between. */
    static boolean isByRow(INDArray matrix) {
        return matrix.ordering() == 'c' && matrix.stride(1) == 1 && matrix.stride(0) == matrix.size(1);
    }
}
