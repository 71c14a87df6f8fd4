package org.weightbalancing.regularizers;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
 * Microseconds that MaxNorm takes on a classifier of 1000 classes and 2048 features in float, against one plain pass over
 * the same memory that reads (a sum) and one that reads and writes (a multiplication), and against the norms of ND4J.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class MaxNormBenchmark {

    private static final int UNITS = 1000;
    private static final int FAN_IN = 2048;

    /** How many of the units lie outside the ball at every application. */
    @Param({"0", "500", "1000"})
    public int outside;

    private Filters weight;
    private double radius;

    /** Checks norms and one projection against the formula, then puts {@code outside} units on a sphere, others within. */
    @Setup(Level.Trial)
    public void prepare() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(FAN_IN)
                        .nOut(UNITS)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        weight = ParameterFilter.weights().in(network).get(0);
        Nd4j.getRandom().setSeed(1);
        weight.values().assign(Nd4j.randn(DataType.FLOAT, FAN_IN, UNITS));
        double[] before = weight.norms(Norm.L2);
        requireNorms(before);
        requireProjection(before);
        double[] factors = weight.norms(Norm.L2);
        Arrays.setAll(factors, unit -> (unit < outside ? 1 : 1e-9) / factors[unit]);
        weight.scaleUnits(factors);
        radius = 1;
    }

    /** One projection; the radius shrinks a little every time, so that the same units are outside again. */
    @Benchmark
    public INDArray maxNorm() {
        radius *= 0.9999;
        MaxNorm.radius(radius).project(weight);
        return weight.values();
    }

    /** ND4J's norms alone, as they would be used. */
    @Benchmark
    public double nd4jNorms() {
        try (INDArray norms = weight.values().norm2(0)) {
            return norms.getDouble(0);
        }
    }

    /** A plain pass that reads. */
    @Benchmark
    public Number readingPass() {
        return weight.values().sumNumber();
    }

    /** A plain pass that reads and writes; the numbers stay as they are. */
    @Benchmark
    public INDArray scalingPass() {
        return weight.values().muli(-1);
    }

    private void requireNorms(double[] norms) {
        try (INDArray expected = weight.values().norm2(0)) {
            for (int unit = 0; unit < UNITS; unit++) {
                requireClose("norm", norms[unit], expected.getDouble(unit));
            }
        }
    }

    private void requireProjection(double[] before) {
        double radius = Arrays.stream(before).sorted().toArray()[UNITS / 2];
        MaxNorm.radius(radius).project(weight);
        double[] after = weight.norms(Norm.L2);
        IntStream.range(0, UNITS)
                .forEach(unit -> requireClose("projected norm", after[unit], Math.min(before[unit], radius)));
    }

    private static void requireClose(String what, double actual, double expected) {
        if (!(Math.abs(actual - expected) <= 1e-5 * expected)) {
            throw new IllegalStateException("The " + what + " is " + actual + ", not " + expected);
        }
    }
}
