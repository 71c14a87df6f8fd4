package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Averages each channel over the picture: [b, h, w, c] to [b, c] (global average pooling; Lin et al., ICLR 2014, section
 * 3.2).
 */
public final class SpatialMean extends ParameterFree {

    private static final long serialVersionUID = 1;

    /** The vertex; it has no settings. */
    public SpatialMean() {}

    @Override
    public GraphVertex clone() {
        return new SpatialMean();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpatialMean;
    }

    @Override
    public int hashCode() {
        return SpatialMean.class.hashCode();
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new SpatialMeanVertex(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        if (inputs[0] instanceof InputTypeConvolutional images) {
            return InputType.feedForward(images.getChannels());
        }
        throw new IllegalArgumentException("a spatial mean takes [b, h, w, c], not " + inputs[0]);
    }
}
