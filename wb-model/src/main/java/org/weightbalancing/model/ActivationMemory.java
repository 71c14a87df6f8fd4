package org.weightbalancing.model;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.onednn.OneDnn;

/**
 * Makes arrays for activations and their gradients, whose values the caller overwrites.
 *
 * <p>For oneDNN they start where a line of the cache does: no AVX-512 access then touches two lines, and Winograd kernels,
 * which take nothing else, need no copy. Workspaces align to 32 bytes from wherever they lie, so that an array is a view
 * of one that is a little longer.
 */
final class ActivationMemory {

    private static final int LINE = 64;

    private ActivationMemory() {}

    static INDArray create(LayerWorkspaceMgr memory, ArrayType kind, DataType type, long... shape) {
        if (!OneDnn.serves(type)) {
            return memory.createUninitialized(kind, type, shape, 'c');
        }
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        INDArray whole = memory.createUninitialized(kind, type, new long[] {length + LINE / Float.BYTES - 1}, 'c');
        long address = whole.data().address() + whole.offset() * Float.BYTES;
        long missing = (-address & (LINE - 1)) / Float.BYTES;
        return Nd4j.create(whole.data(), shape, Nd4j.getStrides(shape, 'c'), whole.offset() + missing, 'c');
    }
}
