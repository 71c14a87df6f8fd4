package org.weightbalancing.model;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running half of {@link FeatureNormPenalty}. */
@SuppressWarnings("overrides") // BaseGraphVertex declares setInputs otherwise than its interface
final class FeatureNormPenaltyVertex extends ParameterFreeVertex {

    private static final long serialVersionUID = 1;

    private final double eta;

    FeatureNormPenaltyVertex(ComputationGraph graph, String name, int index, DataType type, double eta) {
        super(graph, name, index, type);
        this.eta = eta;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr memory) {
        return memory.dup(ArrayType.ACTIVATIONS, inputs[0]);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr memory) {
        INDArray gradient = memory.dup(ArrayType.ACTIVATION_GRAD, inputs[0]);
        return new Pair<>(null, new INDArray[] {gradient.muli(eta).addi(epsilon)});
    }
}
