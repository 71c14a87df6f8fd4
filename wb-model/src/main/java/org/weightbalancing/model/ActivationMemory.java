package org.weightbalancing.model;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.model.onednn.OneDnn;

/** Arrays for activations and their gradients, whose values the caller overwrites. */
final class ActivationMemory {

    // Workspaces align to 16 bytes. On a 64-byte boundary no AVX-512 access touches two lines of the cache, and
    // Winograd
    // kernels need no copy.
    private static final int LINE = 64 / Float.BYTES;

    private ActivationMemory() {}

    static INDArray create(LayerWorkspaceMgr memory, ArrayType kind, DataType type, long... shape) {
        if (!OneDnn.serves(type)) {
            return memory.createUninitialized(kind, type, shape, 'c');
        }
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        INDArray whole = memory.createUninitialized(kind, type, new long[] {length + LINE - 1}, 'c');
        int start = (int) (whole.data().address() % (LINE * Float.BYTES)) / Float.BYTES;
        return Nd4j.create(whole.data(), shape, Nd4j.getStrides(shape, 'c'), (LINE - start) % LINE, 'c');
    }
}
