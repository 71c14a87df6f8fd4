package org.weightbalancing.model;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Images per second of a training step of ResNet-20 (shortcuts by projection, batch 64): our layers against the same
 * network of DL4J's own, which has the same parameters and gives the same output.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class NetworkBenchmark {
    private static final int BATCH = 64;
    private static final ResNetSpec SPEC = ResNetSpec.resnet20(100).shortcut(Shortcut.PROJECTION);

    private ComputationGraph fast;
    private ComputationGraph stock;
    private DataSet batch;

    /** Makes the networks and checks that they agree before a step and, in the loss, after one. */
    @Setup(Level.Trial)
    public void prepare() {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 100);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i, 1);
        }
        batch = new DataSet(Runs.drawn(1, BATCH, 32, 32, 3), labels);
        fast = ResNets.build(SPEC, new LossMCXENT());
        stock = new ComputationGraph(stock(fast.getConfiguration()));
        stock.init();
        fast.paramTable().forEach((name, value) -> stock.getParam(name).assign(value));
        for (int step = 0; step < 2; step++) {
            fast.fit(batch);
            stock.fit(batch);
            double difference = Math.abs(fast.score() - stock.score());
            if (!(difference <= 1e-3)) {
                throw new IllegalStateException("The losses of step " + step + " differ by " + difference);
            }
        }
    }

    /** A step with our layers. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double fast() {
        fast.fit(batch);
        return fast.score();
    }

    /** A step with DL4J's layers. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double stock() {
        stock.fit(batch);
        return stock.score();
    }

    // The same vertices under the same names; where ours ends in ReLU, one of DL4J's follows under the name.
    private static ComputationGraphConfiguration stock(ComputationGraphConfiguration ours) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new Sgd())
                .graphBuilder()
                .addInputs(LayerNames.INPUT)
                .setInputTypes(InputType.convolutional(32, 32, 3, CNN2DFormat.NHWC));
        ours.getVertices().forEach((name, vertex) -> {
            String[] inputs = ours.getVertexInputs().get(name).stream()
                    .map(input -> endsInRelu(ours.getVertices().get(input)) ? input + "-relu" : input)
                    .toArray(String[]::new);
            add(graph, name, vertex, inputs);
            if (endsInRelu(vertex)) {
                graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), name);
            }
        });
        return graph.setOutputs(LayerNames.CLASSIFIER).build();
    }

    private static boolean endsInRelu(GraphVertex vertex) {
        return vertex instanceof AddRelu
                || (vertex instanceof LayerVertex layer
                        && layer.getLayerConf().getLayer() instanceof FastBatchNorm norm
                        && norm.isRelu());
    }

    private static void add(GraphBuilder graph, String name, GraphVertex vertex, String... inputs) {
        if (vertex instanceof AddRelu) {
            graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
        } else if (vertex instanceof SpatialMean) {
            graph.addLayer(
                    name,
                    new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                    inputs);
        } else if (vertex instanceof LayerVertex layer) {
            graph.addLayer(name, layer(layer.getLayerConf().getLayer()), inputs);
        } else {
            throw new IllegalStateException("no counterpart of " + name + " with inputs " + Arrays.toString(inputs));
        }
    }

    private static Layer layer(Layer ours) {
        if (ours instanceof FastConvolution c) {
            return new ConvolutionLayer.Builder(c.getKernelSize(), c.getStride(), c.getPadding())
                    .convolutionMode(ConvolutionMode.Truncate)
                    .dataFormat(CNN2DFormat.NHWC)
                    .hasBias(false)
                    .activation(Activation.IDENTITY)
                    .nIn(c.getNIn())
                    .nOut(c.getNOut())
                    .build();
        }
        if (ours instanceof FastBatchNorm n) {
            return new BatchNormalization.Builder()
                    .dataFormat(CNN2DFormat.NHWC)
                    .useLogStd(false)
                    .eps(n.getEps())
                    .nIn(n.getNIn())
                    .nOut(n.getNOut())
                    .build();
        }
        return ours.clone();
    }
}
