package org.weightbalancing.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.model.head.HeadOutputLayer;
import org.weightbalancing.model.head.HeadParameter;
import org.weightbalancing.model.head.LearnableWeightScaling;

/**
 * Takes the classifier out of a network, so that it can be retrained alone on features, and puts it back, or another in
 * its place.
 *
 * <p>The classifier is the layer {@value LayerNames#CLASSIFIER}: a linear one of DL4J or a {@link HeadOutputLayer} of any
 * head. Decoupling features and classifier: Kang et al., ICLR 2020, section 4; stage 2 of weight balancing (CVPR 2022).
 */
public final class Classifiers {

    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

    private Classifiers() {}

    /**
     * A network that is only the classifier of another: input {@value LayerNames#FEATURES} [b, features], output
     * {@value LayerNames#CLASSIFIER}, of the same configuration but for a loss of its own and the updater, plain gradient
     * descent, with copies of the other's parameters.
     */
    public static ComputationGraph extract(ComputationGraph network, ILossFunction loss) {
        ComputationGraph classifier = emptied(network, loss);
        install(network, classifier);
        return classifier;
    }

    /**
     * A fresh classifier of the kind and size of another network's. A linear one starts as PyTorch would initialize it,
     * any other as its head says, but with copies of the parameters that are fixed.
     */
    public static ComputationGraph fresh(ComputationGraph network, ILossFunction loss, long seed) {
        ComputationGraph classifier = emptied(network, loss);
        SplittableRandom random = new SplittableRandom(seed);
        if (layer(network) instanceof HeadOutputLayer head) {
            install(network, classifier);
            head.parameters().stream().filter(HeadParameter::isTrained).forEach(part -> part.start()
                    .fill(parameter(classifier, part.key()), random));
        } else {
            draw(parameter(classifier, WEIGHTS), bound(layer(network).getNIn()), random);
            drawBias(classifier, random);
        }
        return classifier;
    }

    /**
     * A network that is only a linear classifier, as {@link #extract} gives, that starts as PyTorch would initialize it.
     *
     * @param features D, 1 or more
     * @param classes C, 1 or more
     * @param loss that the classifier is to minimise
     * @param seed of its weights
     */
    public static ComputationGraph linear(int features, int classes, ILossFunction loss, long seed) {
        OutputLayer layer = layer(features, classes, loss);
        layer.setIUpdater(new Sgd());
        ComputationGraph classifier = alone(layer, DataType.FLOAT);
        SplittableRandom random = new SplittableRandom(seed);
        draw(parameter(classifier, WEIGHTS), bound(features), random);
        drawBias(classifier, random);
        return classifier;
    }

    /**
     * Copies the parameters of one network's classifier over those of another's.
     *
     * @throws IllegalArgumentException if the classifiers are not of the same kind and size
     */
    public static void install(ComputationGraph from, ComputationGraph into) {
        String source = description(from);
        String target = description(into);
        if (!source.equals(target)) {
            throw new IllegalArgumentException(
                    "the classifier is " + source + ", but the one that it shall replace is " + target);
        }
        parameters(into).forEach((key, value) -> value.assign(parameter(from, key)));
    }

    /**
     * A network that is the first up to its features and ends in the classifier of the second, with copies of the
     * parameters of both. The classifier takes over the updater that the first's had; updater state is dropped, and
     * iterations and epochs count from 0.
     *
     * @param network not changed
     * @param head a network with a classifier, such as {@link Heads} and {@link #extract} make; not changed
     * @throws IllegalArgumentException if the head takes features of another length than the network has
     */
    public static ComputationGraph replace(ComputationGraph network, ComputationGraph head) {
        BaseOutputLayer old = layer(network);
        BaseOutputLayer other = (BaseOutputLayer) layer(head).clone();
        if (old.getNIn() != other.getNIn()) {
            throw new IllegalArgumentException(
                    "the network has " + old.getNIn() + " features, but the head takes " + other.getNIn());
        }
        other.setIUpdater(old.getIUpdater());
        other.setBiasUpdater(old.getBiasUpdater());
        ComputationGraphConfiguration configuration = network.getConfiguration().clone();
        LayerVertex vertex = (LayerVertex) configuration.getVertices().get(LayerNames.CLASSIFIER);
        vertex.getLayerConf().setLayer(other);
        vertex.getLayerConf().setVariables(new java.util.ArrayList<>());
        ComputationGraph replaced =
                ZeroNetwork.of(configuration, network.params().dataType());
        replaced.paramTable().forEach((name, value) -> {
            ComputationGraph source = name.startsWith(LayerNames.CLASSIFIER + "_") ? head : network;
            value.assign(source.getParam(name));
        });
        return replaced;
    }

    /** The number of features that a network's classifier takes. */
    public static int features(ComputationGraph network) {
        return Math.toIntExact(layer(network).getNIn());
    }

    /**
     * The logits [b, classes] of features [b, features]: {@code features W + b} of a linear classifier, else what the
     * head says.
     */
    public static INDArray logits(ComputationGraph network, INDArray features) {
        Map<String, INDArray> parameters = parameters(network);
        if (layer(network) instanceof HeadOutputLayer layer) {
            return layer.getHead().logits(features, parameters);
        }
        INDArray logits = features.mmul(parameters.get(WEIGHTS));
        return parameters.containsKey(BIAS) ? logits.addiRowVector(parameters.get(BIAS)) : logits;
    }

    /**
     * The logits [b, classes] of features [b, features], equal bit for bit to those of each row alone, so that an image
     * is given the same ones whatever is tested beside it. {@link #logits} differs by rounding: the same product rounds a
     * row differently in matrices of other heights. Linear classifiers lose no time by it, other heads are asked row by
     * row.
     *
     * @param features of at least one row, in the network's type
     */
    public static INDArray logitsByRow(ComputationGraph network, INDArray features) {
        Map<String, INDArray> parameters = parameters(network);
        if (!(layer(network) instanceof HeadOutputLayer layer)) {
            return RowLogits.linear(features, parameters.get(WEIGHTS), Optional.ofNullable(parameters.get(BIAS)));
        }
        INDArray logits = Nd4j.create(features.dataType(), features.size(0), layer.getNOut());
        for (long row = 0; row < features.size(0); row++) {
            logits.putRow(row, layer.getHead().logits(features.getRow(row, true).dup('c'), parameters));
        }
        return logits;
    }

    /**
     * A copy of the classifier's weight vectors, [features, classes], in the network's type: with their factors under
     * {@link LearnableWeightScaling}, of any length under a head that takes their directions only; empty for a head that
     * has none.
     */
    public static Optional<INDArray> weights(ComputationGraph network) {
        Map<String, INDArray> parameters = parameters(network);
        return Optional.ofNullable(parameters.get(WEIGHTS))
                .map(weights -> layer(network) instanceof HeadOutputLayer head
                                && head.getHead() instanceof LearnableWeightScaling
                        ? weights.mulRowVector(parameters.get(LearnableWeightScaling.SCALES))
                        : weights.dup());
    }

    /**
     * The Euclidean norms [classes] of the classifier's weight vectors, with their factors under {@link
     * LearnableWeightScaling}; NaN for a head that has none.
     */
    public static double[] norms(ComputationGraph network) {
        return weights(network)
                .map(weights -> weights.norm2(0).castTo(DataType.DOUBLE).toDoubleVector())
                .orElseGet(() -> {
                    double[] none = new double[Math.toIntExact(layer(network).getNOut())];
                    Arrays.fill(none, Double.NaN);
                    return none;
                });
    }

    static OutputLayer layer(long features, long classes, ILossFunction loss) {
        return new OutputLayer.Builder(loss)
                .nIn(features)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .weightInit(new UniformDistribution(-bound(features), bound(features)))
                .build();
    }

    static void drawBias(ComputationGraph network, SplittableRandom random) {
        draw(parameter(network, BIAS), bound(parameter(network, WEIGHTS).size(0)), random);
    }

    /** A network that is only the layer, named as a classifier; its parameters are 0. */
    static ComputationGraph alone(BaseOutputLayer layer, DataType type) {
        return ZeroNetwork.of(
                new NeuralNetConfiguration.Builder()
                        .dataType(type)
                        .updater(new Sgd())
                        .graphBuilder()
                        .addInputs(LayerNames.FEATURES)
                        .setInputTypes(InputType.feedForward(layer.getNIn()))
                        .addLayer(LayerNames.CLASSIFIER, layer, LayerNames.FEATURES)
                        .setOutputs(LayerNames.CLASSIFIER)
                        .build(),
                type);
    }

    /** The configuration of the classifier. */
    static BaseOutputLayer layer(ComputationGraph network) {
        if (network.getVertex(LayerNames.CLASSIFIER) == null) {
            throw new IllegalArgumentException("the network has no layer '" + LayerNames.CLASSIFIER + "'");
        }
        Layer layer = network.getLayer(LayerNames.CLASSIFIER).conf().getLayer();
        if (layer instanceof BaseOutputLayer output) {
            return output;
        }
        throw new IllegalArgumentException("layer '" + LayerNames.CLASSIFIER + "' is of type "
                + layer.getClass().getSimpleName() + ", but must be an output layer with weights");
    }

    static INDArray parameter(ComputationGraph network, String key) {
        return parameters(network).get(key);
    }

    private static Map<String, INDArray> parameters(ComputationGraph network) {
        layer(network);
        return network.getLayer(LayerNames.CLASSIFIER).paramTable();
    }

    private static ComputationGraph emptied(ComputationGraph network, ILossFunction loss) {
        BaseOutputLayer layer = (BaseOutputLayer) layer(network).clone();
        layer.setLossFn(loss);
        layer.setIUpdater(new Sgd());
        layer.setBiasUpdater(null);
        return alone(layer, network.params().dataType());
    }

    /** What must be the same for parameters of one classifier to mean the same in another. */
    private static String description(ComputationGraph network) {
        Map<String, String> shapes = new TreeMap<>();
        parameters(network).forEach((key, value) -> shapes.put(key, Arrays.toString(value.shape())));
        String kind = layer(network) instanceof HeadOutputLayer head
                ? head.getHead().toString()
                : layer(network).getClass().getSimpleName();
        return kind + " " + shapes;
    }

    // PyTorch's nn.Linear draws weights and bias from U(-1/sqrt(in), 1/sqrt(in)).
    private static double bound(long features) {
        return 1 / Math.sqrt((double) features);
    }

    private static void draw(INDArray parameter, double bound, SplittableRandom random) {
        for (long i = 0; i < parameter.length(); i++) {
            parameter.putScalar(i, random.nextDouble(-bound, bound));
        }
    }
}
