package org.weightbalancing.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A graph that is one linear output layer on its input and nothing else: logits x W + b, with no dropout, noise,
 * constraint, layer normalization or preprocessor, in FLOAT.
 */
record LinearHead(ComputationGraph graph, OutputLayer layer, HeavyBall updater) {

    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;
    private static final int VERTICES = 2;

    /** Recognizes such a graph, with a stage installed. */
    static Optional<LinearHead> of(ComputationGraph graph) {
        boolean pair = graph.getVertices().length == VERTICES
                && graph.getNumInputArrays() == 1
                && graph.getNumOutputArrays() == 1
                && graph.getConfiguration().getBackpropType() == BackpropType.Standard
                && graph.params().dataType() == DataType.FLOAT;
        if (!pair || !(graph.getUpdater() instanceof FlatUpdater updater)) {
            return Optional.empty();
        }
        GraphVertex vertex = graph.getVertex(name(graph));
        return vertex instanceof LayerVertex layer && isPlain(layer)
                ? updater.heavyBall().map(ball -> new LinearHead(graph, (OutputLayer) layer.getLayer(), ball))
                : Optional.empty();
    }

    private static String name(ComputationGraph graph) {
        return graph.getConfiguration().getNetworkOutputs().get(0);
    }

    private static boolean isPlain(LayerVertex vertex) {
        // Other classes of output layers, or layers around one, may compute anything.
        if (vertex.getLayer().getClass() != OutputLayer.class || vertex.getLayerPreProcessor() != null) {
            return false;
        }
        NeuralNetConfiguration network = vertex.getLayer().conf();
        var layer = (org.deeplearning4j.nn.conf.layers.OutputLayer) network.getLayer();
        return network.isMiniBatch()
                && network.isMinimize()
                && network.getStepFunction() == null
                && network.getOptimizationAlgo() == OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT
                && layer.getIDropout() == null
                && layer.getWeightNoise() == null
                && (layer.getConstraints() == null || layer.getConstraints().isEmpty());
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
                && features.size(1) == weights().size(0)
                && labels.size(1) == weights().size(1);
    }

    /** W [D, C]. */
    INDArray weights() {
        return layer.getParam(WEIGHTS);
    }

    /** b [1, C], if there is one. */
    Optional<INDArray> bias() {
        return layer.hasBias() ? Optional.of(layer.getParam(BIAS)) : Optional.empty();
    }

    /** A gradient of views of the graph's own, as back-propagation gives it. */
    Gradient gradient() {
        Gradient gradient = new DefaultGradient(graph.getFlattenedGradients());
        views().forEach((key, view) -> gradient.gradientForVariable().put(name(graph) + "_" + key, view));
        return gradient;
    }

    /** The view for W. */
    INDArray weightGradient() {
        return views().get(WEIGHTS);
    }

    /** The view for b, if there is one. */
    Optional<INDArray> biasGradient() {
        return Optional.ofNullable(views().get(BIAS));
    }

    private Map<String, INDArray> views() {
        return layer.conf()
                .getLayer()
                .initializer()
                .getGradientsFromFlattened(layer.conf(), graph.getFlattenedGradients());
    }

    /** The sum of the losses of a batch, and its gradient with respect to the logits [b, C]. */
    Pair<Double, INDArray> loss(INDArray labels, INDArray logits) {
        var configuration =
                (org.deeplearning4j.nn.conf.layers.OutputLayer) layer.conf().getLayer();
        // DL4J has null for no mask.
        return configuration
                .getLossFn()
                .computeGradientAndScore(labels, logits, configuration.getActivationFn(), null, false);
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
