package org.weightbalancing.model;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds of a forward and a backward pass of one layer at the shapes of ResNet-32 (3x3, stride 1, batch 64): ours
 * against DL4J's own, which compute the same numbers from the same parameters, both on [b, h, w, c].
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class LayersBenchmark {
    private static final int BATCH = 64;

    /** Channels and rows, which are as many as columns. */
    @Param({"16x32", "32x16", "64x8"})
    public String shape;

    private Runs fastConvolution;
    private Runs stockConvolution;
    private Runs fastBatchNorm;
    private Runs stockBatchNorm;

    /** Makes the layers and checks that ours and DL4J's agree. */
    @Setup(Level.Trial)
    public void prepare() {
        int channels = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
        int side = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
        INDArray x = Runs.drawn(1, BATCH, side, side, channels);
        convolutions(channels, x);
        batchNorms(channels, x);
    }

    private void convolutions(int channels, INDArray x) {
        long count = 9L * channels * channels;
        INDArray weights = Runs.drawn(3, 1, count).muli(0.1);
        fastConvolution = Runs.of(FastConvolution.of(3, 1, channels, channels), x, weights);
        stockConvolution = Runs.of(
                new ConvolutionLayer.Builder(3, 3)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .padding(1, 1)
                        .dataFormat(CNN2DFormat.NHWC)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .nIn(channels)
                        .nOut(channels)
                        .build(),
                x,
                weights);
        Runs.compare(fastConvolution, stockConvolution, count, 1e-4);
    }

    private void batchNorms(int channels, INDArray x) {
        INDArray zeros = Nd4j.zeros(DataType.FLOAT, 1, channels);
        INDArray ones = Nd4j.ones(DataType.FLOAT, 1, channels);
        INDArray parameters = Nd4j.hstack(ones, zeros, zeros, ones);
        fastBatchNorm = Runs.of(FastBatchNorm.of(channels), x, parameters);
        stockBatchNorm = Runs.of(
                new BatchNormalization.Builder()
                        .dataFormat(CNN2DFormat.NHWC)
                        .useLogStd(false)
                        .eps(1e-5)
                        .nIn(channels)
                        .nOut(channels)
                        .build(),
                x,
                parameters);
        Runs.compare(fastBatchNorm, stockBatchNorm, 2L * channels, 1e-4);
    }

    /** Our convolution. */
    @Benchmark
    public INDArray fastConvolution() {
        return fastConvolution.forwardAndBackward();
    }

    /** DL4J's convolution. */
    @Benchmark
    public INDArray stockConvolution() {
        return stockConvolution.forwardAndBackward();
    }

    /** Our batch normalization. */
    @Benchmark
    public INDArray fastBatchNorm() {
        return fastBatchNorm.forwardAndBackward();
    }

    /** DL4J's batch normalization. */
    @Benchmark
    public INDArray stockBatchNorm() {
        return stockBatchNorm.forwardAndBackward();
    }
}
