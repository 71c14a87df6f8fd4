package org.weightbalancing.model.head;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
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

/**
 * Microseconds of one pass forth and back of a head trained alone: 64 examples, 100 classes. The baseline is the head's
 * definition, once each way where DL4J's step goes forth three times; the yardstick the two products that a linear head
 * consists of.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class HeadPassBenchmark {

    private static final int CLASSES = 100;
    private static final int BATCH = 64;
    private static final double TOLERANCE = 1e-5;

    /** Length of a feature vector. */
    @Param({"64", "512"})
    public int features;

    /** The kind of head. */
    @Param
    public Kind kind;

    private Head head;
    private Map<String, INDArray> parameters;
    private Map<String, INDArray> gradients;
    private Map<String, INDArray> trained;
    private HeadPass pass;
    private INDArray batch;
    private INDArray delta;
    private INDArray product;
    private INDArray products;

    /** Heads that have passes of their own. */
    public enum Kind {
        COSINE {
            @Override
            Head head() {
                return new CosineHead(16, false);
            }
        },
        COSINE_LEARNED_SCALE {
            @Override
            Head head() {
                return new CosineHead(16, true);
            }
        },
        WEIGHT_SCALING {
            @Override
            Head head() {
                return new LearnableWeightScaling();
            }
        },
        DISALIGN {
            @Override
            Head head() {
                return new DisAlignHead();
            }
        };

        abstract Head head();
    }

    /** Draws features and checks that both ways come to the same logits. */
    @Setup(Level.Trial)
    public void prepare() {
        head = kind.head();
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("features")
                .addLayer("head", HeadOutputLayer.of(head, features, CLASSES, new LossMCXENT()), "features")
                .setOutputs("head")
                .build());
        graph.init();
        Layer layer = graph.getLayer("head");
        parameters = layer.paramTable();
        gradients = layer.conf()
                .getLayer()
                .initializer()
                .getGradientsFromFlattened(layer.conf(), Nd4j.zeros(DataType.FLOAT, 1, layer.numParams()));
        trained = head.parameters(features, CLASSES).stream()
                .filter(HeadParameter::isTrained)
                .collect(Collectors.toMap(HeadParameter::key, parameter -> gradients.get(parameter.key())));
        pass = HeadPass.of(layer, gradients).orElseThrow();
        batch = Nd4j.randn(DataType.FLOAT, BATCH, features);
        delta = Nd4j.randn(DataType.FLOAT, BATCH, CLASSES);
        product = Nd4j.create(DataType.FLOAT, new long[] {BATCH, CLASSES}, 'f');
        products = Nd4j.create(DataType.FLOAT, new long[] {features, CLASSES}, 'f');
        double error = pass.logits(batch).squaredDistance(head.logits(batch, parameters));
        if (!(error <= TOLERANCE)) {
            throw new IllegalStateException("The logits differ by " + error);
        }
    }

    /** Gives the memory of the pass back. */
    @TearDown(Level.Trial)
    public void close() {
        pass.close();
    }

    /** The pass of a head that is trained alone. */
    @Benchmark
    public void pass() {
        pass.logits(batch);
        pass.backward(batch, delta);
    }

    /** What defines the head. */
    @Benchmark
    public void definition() {
        head.logits(batch, parameters).close();
        head.backward(batch, delta, parameters, trained).close();
    }

    /** What a linear head consists of. */
    @Benchmark
    public void linearProducts() {
        INDArray weights = parameters.get(HeadParameter.WEIGHTS);
        Nd4j.getBlasWrapper().level3().gemm(batch, weights, product, false, false, 1, 0);
        Nd4j.getBlasWrapper().level3().gemm(batch, delta, products, true, false, 1, 0);
    }
}
