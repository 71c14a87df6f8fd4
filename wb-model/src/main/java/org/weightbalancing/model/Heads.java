package org.weightbalancing.model;

import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.model.head.CenteredMeans;
import org.weightbalancing.model.head.CosineHead;
import org.weightbalancing.model.head.DisAlignHead;
import org.weightbalancing.model.head.EtfHead;
import org.weightbalancing.model.head.Head;
import org.weightbalancing.model.head.HeadOutputLayer;
import org.weightbalancing.model.head.HeadParameter;
import org.weightbalancing.model.head.LearnableWeightScaling;
import org.weightbalancing.model.head.NearestClassMean;

/**
 * Makes classifiers from that of a network or from features: networks of their own with input
 * {@value LayerNames#FEATURES} [b, features] and output {@value LayerNames#CLASSIFIER}, to be trained alone on features or
 * put into a network by {@link Classifiers#replace}.
 *
 * <p>They have the size and floating type of the network's classifier or of the features; what they are made from is not
 * changed. A head that scales or aligns takes the network's classifier as {@link #linear} gives it.
 *
 * <pre>{@code
 * ComputationGraph head = Heads.learnableWeightScaling(network, loss);
 * head.fit(classBalancedFeatureBatches);
 * ComputationGraph rescaled = Classifiers.replace(network, head);
 * }</pre>
 */
public final class Heads {

    private static final String WEIGHTS = HeadParameter.WEIGHTS;
    private static final String BIAS = HeadParameter.BIAS;

    private Heads() {}

    /** A head as it starts, of the size of the network's classifier, drawn from the seed. */
    public static ComputationGraph fresh(ComputationGraph network, Head head, ILossFunction loss, long seed) {
        BaseOutputLayer like = Classifiers.layer(network);
        return started(
                head, like.getNIn(), like.getNOut(), loss, network.params().dataType(), seed);
    }

    /** A {@link CosineHead} with the class vectors of the network's classifier, whose biases it drops. */
    public static ComputationGraph cosine(ComputationGraph network, ILossFunction loss, double scale, boolean learned) {
        ComputationGraph cosine = fresh(network, new CosineHead(scale, learned), loss, 0);
        boolean already =
                Classifiers.layer(network) instanceof HeadOutputLayer layer && layer.getHead() instanceof CosineHead;
        ComputationGraph source = already ? network : linear(network, loss);
        set(cosine, WEIGHTS, Classifiers.parameter(source, WEIGHTS));
        return cosine;
    }

    /** A {@link CosineHead} with class vectors drawn from the seed. */
    public static ComputationGraph cosine(
            ComputationGraph network, ILossFunction loss, double scale, boolean learned, long seed) {
        return fresh(network, new CosineHead(scale, learned), loss, seed);
    }

    /** {@link LearnableWeightScaling} of the network's linear classifier, with all factors 1. */
    public static ComputationGraph learnableWeightScaling(ComputationGraph network, ILossFunction loss) {
        return onTop(network, new LearnableWeightScaling(), loss);
    }

    /** A {@link DisAlignHead} on the network's linear classifier, which it does not correct yet. */
    public static ComputationGraph disAlign(ComputationGraph network, ILossFunction loss) {
        return onTop(network, new DisAlignHead(), loss);
    }

    /** An {@link EtfHead}, whose frame is drawn from the seed. */
    public static ComputationGraph etf(
            ComputationGraph network, ILossFunction loss, boolean normalizeFeatures, long seed) {
        return fresh(network, new EtfHead(normalizeFeatures, seed), loss, 0);
    }

    /**
     * A {@link NearestClassMean} fitted to features.
     *
     * @param features [n, D]
     * @param labels of the features, each from 0 to below {@code classes}
     * @throws IllegalArgumentException if labels do not fit the features, or a class has no feature
     */
    public static ComputationGraph nearestClassMean(
            INDArray features, int[] labels, int classes, NearestClassMean.Variant variant, ILossFunction loss) {
        NearestClassMean head = new NearestClassMean(variant);
        Map<String, INDArray> fitted = head.fit(features, labels, classes);
        ComputationGraph network = started(head, features.size(1), classes, loss, features.dataType(), 0);
        fitted.forEach((key, value) -> set(network, key, value));
        return network;
    }

    /**
     * A linear classifier whose weights are the {@link CenteredMeans} of features, and whose biases are 0.
     *
     * @param features [n, D]
     * @param labels of the features, each from 0 to below the length of omega
     * @param omega the weight of each class
     * @param lambda positive
     * @throws IllegalArgumentException if an argument is not as {@link CenteredMeans#weights} says
     */
    public static ComputationGraph centeredMeans(
            INDArray features, int[] labels, double[] omega, double lambda, ILossFunction loss) {
        INDArray weights = CenteredMeans.weights(features, labels, omega, lambda);
        ComputationGraph network =
                Classifiers.alone(Classifiers.layer(features.size(1), omega.length, loss), features.dataType());
        set(network, WEIGHTS, weights);
        return network;
    }

    /**
     * The linear classifier {@code W^T f + b} that gives the logits of the network's: a copy of a linear one, {@code s_c
     * w_c} and b of {@link LearnableWeightScaling}, the frame of an {@link EtfHead} that does not normalize.
     *
     * @throws IllegalArgumentException if the logits are no linear function of the features
     */
    public static ComputationGraph linear(ComputationGraph network, ILossFunction loss) {
        BaseOutputLayer layer = Classifiers.layer(network);
        ComputationGraph linear = Classifiers.alone(
                Classifiers.layer(layer.getNIn(), layer.getNOut(), loss),
                network.params().dataType());
        set(
                linear,
                WEIGHTS,
                layer instanceof HeadOutputLayer output
                        ? folded(output.getHead(), network)
                        : Classifiers.parameter(network, WEIGHTS));
        if (network.getLayer(LayerNames.CLASSIFIER).paramTable().containsKey(BIAS)) {
            set(linear, BIAS, Classifiers.parameter(network, BIAS));
        }
        return linear;
    }

    /** A linear classifier of the size of the network's, drawn from the seed. */
    public static ComputationGraph linear(ComputationGraph network, ILossFunction loss, long seed) {
        BaseOutputLayer like = Classifiers.layer(network);
        BaseOutputLayer linear = Classifiers.layer(like.getNIn(), like.getNOut(), loss);
        return Classifiers.fresh(Classifiers.alone(linear, network.params().dataType()), loss, seed);
    }

    private static INDArray folded(Head head, ComputationGraph network) {
        INDArray weights = Classifiers.parameter(network, WEIGHTS);
        if (head instanceof LearnableWeightScaling) {
            return weights.mulRowVector(Classifiers.parameter(network, LearnableWeightScaling.SCALES));
        }
        if (head instanceof EtfHead etf && !etf.normalizeFeatures()) {
            return weights;
        }
        throw new IllegalArgumentException(
                "the classifier is " + head + ", whose logits are no linear function of the features");
    }

    private static ComputationGraph onTop(ComputationGraph network, Head head, ILossFunction loss) {
        ComputationGraph linear = linear(network, loss);
        ComputationGraph made = fresh(network, head, loss, 0);
        set(made, WEIGHTS, Classifiers.parameter(linear, WEIGHTS));
        set(made, BIAS, Classifiers.parameter(linear, BIAS));
        return made;
    }

    private static ComputationGraph started(
            Head head, long features, long classes, ILossFunction loss, DataType type, long seed) {
        HeadOutputLayer layer = HeadOutputLayer.of(head, features, classes, loss);
        ComputationGraph network = Classifiers.alone(layer, type);
        SplittableRandom random = new SplittableRandom(seed);
        for (HeadParameter parameter : layer.parameters()) {
            parameter.start().fill(Classifiers.parameter(network, parameter.key()), random);
        }
        return network;
    }

    private static void set(ComputationGraph network, String key, INDArray value) {
        Classifiers.parameter(network, key).assign(value);
    }
}
