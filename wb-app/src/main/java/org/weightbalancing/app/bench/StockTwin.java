package org.weightbalancing.app.bench;

import java.util.Arrays;
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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.weightbalancing.model.AddRelu;
import org.weightbalancing.model.FastBatchNorm;
import org.weightbalancing.model.FastConvolution;
import org.weightbalancing.model.PadShortcut;
import org.weightbalancing.model.SpatialMean;

/**
 * The network that a user of DL4J would write without wb: its own layers in the place of wb's, channels last.
 *
 * <p>Vertices keep their names, so parameters go over by name. The padded shortcut of the CIFAR networks stays wb's:
 * no layer of DL4J fills up channels, and the shortcut computes next to nothing.
 */
final class StockTwin {

    /** By how much the losses of one step may differ. */
    static final double TOLERANCE = 1e-3;

    private static final String RELU = "-relu";

    private StockTwin() {}

    /** The configuration of the twin of a network that {@code ResNets} configured. */
    static ComputationGraphConfiguration of(ComputationGraphConfiguration ours, InputType images) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .graphBuilder()
                .addInputs(ours.getNetworkInputs().toArray(String[]::new))
                .setInputTypes(images);
        ours.getVertices().forEach((name, vertex) -> {
            add(graph, name, vertex, inputs(ours, name));
            if (endsInRelu(vertex)) {
                graph.addLayer(name + RELU, new ActivationLayer(Activation.RELU), name);
            }
        });
        return graph.setOutputs(ours.getNetworkOutputs().toArray(String[]::new)).build();
    }

    /**
     * Refuses twins that do not compute the same.
     *
     * @throws IllegalStateException if the losses differ by more than the tolerance, or are no numbers
     */
    static void requireAgreement(double own, double stock) {
        if (!(Math.abs(own - stock) <= TOLERANCE)) {
            throw new IllegalStateException("the loss of a step is " + own + " with the layers of wb, but " + stock
                    + " with those of DL4J: they do not compute the same");
        }
    }

    // Where a vertex of wb ends in ReLU, a layer of DL4J follows under its name.
    private static String[] inputs(ComputationGraphConfiguration ours, String name) {
        return ours.getVertexInputs().get(name).stream()
                .map(input -> endsInRelu(ours.getVertices().get(input)) ? input + RELU : input)
                .toArray(String[]::new);
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
            graph.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), inputs);
        } else if (vertex instanceof PadShortcut) {
            graph.addVertex(name, vertex.clone(), inputs);
        } else if (vertex instanceof LayerVertex layer) {
            graph.addLayer(name, layer(layer.getLayerConf().getLayer()), inputs);
        } else {
            throw new IllegalStateException("DL4J has no counterpart of " + name + ", a "
                    + vertex.getClass().getName() + " of " + Arrays.toString(inputs));
        }
    }

    private static Layer layer(Layer ours) {
        if (ours instanceof FastConvolution convolution) {
            return convolution(convolution);
        }
        return ours instanceof FastBatchNorm norm ? norm(norm) : ours.clone();
    }

    private static ConvolutionLayer convolution(FastConvolution ours) {
        return new ConvolutionLayer.Builder(ours.getKernelSize(), ours.getStride(), ours.getPadding())
                .convolutionMode(ConvolutionMode.Truncate)
                .dataFormat(CNN2DFormat.NHWC)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .nIn(ours.getNIn())
                .nOut(ours.getNOut())
                .build();
    }

    private static BatchNormalization norm(FastBatchNorm ours) {
        return new BatchNormalization.Builder()
                .dataFormat(CNN2DFormat.NHWC)
                .useLogStd(false)
                .eps(ours.getEps())
                .decay(ours.getDecay())
                .nIn(ours.getNIn())
                .nOut(ours.getNOut())
                .build();
    }
}
