package org.weightbalancing.model;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Convolves as {@link FastConvolution} does, adds a bias for each output channel and, if asked, applies ReLU, in one pass:
 * what {@link InferenceNetwork} makes of a convolution and the batch normalization after it. It cannot be trained.
 */
public final class FoldedConvolution extends ConvolutionLayer {

    private static final long serialVersionUID = 1;

    private boolean relu;
    private boolean blocked;

    /** For deserialization. */
    public FoldedConvolution() {}

    private FoldedConvolution(FastConvolution convolution, FastBatchNorm norm) {
        super(new Builder(convolution.getKernelSize())
                .stride(convolution.getStride())
                .padding(convolution.getPadding())
                .convolutionMode(ConvolutionMode.Truncate)
                .dataFormat(CNN2DFormat.NHWC)
                .hasBias(true)
                .nIn(convolution.getNIn())
                .nOut(convolution.getNOut())
                .activation(Activation.IDENTITY)
                .weightInit(WeightInit.ZERO)
                .updater(new NoOp())
                .name(norm.getLayerName()));
        setBiasUpdater(new NoOp());
        relu = norm.isRelu();
        blocked = convolution.isBlocked();
    }

    /** The layer that computes both, under the normalization's name; its parameters are still to be set. */
    static FoldedConvolution of(FastConvolution convolution, FastBatchNorm norm) {
        return new FoldedConvolution(convolution, norm);
    }

    /** Whether ReLU follows. */
    public boolean isRelu() {
        return relu;
    }

    /** For deserialization. */
    public void setRelu(boolean relu) {
        this.relu = relu;
    }

    /** Whether the output goes over to blocks of channels, as {@link FastConvolution#isBlocked} says. */
    public boolean isBlocked() {
        return blocked;
    }

    /** For deserialization. */
    public void setBlocked(boolean blocked) {
        this.blocked = blocked;
    }

    @Override
    public FoldedConvolution clone() {
        return (FoldedConvolution) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldedConvolution that
                && relu == that.relu
                && blocked == that.blocked
                && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Boolean.hashCode(relu);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return Running.layer(new FoldedConvolutionLayer(conf, type), conf, listeners, index, parameters, initialize);
    }
}
