package org.weightbalancing.model;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Normalizes each channel of [b, h, w, c] and, if asked, applies ReLU in the same pass.
 *
 * <p>{@code y = gamma * (x - mean) / sqrt(var + eps) + beta}. In training, mean and biased variance are the batch's and
 * move the running statistics: {@code running = decay * running + (1 - decay) * batch}, the variance there divided by
 * {@code n - 1}, as in PyTorch (decay 0.9 is its momentum 0.1). In evaluation they are the running ones. Every forward
 * pass in training mode moves the running statistics, once. A single value per channel (b * h * w = 1) is refused in
 * training, as in PyTorch: its unbiased variance is undefined. Dropout is refused: put a DropoutLayer before it.
 *
 * <p>Ioffe and Szegedy, ICML 2015.
 */
public final class FastBatchNorm extends BatchNormalization {

    private static final long serialVersionUID = 1;
    private static final double PYTORCH_EPS = 1e-5;
    private static final double PYTORCH_DECAY = 0.9;

    private boolean relu;

    /** For deserialization. */
    public FastBatchNorm() {
        setDecay(PYTORCH_DECAY);
        setEps(PYTORCH_EPS);
        setMinibatch(true);
        setUseLogStd(false);
        setGamma(1);
        setBeta(0);
        setCnn2DFormat(CNN2DFormat.NHWC);
    }

    /** A normalization of so many channels. */
    public static FastBatchNorm of(int channels) {
        FastBatchNorm norm = new FastBatchNorm();
        norm.setNIn(channels);
        norm.setNOut(channels);
        return norm;
    }

    /** A normalization of so many channels, followed by ReLU. */
    public static FastBatchNorm relu(int channels) {
        FastBatchNorm norm = of(channels);
        norm.setRelu(true);
        return norm;
    }

    /** Whether ReLU follows. */
    public boolean isRelu() {
        return relu;
    }

    /** For deserialization. */
    public void setRelu(boolean relu) {
        this.relu = relu;
    }

    // The gradient of the running statistics is 0, so any updater leaves them alone; one and the same for all
    // parameters makes the whole network one block, updated in one sweep.
    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return iUpdater;
    }

    @Override
    public FastBatchNorm clone() {
        return (FastBatchNorm) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FastBatchNorm that && relu == that.relu && super.equals(other);
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
        return Running.layer(new FastBatchNormLayer(conf, type), conf, listeners, index, parameters, initialize);
    }
}
