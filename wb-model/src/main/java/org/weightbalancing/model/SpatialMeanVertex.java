package org.weightbalancing.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.OneDnn;
import org.weightbalancing.model.onednn.SpatialMeanPlan;

/** The running half of {@link SpatialMean}. */
@SuppressWarnings("overrides") // BaseGraphVertex declares setInputs otherwise than its interface
final class SpatialMeanVertex extends ParameterFreeVertex {

    private static final long serialVersionUID = 1;

    private final transient Plans<ActivationShape, SpatialMeanPlan> plans = new Plans<>(SpatialMeanPlan::of);

    SpatialMeanVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
        INDArray x = Running.input(inputs[0], dataType);
        ActivationShape shape = ActivationShape.of(x);
        // No view, so that whoever gets features can close them.
        INDArray y = memory.createUninitialized(
                ArrayType.ACTIVATIONS, dataType, new long[] {shape.batch(), shape.channels()}, 'c');
        if (OneDnn.serves(dataType)) {
            plans.of(shape).forward(x, y);
        } else {
            y.assign(pixels(x).mean(1));
        }
        return y;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        ActivationShape shape = ActivationShape.of(inputs[0]);
        INDArray gradient = ActivationMemory.create(memory, ArrayType.ACTIVATION_GRAD, dataType, shape.sizes());
        if (OneDnn.serves(dataType)) {
            plans.of(shape).backward(Contiguous.of(epsilon), gradient);
        } else {
            INDArray pixels = pixels(gradient);
            INDArray share = epsilon.div(pixels.size(1)).reshape(shape.batch(), 1, shape.channels());
            pixels.assign(share.broadcast(pixels.shape()));
        }
        return new Pair<>(null, new INDArray[] {gradient});
    }

    private static INDArray pixels(INDArray images) {
        return images.reshape('c', images.size(0), images.size(1) * images.size(2), images.size(3));
    }
}
