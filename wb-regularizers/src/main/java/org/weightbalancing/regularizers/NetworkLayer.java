package org.weightbalancing.regularizers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.weightbalancing.regularizers.Filters.Kind;

/**
 * A layer of either kind of network, or a graph vertex without a layer, with its trainable parameters; {@code rate} reads
 * an updater at the network's present iteration and epoch.
 */
record NetworkLayer(
        String name,
        String prefix,
        Trainable trainable,
        Optional<Layer> configuration,
        boolean frozen,
        ToDoubleFunction<IUpdater> rate) {

    private static final Set<String> BATCH_NORM =
            Set.of(BatchNormalizationParamInitializer.GAMMA, BatchNormalizationParamInitializer.BETA);

    private static final Set<String> RUNNING_STATISTICS = Set.of(
            BatchNormalizationParamInitializer.GLOBAL_MEAN,
            BatchNormalizationParamInitializer.GLOBAL_VAR,
            BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

    static List<NetworkLayer> of(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return ofLayers(
                    network.getLayers(),
                    updater -> updater.getLearningRate(network.getIterationCount(), network.getEpochCount()));
        }
        if (model instanceof ComputationGraph graph) {
            ToDoubleFunction<IUpdater> rate = updater -> updater.getLearningRate(
                    graph.getConfiguration().getIterationCount(),
                    graph.getConfiguration().getEpochCount());
            return Arrays.stream(graph.getVertices())
                    .map(vertex -> ofVertex(vertex, rate))
                    .toList();
        }
        throw new IllegalArgumentException("a MultiLayerNetwork or a ComputationGraph is required, not a "
                + model.getClass().getName());
    }

    private static List<NetworkLayer> ofLayers(
            org.deeplearning4j.nn.api.Layer[] layers, ToDoubleFunction<IUpdater> rate) {
        List<NetworkLayer> result = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            Layer configuration = layers[i].conf().getLayer();
            result.add(new NetworkLayer(
                    Optional.ofNullable(configuration.getLayerName()).orElse("layer" + i),
                    i + "_",
                    layers[i],
                    Optional.of(configuration),
                    isFrozen(layers[i]),
                    rate));
        }
        return result;
    }

    private static NetworkLayer ofVertex(GraphVertex vertex, ToDoubleFunction<IUpdater> rate) {
        String name = vertex.getVertexName();
        if (!vertex.hasLayer()) {
            return new NetworkLayer(name, name + "_", vertex, Optional.empty(), vertex instanceof FrozenVertex, rate);
        }
        org.deeplearning4j.nn.api.Layer layer = vertex.getLayer();
        boolean frozen = vertex instanceof FrozenVertex || isFrozen(layer);
        return new NetworkLayer(
                name, name + "_", layer, Optional.of(layer.conf().getLayer()), frozen, rate);
    }

    private static boolean isFrozen(org.deeplearning4j.nn.api.Layer layer) {
        return layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop;
    }

    boolean isClassifier() {
        return configuration.filter(BaseOutputLayer.class::isInstance).isPresent();
    }

    double learningRate(String key) {
        Optional<IUpdater> updater = Optional.ofNullable(trainable.getConfig().getUpdaterByParam(key));
        return updater.filter(IUpdater::hasLearningRate)
                .map(rate::applyAsDouble)
                .orElseThrow(() -> new IllegalArgumentException("the updater of parameter " + name + "/" + key + " is "
                        + updater.map(its -> its.getClass().getSimpleName()).orElse("none")
                        + ", but one with a learning rate is required"));
    }

    List<Filters> parameters() {
        Map<String, INDArray> table = new LinkedHashMap<>(trainable.paramTable(true));
        table.keySet().removeIf(key -> !isTrainable(key));
        Map<String, Filters> biasOfWeight = biasOfWeight(table);
        return table.entrySet().stream()
                .map(entry -> filters(
                        entry.getKey(), entry.getValue(), Optional.ofNullable(biasOfWeight.get(entry.getKey()))))
                .toList();
    }

    /** A bias belongs to the last weight whose units it matches: of a separable convolution, the pointwise one. */
    private Map<String, Filters> biasOfWeight(Map<String, INDArray> table) {
        Map<String, Filters> result = new LinkedHashMap<>();
        table.forEach((biasKey, bias) -> {
            if (kind(biasKey) == Kind.BIAS) {
                table.keySet().stream()
                        .filter(key -> kind(key) == Kind.WEIGHT)
                        .filter(key ->
                                filters(key, table.get(key), Optional.empty()).units() == bias.length())
                        .reduce((earlier, later) -> later)
                        .ifPresent(key -> result.put(key, filters(biasKey, bias, Optional.empty())));
            }
        });
        return result;
    }

    private Filters filters(String key, INDArray values, Optional<Filters> bias) {
        Kind kind = kind(key);
        int[] axes = kind == Kind.WEIGHT
                ? UnitAxes.ofWeight(configuration.orElseThrow(), key, values)
                : UnitAxes.ofOther(values);
        return new Filters(new Filters.Origin(this, key, prefix + key, kind), values, axes, bias);
    }

    /** DL4J keeps running statistics among the parameters and marks them as updated directly, not by a gradient. */
    private boolean isTrainable(String key) {
        boolean statistic =
                configuration.filter(BatchNormalization.class::isInstance).isPresent()
                        && RUNNING_STATISTICS.contains(key);
        return !statistic && trainable.updaterDivideByMinibatch(key);
    }

    private Kind kind(String key) {
        if (configuration.isEmpty()) {
            return BATCH_NORM.contains(key) ? Kind.BATCH_NORM : Kind.OTHER;
        }
        Layer layer = configuration.get();
        if (layer instanceof Bidirectional bidirectional) {
            // Keys carry a direction letter, and DL4J's own list of bias keys holds the weights' instead.
            return kind(bidirectional.getFwd(), key.substring(1));
        }
        return kind(layer, key);
    }

    private static Kind kind(Layer layer, String key) {
        if (BATCH_NORM.contains(key)) {
            return Kind.BATCH_NORM;
        }
        boolean slopes = layer instanceof PReLULayer || layer instanceof ElementWiseMultiplicationLayer;
        boolean gain = key.equals(DefaultParamInitializer.GAIN_KEY);
        ParamInitializer initializer = layer.initializer();
        if (initializer.biasKeys(layer).contains(key)) {
            return Kind.BIAS;
        }
        return !slopes && !gain && initializer.weightKeys(layer).contains(key) ? Kind.WEIGHT : Kind.OTHER;
    }
}
