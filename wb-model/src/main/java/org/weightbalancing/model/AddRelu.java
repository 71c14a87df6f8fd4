package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes {@code max(0, a + b)} of two activations of one shape: the end of a residual block (He et al., CVPR 2016,
 * equation 1 and figure 2).
 *
 * <p>The gradient of both inputs is that of the output where the output is positive, else 0. Each input gets an array of
 * its own, except where the graph's order of traversal makes one array safe for both, as in every residual block.
 */
public final class AddRelu extends ParameterFree {

    private static final long serialVersionUID = 1;

    /** The vertex; it has no settings. */
    public AddRelu() {}

    @Override
    public GraphVertex clone() {
        return new AddRelu();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddRelu;
    }

    @Override
    public int hashCode() {
        return AddRelu.class.hashCode();
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new AddReluVertex(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        if (!inputs[0].equals(inputs[1])) {
            throw new IllegalArgumentException("cannot add " + inputs[0] + " and " + inputs[1]);
        }
        return inputs[0];
    }
}
