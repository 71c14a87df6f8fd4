package org.weightbalancing.train.loss;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
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
 * Microseconds that a training step spends in its loss: score and gradient of a batch of logits, in a workspace as in a
 * network. The baseline is DL4J's cross-entropy.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class LossesBenchmark {

    private static final String WORKSPACE = "BENCHMARK";
    private static final WorkspaceConfiguration WORKSPACE_SETTINGS = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .build();
    private static final IActivation SOFTMAX = new ActivationSoftmax();

    /** Examples and classes. */
    @Param({"64x100", "128x1000"})
    public String shape;

    private INDArray logits;
    private INDArray labels;
    private ILossFunction stock;
    private ILossFunction crossEntropy;
    private ILossFunction classBalanced;
    private ILossFunction classBalancedBce;

    /** Draws a batch and checks that the losses are right where the weights are equal. */
    @Setup(Level.Trial)
    public void prepare() {
        int rows = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
        int classes = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
        Nd4j.getRandom().setSeed(1);
        logits = Nd4j.randn(DataType.FLOAT, rows, classes).muli(3);
        labels = Nd4j.zeros(DataType.FLOAT, rows, classes);
        IntStream.range(0, rows).forEach(i -> labels.putScalar(i, i * 7 % classes, 1));
        stock = new LossMCXENT();
        crossEntropy = new CrossEntropy();
        int[] counts = IntStream.range(0, classes).map(c -> 500 - c % 490).toArray();
        classBalanced = new ClassBalancedCrossEntropy(counts, 0.9999);
        classBalancedBce = new ClassBalancedSoftmaxBce(counts, 0.9999);
        double[] ones = new double[classes];
        Arrays.fill(ones, 1);
        requireEqual(crossEntropy, stock);
        requireEqual(new ClassBalancedCrossEntropy(ones), stock);
        requireDerivative(classBalanced);
        requireDerivative(classBalancedBce);
    }

    private void requireEqual(ILossFunction loss, ILossFunction expected) {
        Pair<Double, INDArray> ours = loss.computeGradientAndScore(labels, logits.dup(), SOFTMAX, null, true);
        Pair<Double, INDArray> theirs = expected.computeGradientAndScore(labels, logits.dup(), SOFTMAX, null, true);
        double error = Transforms.abs(ours.getSecond().sub(theirs.getSecond()))
                .maxNumber()
                .doubleValue();
        if (!(error <= 1e-5 && Math.abs(ours.getFirst() - theirs.getFirst()) <= 1e-4)) {
            throw new IllegalStateException(loss.name() + " differs from DL4J's by " + error);
        }
    }

    // The change of the sum along the gradient is the squared length of the gradient, times the step.
    private void requireDerivative(ILossFunction loss) {
        INDArray z = logits.castTo(DataType.DOUBLE);
        INDArray targets = labels.castTo(DataType.DOUBLE);
        INDArray gradient = loss.computeGradient(targets, z, SOFTMAX, null);
        double step = 1e-4;
        double above = loss.computeScore(targets, z.add(gradient.mul(step)), SOFTMAX, null, false);
        double below = loss.computeScore(targets, z.sub(gradient.mul(step)), SOFTMAX, null, false);
        double expected = gradient.mul(gradient).sumNumber().doubleValue();
        if (!(Math.abs((above - below) / (2 * step) - expected) <= 1e-5 * expected)) {
            throw new IllegalStateException("The gradient of " + loss.name() + " is not its derivative");
        }
    }

    private double step(ILossFunction loss) {
        try (MemoryWorkspace workspace =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE_SETTINGS, WORKSPACE)) {
            double score = loss.computeScore(labels, logits, SOFTMAX, null, true);
            loss.computeGradient(labels, logits, SOFTMAX, null);
            return score;
        }
    }

    /** DL4J's cross-entropy. */
    @Benchmark
    public double stockCrossEntropy() {
        return step(stock);
    }

    /** Cross-entropy. */
    @Benchmark
    public double crossEntropy() {
        return step(crossEntropy);
    }

    /** Cross-entropy weighted per class. */
    @Benchmark
    public double classBalancedCrossEntropy() {
        return step(classBalanced);
    }

    /** Weighted binary cross-entropy on softmax probabilities. */
    @Benchmark
    public double classBalancedSoftmaxBce() {
        return step(classBalancedBce);
    }
}
