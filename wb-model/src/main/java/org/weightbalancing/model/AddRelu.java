package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes {@code max(0, a + b)} of two activations of one shape: the end of a residual block (He et al., CVPR 2016,
 * equation 1 and figure 2).
 *
 * <p>The gradient of both inputs is that of the output where the output is positive, else 0; both are one array, so
 * consumers may only read it until all of them have.
 */
public final class AddRelu extends GraphVertex {

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
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public int maxVertexInputs() {
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

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder("AddRelu", AddRelu.class, inputs[0], getOutputType(0, inputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }
}
