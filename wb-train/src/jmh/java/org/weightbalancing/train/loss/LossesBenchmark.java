package org.weightbalancing.train.loss;

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
 * network. The baseline is the loss "stock", DL4J's cross-entropy.
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

    /** The loss, by the name of its class; "stock" is DL4J's cross-entropy. */
    @Param({
        "stock",
        "CrossEntropy",
        "WeightedCrossEntropy",
        "ClassBalancedCrossEntropy",
        "ClassBalancedSoftmaxBce",
        "ClassBalancedSigmoid",
        "ClassBalancedFocal",
        "FocalLoss",
        "SigmoidFocalLoss",
        "LdamLoss",
        "BalancedSoftmaxLoss",
        "LogitAdjustedLoss",
        "VectorScalingLoss",
        "ClassDependentTemperatureLoss",
        "EqualizationLoss",
        "InfluenceBalancedLoss",
        "SeesawLoss",
        "LadeLoss",
        "LabelSmoothingLoss",
        "LabelAwareSmoothingLoss",
        "DistillationLoss",
        "DotRegressionLoss",
        "DeferredLoss"
    })
    public String loss;

    private INDArray logits;
    private INDArray labels;
    private ILossFunction measured;

    /** Draws a batch and checks that the loss is right: equal to DL4J's where it is neutral, and with its own slope. */
    @Setup(Level.Trial)
    public void prepare() {
        int rows = Integer.parseInt(shape.substring(0, shape.indexOf('x')));
        int classes = Integer.parseInt(shape.substring(shape.indexOf('x') + 1));
        Nd4j.getRandom().setSeed(1);
        logits = Nd4j.randn(DataType.FLOAT, rows, classes).muli(3);
        labels = Nd4j.zeros(DataType.FLOAT, rows, classes);
        IntStream.range(0, rows).forEach(i -> labels.putScalar(i, i * 7 % classes, 1));
        int[] counts = IntStream.range(0, classes).map(c -> 500 - c % 490).toArray();
        measured = of(loss, counts);
        if (measured instanceof FeatureLoss features) {
            features.features(Nd4j.rand(DataType.FLOAT, rows, 64));
        }
        switch (loss) {
            case "stock", "CrossEntropy" -> requireEqual(measured);
            // A part of their gradient is held constant: equal where that part is 1.
            case "InfluenceBalancedLoss" -> requireParallel(measured);
            case "SeesawLoss" -> requireEqual(new SeesawLoss(counts, 0, 0));
            default -> requireDerivative(measured);
        }
    }

    private static ILossFunction of(String loss, int[] counts) {
        double[] weights = ClassWeights.effectiveNumber(counts, 0.9999);
        return switch (loss) {
            case "stock" -> new LossMCXENT();
            case "CrossEntropy" -> new CrossEntropy();
            case "WeightedCrossEntropy" -> new WeightedCrossEntropy(weights, Reduction.WEIGHTED_MEAN);
            case "ClassBalancedCrossEntropy" -> new ClassBalancedCrossEntropy(weights);
            case "ClassBalancedSoftmaxBce" -> new ClassBalancedSoftmaxBce(weights);
            case "ClassBalancedSigmoid" -> new ClassBalancedSigmoid(weights);
            case "ClassBalancedFocal" -> new ClassBalancedFocal(weights, 2);
            case "FocalLoss" -> new FocalLoss(2);
            case "SigmoidFocalLoss" -> new SigmoidFocalLoss(2);
            case "LdamLoss" -> new LdamLoss(counts, 0.5, 30);
            case "BalancedSoftmaxLoss" -> new BalancedSoftmaxLoss(counts);
            case "LogitAdjustedLoss" -> new LogitAdjustedLoss(counts, 1);
            case "VectorScalingLoss" -> new VectorScalingLoss(counts, 0.25, 1);
            case "ClassDependentTemperatureLoss" -> new ClassDependentTemperatureLoss(counts, 0.3);
            case "EqualizationLoss" -> new EqualizationLoss(counts, 0.9, 2.0 / counts.length, 1);
            case "InfluenceBalancedLoss" -> new InfluenceBalancedLoss(weights, 1000, 1e-3);
            case "SeesawLoss" -> new SeesawLoss(counts, 0.8, 2);
            case "LadeLoss" -> new LadeLoss(counts, 0.1, 0.1);
            case "LabelSmoothingLoss" -> new LabelSmoothingLoss(0.1);
            case "LabelAwareSmoothingLoss" -> new LabelAwareSmoothingLoss(counts, 0.4, 0.1, Shape.CONCAVE);
            case "DistillationLoss" -> new DistillationLoss(2, 0.5);
            case "DotRegressionLoss" -> new DotRegressionLoss(1);
            case "DeferredLoss" -> new DeferredLoss(new CrossEntropy(), new BalancedSoftmaxLoss(counts), 1);
            default -> throw new IllegalArgumentException("no such loss: " + loss);
        };
    }

    private void requireEqual(ILossFunction neutral) {
        Pair<Double, INDArray> ours = neutral.computeGradientAndScore(labels, logits.dup(), SOFTMAX, null, true);
        Pair<Double, INDArray> theirs = stock();
        double error = Transforms.abs(ours.getSecond().sub(theirs.getSecond()))
                .maxNumber()
                .doubleValue();
        if (!(error <= 1e-5 && Math.abs(ours.getFirst() - theirs.getFirst()) <= 1e-4)) {
            throw new IllegalStateException(neutral.name() + " differs from DL4J's by " + error);
        }
    }

    // Each example is cross-entropy times a factor: its gradient has the direction of DL4J's.
    private void requireParallel(ILossFunction weighted) {
        INDArray ours = weighted.computeGradient(labels, logits.dup(), SOFTMAX, null);
        INDArray theirs = stock().getSecond();
        INDArray cosines = ours.mul(theirs).sum(1).div(ours.norm2(1)).div(theirs.norm2(1));
        if (!(cosines.minNumber().doubleValue() >= 1 - 1e-5)) {
            throw new IllegalStateException("The gradients of " + weighted.name() + " are not those of cross-entropy");
        }
    }

    private Pair<Double, INDArray> stock() {
        return new LossMCXENT().computeGradientAndScore(labels, logits.dup(), SOFTMAX, null, true);
    }

    // The change of the sum along the gradient is the squared length of the gradient, times the step.
    private void requireDerivative(ILossFunction smooth) {
        INDArray z = logits.castTo(DataType.DOUBLE);
        INDArray targets = labels.castTo(DataType.DOUBLE);
        INDArray gradient = smooth.computeGradient(targets, z, SOFTMAX, null);
        double step = 1e-4
                / Math.max(1, Transforms.abs(gradient).maxNumber().doubleValue());
        double above = smooth.computeScore(targets, z.add(gradient.mul(step)), SOFTMAX, null, false);
        double below = smooth.computeScore(targets, z.sub(gradient.mul(step)), SOFTMAX, null, false);
        double expected = gradient.mul(gradient).sumNumber().doubleValue();
        if (!(Math.abs((above - below) / (2 * step) - expected) <= 1e-5 * expected)) {
            throw new IllegalStateException("The gradient of " + smooth.name() + " is not its derivative");
        }
    }

    /** Score and gradient. */
    @Benchmark
    public double scoreAndGradient() {
        try (MemoryWorkspace workspace =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE_SETTINGS, WORKSPACE)) {
            double score = measured.computeScore(labels, logits, SOFTMAX, null, true);
            measured.computeGradient(labels, logits, SOFTMAX, null);
            return score;
        }
    }
}
