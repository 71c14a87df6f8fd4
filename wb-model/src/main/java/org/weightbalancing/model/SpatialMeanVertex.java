package org.weightbalancing.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running half of {@link SpatialMean}. */
@SuppressWarnings("overrides") // BaseGraphVertex declares setInputs otherwise than its interface
final class SpatialMeanVertex extends ParameterFreeVertex {

    private static final long serialVersionUID = 1;

    SpatialMeanVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
        INDArray x = inputs[0];
        INDArray y =
                memory.createUninitialized(ArrayType.ACTIVATIONS, dataType, new long[] {x.size(0), x.size(3)}, 'c');
        return y.assign(pixels(x).mean(1));
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        INDArray x = inputs[0];
        INDArray gradient = memory.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
        INDArray pixels = pixels(gradient);
        INDArray share = epsilon.div(pixels.size(1)).reshape(x.size(0), 1, x.size(3));
        pixels.assign(share.broadcast(pixels.shape()));
        return new Pair<>(null, new INDArray[] {gradient});
    }

    private static INDArray pixels(INDArray images) {
        return Contiguous.of(images).reshape('c', images.size(0), images.size(1) * images.size(2), images.size(3));
    }
}
