package org.weightbalancing.model;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every second pixel and twice the channels, the new ones zero: by ND4J's indexing, since DL4J has no such vertex. */
final class SlicedShortcut implements Pass {

    private static final INDArrayIndex ALL = NDArrayIndex.all();

    private long[] shape = {};

    @Override
    public INDArray forward(LayerWorkspaceMgr memory, INDArray... x) {
        shape = x[0].shape();
        INDArray y = memory.create(
                ArrayType.ACTIVATIONS,
                DataType.FLOAT,
                new long[] {shape[0], (shape[1] + 1) / 2, (shape[2] + 1) / 2, 2 * shape[3]},
                'c');
        y.get(filled()).assign(x[0].get(taken()));
        return y;
    }

    @Override
    public INDArray[] backward(LayerWorkspaceMgr memory, INDArray epsilon) {
        INDArray gradient = memory.create(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape, 'c');
        gradient.get(taken()).assign(epsilon.get(filled()));
        return new INDArray[] {gradient};
    }

    @Override
    public INDArray gradients() {
        return Nd4j.zeros(DataType.FLOAT, 1, 1);
    }

    private INDArrayIndex[] taken() {
        return new INDArrayIndex[] {
            ALL, NDArrayIndex.interval(0, 2, shape[1]), NDArrayIndex.interval(0, 2, shape[2]), ALL
        };
    }

    private INDArrayIndex[] filled() {
        return new INDArrayIndex[] {ALL, ALL, ALL, NDArrayIndex.interval(shape[3] / 2, shape[3] / 2 + shape[3])};
    }
}
