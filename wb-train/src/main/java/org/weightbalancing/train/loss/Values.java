package org.weightbalancing.train.loss;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Moves an array's values to and from plain arrays at once; ND4J's own conversions go element by element. */
final class Values {

    private Values() {}

    /** Values in row-major order. */
    static double[] of(INDArray array) {
        int length = (int) array.length();
        double[] result = new double[length];
        if (array.dataType() == DataType.FLOAT) {
            float[] values = new float[length];
            array.dup('c').data().asNioFloat().get(values);
            for (int i = 0; i < length; i++) {
                result[i] = values[i];
            }
        } else {
            array.castTo(DataType.DOUBLE).dup('c').data().asNioDouble().get(result);
        }
        return result;
    }

    /** A row-major matrix of the given type, in the current workspace if one is open. */
    static INDArray matrix(double[] values, int columns, DataType type) {
        long[] shape = {values.length / columns, columns};
        if (type != DataType.FLOAT) {
            return Nd4j.create(values, shape, type);
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        MemoryWorkspace workspace = Nd4j.getMemoryManager().getCurrentWorkspace();
        DataBuffer buffer = workspace == null
                ? Nd4j.getDataBufferFactory().createFloat(rounded)
                : Nd4j.getDataBufferFactory().createFloat(rounded, workspace);
        return Nd4j.create(buffer, shape);
    }
}
