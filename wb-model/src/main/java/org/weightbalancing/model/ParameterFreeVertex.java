package org.weightbalancing.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What all vertices without parameters answer alike. */
@SuppressWarnings("overrides") // BaseGraphVertex declares setInputs otherwise than its interface
abstract class ParameterFreeVertex extends BaseGraphVertex {

    private static final long serialVersionUID = 1;

    ParameterFreeVertex(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, null, null, type);
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    // DL4J's contract for a vertex without a layer.
    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        if (gradients != null) {
            throw new IllegalArgumentException(getVertexName() + " has no parameters");
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int batch) {
        if (masks == null || masks.length == 0 || masks[0] == null) {
            return new Pair<>(null, state);
        }
        throw new UnsupportedOperationException(getVertexName() + " does not take masks");
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "(" + getVertexName() + ")";
    }
}
