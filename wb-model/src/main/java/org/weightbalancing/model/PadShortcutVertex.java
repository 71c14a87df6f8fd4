package org.weightbalancing.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The running half of {@link PadShortcut}. */
@SuppressWarnings("overrides") // BaseGraphVertex declares setInputs otherwise than its interface
final class PadShortcutVertex extends ParameterFreeVertex {

    private static final long serialVersionUID = 1;

    private final int stride;
    private final int channels;

    PadShortcutVertex(ComputationGraph graph, String name, int index, DataType type, int stride, int channels) {
        super(graph, name, index, type);
        this.stride = stride;
        this.channels = channels;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
        INDArray x = inputs[0];
        long[] shape = {x.size(0), (x.size(1) + stride - 1) / stride, (x.size(2) + stride - 1) / stride, channels};
        INDArray y = memory.create(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        y.get(filled(x)).assign(x.get(taken(x)));
        return y;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        INDArray x = inputs[0];
        INDArray gradient = memory.create(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
        gradient.get(taken(x)).assign(epsilon.get(filled(x)));
        return new Pair<>(null, new INDArray[] {gradient});
    }

    private INDArrayIndex[] taken(INDArray x) {
        return new INDArrayIndex[] {
            NDArrayIndex.all(),
            NDArrayIndex.interval(0, stride, x.size(1)),
            NDArrayIndex.interval(0, stride, x.size(2)),
            NDArrayIndex.all()
        };
    }

    private INDArrayIndex[] filled(INDArray x) {
        long before = (channels - x.size(3)) / 2;
        return new INDArrayIndex[] {
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.interval(before, before + x.size(3))
        };
    }
}
