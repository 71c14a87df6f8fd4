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
        INDArray b = Contiguous.of(inputs[1]);
        INDArray y = memory.createUninitialized(ArrayType.ACTIVATIONS, dataType, a.shape(), 'c');
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
        INDArray gradient = memory.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, epsilon.shape(), 'c');
        if (OneDnn.serves(dataType)) {
            plans.of(gradient.length()).backward(output, Contiguous.of(epsilon), gradient);
        } else {
            gradient.assign(epsilon.mul(output.gt(0).castTo(dataType)));
        }
        INDArray second = shared() ? gradient : memory.dup(ArrayType.ACTIVATION_GRAD, gradient, 'c');
        return new Pair<>(null, new INDArray[] {gradient, second});
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
