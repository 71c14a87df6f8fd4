package org.weightbalancing.model;

import java.util.Optional;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.weightbalancing.model.onednn.ActivationShape;
import org.weightbalancing.model.onednn.AddReluPlan;
import org.weightbalancing.model.onednn.OneDnn;

/** The running half of {@link AddRelu}. */
@SuppressWarnings("overrides") // BaseGraphVertex declares setInputs otherwise than its interface
final class AddReluVertex extends ParameterFreeVertex {

    private static final long serialVersionUID = 1;

    private final transient Plans<Long, AddReluPlan> plans = new Plans<>(AddReluPlan::of);
    private transient INDArray output;
    private transient Optional<Boolean> shared = Optional.empty();

    AddReluVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
        INDArray a = Contiguous.of(inputs[0]);
        INDArray b = Contiguous.of(likeFirst(inputs[1]));
        INDArray y = ActivationMemory.create(memory, ArrayType.ACTIVATIONS, dataType, a.shape());
        if (OneDnn.serves(dataType)) {
            plans.of(y.length()).forward(a, b, y);
        } else {
            y.assign(Transforms.relu(a.add(b), false));
        }
        output = y;
        return y;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        INDArray eps = Contiguous.of(likeFirst(epsilon));
        INDArray gradient = ActivationMemory.create(memory, ArrayType.ACTIVATION_GRAD, dataType, eps.shape());
        if (OneDnn.serves(dataType)) {
            plans.of(gradient.length()).backward(output, eps, gradient);
        } else {
            gradient.assign(eps.mul(output.gt(0).castTo(dataType)));
        }
        return new Pair<>(null, new INDArray[] {gradient, second(gradient, memory)});
    }

    private INDArray second(INDArray gradient, LayerWorkspaceMgr memory) {
        if (inputs[0].rank() != inputs[1].rank()) {
            return memory.leverageTo(
                    ArrayType.ACTIVATION_GRAD, ActivationShape.of(inputs[1]).fit(gradient));
        }
        return shared() ? gradient : memory.dup(ArrayType.ACTIVATION_GRAD, gradient, 'c');
    }

    // One input may be in blocks of channels and the other not.
    private INDArray likeFirst(INDArray array) {
        return array.rank() == inputs[0].rank()
                ? array
                : ActivationShape.of(inputs[0]).fit(array);
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }

    // Known only when the graph is wired, and the same from then on.
    private boolean shared() {
        if (shared.isEmpty()) {
            shared = Optional.of(SharedGradient.isSafe(graph, this));
        }
        return shared.get();
    }
}
