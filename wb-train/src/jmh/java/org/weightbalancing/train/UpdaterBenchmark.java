package org.weightbalancing.train;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.ops.transforms.Transforms;
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
 * Microseconds that a training step spends in turning the gradient into the update, over the parameters of ResNet-32
 * and of ResNet-34. The baseline is the updater of DL4J that also keeps one velocity.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class UpdaterBenchmark {

    private static final double RATE = 0.1;
    private static final double MOMENTUM = 0.9;

    /** Number of parameters. */
    @Param({"470000", "21300000"})
    public int parameters;

    private INDArray gradient;
    private GradientUpdater<?> heavyBall;
    private GradientUpdater<?> nesterovs;

    /** Draws a gradient and checks three steps against the formula. */
    @Setup(Level.Trial)
    public void prepare() {
        Nd4j.getRandom().setSeed(1);
        gradient = Nd4j.randn(DataType.FLOAT, 1, parameters);
        heavyBall = of(new HeavyBall(RATE, MOMENTUM));
        nesterovs = of(new Nesterovs(RATE, MOMENTUM));
        // v = g, 1.9 g, 2.71 g for a gradient that stays.
        for (double factor : new double[] {1, 1.9, 2.71}) {
            try (INDArray update = gradient.dup();
                    INDArray expected = gradient.mul(RATE * factor)) {
                heavyBall.applyUpdater(update, 0, 0);
                double error = Transforms.abs(update.subi(expected)).maxNumber().doubleValue();
                if (!(error <= 1e-5)) {
                    throw new IllegalStateException("The update is off by " + error + " at factor " + factor);
                }
            }
        }
    }

    private GradientUpdater<?> of(IUpdater config) {
        return config.instantiate(Nd4j.zeros(DataType.FLOAT, 1, parameters), true);
    }

    /** Heavy-ball momentum; each update is the next gradient, so that the numbers stay as large as they are. */
    @Benchmark
    public INDArray heavyBall() {
        heavyBall.applyUpdater(gradient, 0, 0);
        return gradient;
    }

    /** DL4J's Nesterov momentum. */
    @Benchmark
    public INDArray stockNesterovs() {
        nesterovs.applyUpdater(gradient, 0, 0);
        return gradient;
    }
}
