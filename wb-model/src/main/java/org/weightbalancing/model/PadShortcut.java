package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes every {@code stride}-th pixel and fills up with zero channels, half before and half after the given ones: [b, h, w,
 * c] to [b, h / stride, w / stride, channels]. It is the shortcut without parameters, option A of He et al. (CVPR 2016,
 * section 4.2).
 */
public final class PadShortcut extends ParameterFree {

    private static final long serialVersionUID = 1;

    private int stride;
    private int channels;

    /** For deserialization. */
    public PadShortcut() {}

    /** A shortcut to so many channels, at least as many as come in. */
    public PadShortcut(int stride, int channels) {
        this.stride = stride;
        this.channels = channels;
    }

    /** The step in both directions. */
    public int getStride() {
        return stride;
    }

    /** For deserialization. */
    public void setStride(int stride) {
        this.stride = stride;
    }

    /** Channels that go out. */
    public int getChannels() {
        return channels;
    }

    /** For deserialization. */
    public void setChannels(int channels) {
        this.channels = channels;
    }

    @Override
    public GraphVertex clone() {
        return new PadShortcut(stride, channels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PadShortcut that && stride == that.stride && channels == that.channels;
    }

    @Override
    public int hashCode() {
        return 31 * stride + channels;
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray parameters, boolean initialize, DataType type) {
        return new PadShortcutVertex(graph, name, index, type, stride, channels);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        if (inputs[0] instanceof InputTypeConvolutional images && images.getChannels() <= channels) {
            return InputType.convolutional(
                    (images.getHeight() + stride - 1) / stride,
                    (images.getWidth() + stride - 1) / stride,
                    channels,
                    CNN2DFormat.NHWC);
        }
        throw new IllegalArgumentException(
                "a shortcut to " + channels + " channels takes [b, h, w, at most " + channels + "], not " + inputs[0]);
    }
}
