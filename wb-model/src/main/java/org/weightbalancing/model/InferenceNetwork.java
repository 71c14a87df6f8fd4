package org.weightbalancing.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Folds batch normalization into convolutions, for evaluation and the extraction of features.
 *
 * <p>With the running statistics, {@code gamma * (W x - mean) / sqrt(var + eps) + beta} is the convolution with weights
 * {@code s W} and bias {@code beta - s mean}, where {@code s = gamma / sqrt(var + eps)}: one pass over memory instead of
 * two (Jacob et al., CVPR 2018, section 3.2). Outputs agree with those of the network in evaluation mode to rounding.
 *
 * <pre>{@code
 * INDArray probabilities = InferenceNetwork.of(network).outputSingle(images);
 * }</pre>
 */
public final class InferenceNetwork {

    private InferenceNetwork() {}

    /**
     * A network that computes what the other does in evaluation mode, as it is now: later changes of the other do not
     * reach it.
     *
     * <p>Every {@link FastBatchNorm} that is the only reader of a {@link FastConvolution} is folded; the layer that does
     * both bears the name of the normalization. All else is copied. The result cannot be trained through folded layers.
     *
     * @param network of any layers; one without such pairs is copied
     */
    public static ComputationGraph of(ComputationGraph network) {
        ComputationGraphConfiguration configuration = network.getConfiguration().clone();
        List<Pair> pairs = pairs(configuration);
        pairs.forEach(pair -> fold(pair, configuration));
        configuration.setTopologicalOrder(null);
        configuration.setTopologicalOrderStr(null);
        ComputationGraph folded = ZeroNetwork.of(configuration, network.params().dataType());
        folded.paramTable().forEach((name, value) -> {
            if (network.paramTable().containsKey(name)) {
                value.assign(network.getParam(name));
            }
        });
        pairs.forEach(pair -> assign(pair, network, folded));
        return folded;
    }

    /** A convolution and the normalization that alone reads it, by name. */
    private record Pair(String convolution, String norm) {}

    private static List<Pair> pairs(ComputationGraphConfiguration configuration) {
        return configuration.getVertices().keySet().stream()
                .filter(name -> layer(configuration, name, FastBatchNorm.class).isPresent())
                .map(name -> new Pair(configuration.getVertexInputs().get(name).get(0), name))
                .filter(pair -> layer(configuration, pair.convolution(), FastConvolution.class)
                        .isPresent())
                .filter(pair -> isOnlyReader(pair, configuration))
                .toList();
    }

    private static boolean isOnlyReader(Pair pair, ComputationGraphConfiguration configuration) {
        long readers = configuration.getVertexInputs().values().stream()
                .filter(inputs -> inputs.contains(pair.convolution()))
                .count();
        return readers == 1 && !configuration.getNetworkOutputs().contains(pair.convolution());
    }

    private static <L extends Layer> Optional<L> layer(
            ComputationGraphConfiguration configuration, String name, Class<L> type) {
        GraphVertex vertex = configuration.getVertices().get(name);
        return vertex instanceof LayerVertex layer
                        && type.isInstance(layer.getLayerConf().getLayer())
                        && layer.getPreProcessor() == null
                ? Optional.of(type.cast(layer.getLayerConf().getLayer()))
                : Optional.empty();
    }

    private static void fold(Pair pair, ComputationGraphConfiguration configuration) {
        FoldedConvolution both = FoldedConvolution.of(
                layer(configuration, pair.convolution(), FastConvolution.class).orElseThrow(),
                layer(configuration, pair.norm(), FastBatchNorm.class).orElseThrow());
        NeuralNetConfiguration conf = ((LayerVertex) configuration.getVertices().get(pair.norm()))
                .getLayerConf()
                .clone();
        conf.setLayer(both);
        conf.setVariables(new java.util.ArrayList<>());
        Map<String, List<String>> inputs = configuration.getVertexInputs();
        inputs.put(pair.norm(), inputs.remove(pair.convolution()));
        configuration.getVertices().remove(pair.convolution());
        configuration.getVertices().put(pair.norm(), new LayerVertex(conf, null));
    }

    private static void assign(Pair pair, ComputationGraph network, ComputationGraph folded) {
        Map<String, INDArray> norm = network.getLayer(pair.norm()).paramTable();
        double eps = ((FastBatchNorm) network.getLayer(pair.norm()).conf().getLayer()).getEps();
        INDArray deviation = Transforms.sqrt(
                norm.get(BatchNormalizationParamInitializer.GLOBAL_VAR).add(eps), false);
        INDArray scale = norm.get(BatchNormalizationParamInitializer.GAMMA).div(deviation);
        INDArray weights = network.getLayer(pair.convolution()).getParam(ConvolutionParamInitializer.WEIGHT_KEY);
        folded.getLayer(pair.norm())
                .getParam(ConvolutionParamInitializer.WEIGHT_KEY)
                .assign(weights.mul(scale.reshape(scale.length(), 1, 1, 1).broadcast(weights.shape())));
        folded.getLayer(pair.norm())
                .getParam(ConvolutionParamInitializer.BIAS_KEY)
                .assign(norm.get(BatchNormalizationParamInitializer.BETA)
                        .sub(norm.get(BatchNormalizationParamInitializer.GLOBAL_MEAN)
                                .mul(scale)));
    }
}
