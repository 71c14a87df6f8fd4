package org.weightbalancing.train;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;

/**
 * Microseconds of a step of stage 2 on cached features, the making of its batch included: 64 examples, 100 classes,
 * class-balanced cross-entropy. The baseline is DL4J's own step. With {@code -t 2} each thread trains a head of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class HeadStepBenchmark {

    private static final int EXAMPLES = 10_847;
    private static final int CLASSES = 100;
    private static final int BATCH = 64;
    private static final double TOLERANCE = 1e-5;

    /** Length of a feature vector. */
    @Param({"64", "512"})
    public int features;

    private FeatureBank bank;
    private Training head;
    private Training usual;

    /** A head in training. */
    private record Training(ComputationGraph graph, Step step, ClosingBatches batches) {

        void next() {
            if (!batches.hasNext()) {
                batches.reset();
            }
            step.fit(batches.next());
        }
    }

    /** Draws features and checks that 100 steps of either kind come to the same parameters. */
    @Setup(Level.Trial)
    public void prepare() {
        Random random = new Random(1);
        float[] values = new float[EXAMPLES * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, random.nextGaussian());
        }
        int[] labels = IntStream.range(0, EXAMPLES)
                .map(i -> (int) (CLASSES * Math.pow(random.nextDouble(), 2)))
                .toArray();
        bank = FeatureBank.of(values, labels, CLASSES);
        head = training(Step::of);
        usual = training(graph -> graph::fit);
        for (int i = 0; i < 100; i++) {
            head.next();
            usual.next();
        }
        double error = head.graph().params().squaredDistance(usual.graph().params());
        if (!(error <= TOLERANCE) || !(head.step() instanceof HeadStep)) {
            throw new IllegalStateException("The steps differ by " + error + ", " + head.step());
        }
    }

    private Training training(Function<ComputationGraph, Step> way) {
        ILossFunction loss = new ClassBalancedCrossEntropy(
                IntStream.range(0, CLASSES).map(c -> 500 / (c + 1)).toArray(), 0.9999);
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd())
                .graphBuilder()
                .addInputs("features")
                .addLayer(
                        "classifier",
                        new OutputLayer.Builder(loss)
                                .activation(Activation.SOFTMAX)
                                .nIn(features)
                                .nOut(CLASSES)
                                .build(),
                        "features")
                .setOutputs("classifier")
                .build());
        graph.init();
        Stage stage = new Stage("head", 1, new ConstantSchedule(0.01), 0.9, loss, CheckpointPolicy.LAST);
        StageInstallation.install(graph, stage);
        graph.setListeners(List.of());
        return new Training(graph, way.apply(graph), new ClosingBatches(FeatureBatches.shuffled(bank, BATCH, 3)));
    }

    /** Gives the memory of the steps back. */
    @TearDown(Level.Trial)
    public void close() {
        head.step().close();
        usual.step().close();
    }

    /** Our step of a linear head. */
    @Benchmark
    public void headStep() {
        head.next();
    }

    /** DL4J's step of any graph. */
    @Benchmark
    public void stockFit() {
        usual.next();
    }
}
