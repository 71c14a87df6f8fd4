package org.weightbalancing.model;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.model.head.Head;
import org.weightbalancing.model.head.HeadOutputLayer;

/**
 * Builds residual networks as ordinary, serializable ComputationGraphs.
 *
 * <p>Input {@value LayerNames#INPUT} is [b, h, w, c], {@value LayerNames#FEATURES} is [b, features] and
 * {@value LayerNames#CLASSIFIER} gives class probabilities [b, classes], the softmax of the logits on which the loss is
 * defined. How activations in between lie in memory, {@link Activations} tells.
 */
public final class ResNets {

    // ND4J takes 0 for the time of day.
    private static final long ZERO_SEED = 0x9e3779b97f4a7c15L;

    private ResNets() {}

    /** A network with initial weights drawn from the seed of the specification. */
    public static ComputationGraph build(ResNetSpec spec, ILossFunction loss) {
        ComputationGraph network = new ComputationGraph(configuration(spec, loss));
        network.init();
        Classifiers.drawBias(network, new SplittableRandom(spec.seed()));
        return network;
    }

    /** A network that ends in the head, its initial weights drawn from the seed of the specification. */
    public static ComputationGraph build(ResNetSpec spec, Head head, ILossFunction loss) {
        ComputationGraph network = new ComputationGraph(configuration(spec, head, loss));
        network.init();
        return network;
    }

    /** The configuration of a network; biases of the classifier start from 0 when it is initialized as it is. */
    public static ComputationGraphConfiguration configuration(ResNetSpec spec, ILossFunction loss) {
        return configuration(spec, Classifiers.layer(spec.features(), spec.classes(), loss));
    }

    /** The configuration of a network that ends in the head. */
    public static ComputationGraphConfiguration configuration(ResNetSpec spec, Head head, ILossFunction loss) {
        return configuration(spec, HeadOutputLayer.of(head, spec.features(), spec.classes(), loss));
    }

    private static ComputationGraphConfiguration configuration(ResNetSpec spec, BaseOutputLayer classifier) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(spec.seed() == 0 ? ZERO_SEED : spec.seed())
                .dataType(spec.type())
                .activation(Activation.IDENTITY)
                .updater(new Sgd())
                .graphBuilder()
                .addInputs(LayerNames.INPUT)
                .setInputTypes(
                        InputType.convolutional(spec.height(), spec.imageWidth(), spec.channels(), CNN2DFormat.NHWC));
        graph.addLayer(
                "stem-conv",
                FastConvolution.first(3, 1, spec.channels(), spec.width())
                        .starting(spec.initialization())
                        .intoBlocks(),
                LayerNames.INPUT);
        graph.addLayer("stem-norm", FastBatchNorm.relu(spec.width()), "stem-conv");
        String last = "stem-norm";
        for (int stage = 0; stage < spec.blocks().size(); stage++) {
            last = stage(graph, spec, stage, last);
        }
        graph.addVertex(LayerNames.FEATURES, new SpatialMean(), last);
        return graph.addLayer(LayerNames.CLASSIFIER, classifier, penalized(graph, spec))
                .setOutputs(LayerNames.CLASSIFIER)
                .build();
    }

    private static String penalized(GraphBuilder graph, ResNetSpec spec) {
        if (spec.featureNorm() == 0) {
            return LayerNames.FEATURES;
        }
        graph.addVertex(LayerNames.FEATURE_NORM, new FeatureNormPenalty(spec.featureNorm()), LayerNames.FEATURES);
        return LayerNames.FEATURE_NORM;
    }

    private static String stage(GraphBuilder graph, ResNetSpec spec, int stage, String input) {
        int out = spec.stageWidth(stage);
        String last = input;
        for (int block = 0; block < spec.blocks().get(stage); block++) {
            boolean widens = stage > 0 && block == 0;
            String name = "stage" + (stage + 1) + "-block" + (block + 1);
            last = block(graph, spec, name, last, widens ? out / 2 : out, out);
        }
        return last;
    }

    private static String block(GraphBuilder graph, ResNetSpec spec, String name, String input, int in, int out) {
        int stride = in == out ? 1 : 2;
        graph.addLayer(name + "-conv1", FastConvolution.of(3, stride, in, out).starting(spec.initialization()), input)
                .addLayer(name + "-norm1", FastBatchNorm.relu(out), name + "-conv1")
                .addLayer(
                        name + "-conv2",
                        FastConvolution.of(3, 1, out, out).starting(spec.initialization()),
                        name + "-norm1")
                .addLayer(name + "-norm2", FastBatchNorm.of(out), name + "-conv2");
        String identity = in == out ? input : shortcut(graph, spec, name, input, in, out);
        graph.addVertex(name, new AddRelu(), name + "-norm2", identity);
        return name;
    }

    private static String shortcut(GraphBuilder graph, ResNetSpec spec, String name, String input, int in, int out) {
        String last = name + "-shortcut";
        if (spec.shortcut() == Shortcut.PAD) {
            graph.addVertex(last, new PadShortcut(2, out), input);
            return last;
        }
        graph.addLayer(last + "-conv", FastConvolution.of(1, 2, in, out).starting(spec.initialization()), input)
                .addLayer(last + "-norm", FastBatchNorm.of(out), last + "-conv");
        return last + "-norm";
    }
}
