package org.weightbalancing.model;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolves [b, h, w, in] to [b, h', w', out] with weights {@code W} [out, in, k, k], without bias, padded by
 * {@code (k - 1) / 2}.
 *
 * <p>FLOAT on the CPU runs on oneDNN, everything else on ND4J's operations; the saved model is the same. Weights start
 * from N(0, 2 / (k * k * out)), PyTorch's {@code kaiming_normal_(mode="fan_out", nonlinearity="relu")} (He et al., ICCV
 * 2015, section 2.2). Dropout is refused: put a DropoutLayer before it.
 */
public final class FastConvolution extends ConvolutionLayer {

    private static final long serialVersionUID = 1;

    private boolean inputGradient = true;
    private boolean blocked;

    /** For deserialization. */
    public FastConvolution() {}

    private FastConvolution(Builder builder, boolean inputGradient) {
        super(builder);
        this.inputGradient = inputGradient;
        setCnn2dDataFormat(CNN2DFormat.NHWC);
    }

    /**
     * A convolution from {@code in} to {@code out} channels.
     *
     * @param kernel rows and columns of the kernel, odd
     * @param stride step in both directions, at least 1
     * @param in channels of the input, at least 1
     * @param out channels of the output, at least 1
     */
    public static FastConvolution of(int kernel, int stride, int in, int out) {
        return new FastConvolution(builder(kernel, stride, in, out), true);
    }

    /** The same for the first layer of a network, whose input needs no gradient: the backward pass yields none. */
    public static FastConvolution first(int kernel, int stride, int in, int out) {
        return new FastConvolution(builder(kernel, stride, in, out), false);
    }

    private static Builder builder(int kernel, int stride, int in, int out) {
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("kernel is " + kernel + ", but must be odd and positive");
        }
        atLeastOne("stride", stride);
        atLeastOne("in", in);
        atLeastOne("out", out);
        int padding = (kernel - 1) / 2;
        return new Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .convolutionMode(ConvolutionMode.Truncate)
                .dataFormat(CNN2DFormat.NHWC)
                .hasBias(false)
                .nIn(in)
                .nOut(out)
                .activation(Activation.IDENTITY)
                .weightInit(Initialization.KAIMING_NORMAL.of(kernel, in, out));
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be at least 1");
        }
    }

    /** The same with weights that start otherwise than by {@link Initialization#KAIMING_NORMAL}. */
    public FastConvolution starting(Initialization initialization) {
        int kernel = getKernelSize()[0];
        int in = (int) getNIn();
        int out = (int) getNOut();
        FastConvolution other = clone();
        other.setWeightInitFn(new WeightInitDistribution(
                inputGradient ? initialization.of(kernel, in, out) : initialization.ofFirst(kernel, in, out)));
        return other;
    }

    /**
     * The same, but where the processor computes faster so, its output goes over to blocks of sixteen channels, and with
     * it whatever of this module follows (see {@link Activations}).
     */
    public FastConvolution intoBlocks() {
        FastConvolution other = clone();
        other.setBlocked(true);
        return other;
    }

    /** Whether the output goes over to blocks of channels though the input does not come in them. */
    public boolean isBlocked() {
        return blocked;
    }

    /** For deserialization. */
    public void setBlocked(boolean blocked) {
        this.blocked = blocked;
    }

    /** Whether the backward pass computes the gradient of the input. */
    public boolean isInputGradient() {
        return inputGradient;
    }

    /** For deserialization. */
    public void setInputGradient(boolean inputGradient) {
        this.inputGradient = inputGradient;
    }

    @Override
    public FastConvolution clone() {
        return (FastConvolution) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FastConvolution that
                && inputGradient == that.inputGradient
                && blocked == that.blocked
                && super.equals(other);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Boolean.hashCode(inputGradient);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        return Running.layer(new FastConvolutionLayer(conf, type), conf, listeners, index, parameters, initialize);
    }
}
