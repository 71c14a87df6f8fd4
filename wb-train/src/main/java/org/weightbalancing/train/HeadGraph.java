package org.weightbalancing.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A graph that is one output layer on its input and nothing else, with no dropout, noise, constraint or preprocessor, in
 * FLOAT.
 */
record HeadGraph(ComputationGraph graph, Layer layer, FlatUpdater updater) {

    private static final int VERTICES = 2;

    /** Recognizes such a graph, with a stage installed. */
    static Optional<HeadGraph> of(ComputationGraph graph) {
        boolean pair = graph.getVertices().length == VERTICES
                && graph.getNumInputArrays() == 1
                && graph.getNumOutputArrays() == 1
                && graph.getConfiguration().getBackpropType() == BackpropType.Standard
                && graph.params().dataType() == DataType.FLOAT;
        if (!pair || !(graph.getUpdater() instanceof FlatUpdater updater) || !updater.isHeavyBall()) {
            return Optional.empty();
        }
        GraphVertex vertex = graph.getVertex(name(graph));
        return vertex instanceof LayerVertex layer && isPlain(layer)
                ? Optional.of(new HeadGraph(graph, layer.getLayer(), updater))
                : Optional.empty();
    }

    private static String name(ComputationGraph graph) {
        return graph.getConfiguration().getNetworkOutputs().get(0);
    }

    private static boolean isPlain(LayerVertex vertex) {
        NeuralNetConfiguration network = vertex.getLayer().conf();
        return vertex.getLayerPreProcessor() == null
                && network.getLayer() instanceof BaseOutputLayer layer
                && network.isMinimize()
                && network.getStepFunction() == null
                && network.getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
                && layer.getIDropout() == null
                && layer.getWeightNoise() == null
                && (layer.getConstraints() == null || layer.getConstraints().isEmpty());
    }

    /**
     * The arithmetic of the layer, if it is known.
     *
     * @param others knows other layers than the linear one of DL4J
     */
    Optional<HeadArithmetic> arithmetic(HeadArithmetic.Source others) {
        // A subclass may compute anything.
        return layer.getClass() == OutputLayer.class
                ? Optional.of(new LinearArithmetic(layer, gradients()))
                : others.of(layer, gradients());
    }

    private BaseOutputLayer configuration() {
        return (BaseOutputLayer) layer.conf().getLayer();
    }

    /** Whether a batch is features [b, D] and labels [b, C] without masks. */
    boolean takes(DataSet batch) {
        INDArray features = batch.getFeatures();
        INDArray labels = batch.getLabels();
        return !batch.hasMaskArrays()
                && features.dataType() == DataType.FLOAT
                && features.rank() == 2
                && labels.rank() == 2
                && features.size(0) == labels.size(0)
                && features.size(1) == configuration().getNIn()
                && labels.size(1) == configuration().getNOut();
    }

    /** A gradient of views of the graph's own, as back-propagation gives it. */
    Gradient gradient() {
        Gradient gradient = new DefaultGradient(graph.getFlattenedGradients());
        gradients().forEach((key, view) -> gradient.gradientForVariable().put(name(graph) + "_" + key, view));
        return gradient;
    }

    private Map<String, INDArray> gradients() {
        return layer.conf()
                .getLayer()
                .initializer()
                .getGradientsFromFlattened(layer.conf(), graph.getFlattenedGradients());
    }

    /** The sum of the losses of a batch, and its gradient with respect to the logits [b, C]. */
    Pair<Double, INDArray> loss(INDArray labels, INDArray logits) {
        // DL4J has null for no mask.
        return configuration()
                .getLossFn()
                .computeGradientAndScore(labels, logits, configuration().getActivationFn(), null, false);
    }

    /** The activations that listeners see in a forward pass, which ends before the output layer. */
    Map<String, INDArray> activations(INDArray features) {
        List<String> inputs = graph.getConfiguration().getNetworkInputs();
        return new HashMap<>(Map.of(inputs.get(0), features));
    }

    /** Tells the layer what the graph has counted. */
    void tellCounts() {
        layer.setIterationCount(graph.getConfiguration().getIterationCount());
        layer.setEpochCount(graph.getConfiguration().getEpochCount());
    }
}
