package org.weightbalancing.model;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What our networks are made of, each beside what DL4J has for it. Strides of 2 double the channels. */
public enum LayerOperation {
    CONVOLUTION_3X3 {
        @Override
        Pair of(int channels, int side) {
            return convolution(3, 1, channels, channels);
        }
    },
    CONVOLUTION_3X3_STRIDE_2 {
        @Override
        Pair of(int channels, int side) {
            return convolution(3, 2, channels, 2 * channels);
        }
    },
    CONVOLUTION_1X1_STRIDE_2 {
        @Override
        Pair of(int channels, int side) {
            return convolution(1, 2, channels, 2 * channels);
        }
    },
    BATCH_NORM {
        @Override
        Pair of(int channels, int side) {
            return new Pair(
                    Pass.of(FastBatchNorm.of(channels), norm(channels)),
                    Pass.of(stockNorm(channels), norm(channels)),
                    1,
                    2L * channels);
        }
    },
    BATCH_NORM_RELU {
        @Override
        Pair of(int channels, int side) {
            return new Pair(
                    Pass.of(FastBatchNorm.relu(channels), norm(channels)),
                    Pass.of(stockNorm(channels), norm(channels)).then(new ActivationLayer(Activation.RELU)),
                    1,
                    2L * channels);
        }
    },
    ADD_RELU {
        @Override
        Pair of(int channels, int side) {
            return new Pair(
                    Pass.of(new AddRelu(), side, channels),
                    Pass.of(new TwoInputs(), side, channels).then(new ActivationLayer(Activation.RELU)),
                    2,
                    0);
        }
    },
    SPATIAL_MEAN {
        @Override
        Pair of(int channels, int side) {
            GlobalPoolingLayer pooling = new GlobalPoolingLayer.Builder(PoolingType.AVG)
                    .poolingDimensions(1, 2)
                    .build();
            return new Pair(Pass.of(new SpatialMean(), side, channels), Pass.of(pooling), 1, 0);
        }
    },
    PAD_SHORTCUT {
        @Override
        Pair of(int channels, int side) {
            return new Pair(Pass.of(new PadShortcut(2, 2 * channels), side, channels), new SlicedShortcut(), 1, 0);
        }
    };

    /**
     * Two ways to compute the same.
     *
     * @param inputs number of inputs, all of one shape
     * @param parameters how many of the parameters have a gradient
     */
    record Pair(Pass ours, Pass stock, int inputs, long parameters) {}

    abstract Pair of(int channels, int side);

    private static Pair convolution(int kernel, int stride, int in, int out) {
        long count = (long) kernel * kernel * in * out;
        INDArray weights = Runs.drawn(3, 1, count).muli(0.1);
        ConvolutionLayer stock = new ConvolutionLayer.Builder(kernel, kernel)
                .convolutionMode(ConvolutionMode.Truncate)
                .stride(stride, stride)
                .padding(kernel / 2, kernel / 2)
                .dataFormat(CNN2DFormat.NHWC)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .nIn(in)
                .nOut(out)
                .build();
        Pass ours = Pass.of(FastConvolution.of(kernel, stride, in, out), weights);
        return new Pair(ours, Pass.of(stock, weights), 1, count);
    }

    private static INDArray norm(int channels) {
        INDArray zeros = Nd4j.zeros(DataType.FLOAT, 1, channels);
        INDArray ones = Nd4j.ones(DataType.FLOAT, 1, channels);
        return Nd4j.hstack(ones, zeros, zeros, ones);
    }

    private static BatchNormalization stockNorm(int channels) {
        return new BatchNormalization.Builder()
                .dataFormat(CNN2DFormat.NHWC)
                .useLogStd(false)
                .eps(1e-5)
                .nIn(channels)
                .nOut(channels)
                .build();
    }

    /** A sum that says that it has two inputs: DL4J's takes any number from one. */
    private static final class TwoInputs extends ElementWiseVertex {
        private static final long serialVersionUID = 1;

        TwoInputs() {
            super(Op.Add);
        }

        @Override
        public int minVertexInputs() {
            return 2;
        }

        @Override
        public ElementWiseVertex clone() {
            return new TwoInputs();
        }
    }
}
