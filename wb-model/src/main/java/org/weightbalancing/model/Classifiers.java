package org.weightbalancing.model;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Takes the linear classifier out of a network, so that it can be retrained alone on features, and puts it back.
 *
 * <p>Decoupling features and classifier: Kang et al., ICLR 2020, section 4; stage 2 of weight balancing (CVPR 2022).
 */
public final class Classifiers {

    private static final String WEIGHTS = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

    private Classifiers() {}

    /**
     * A network that is only the classifier of another: input {@value LayerNames#FEATURES} [b, features], output
     * {@value LayerNames#CLASSIFIER}, with copies of the other's weights and a loss of its own.
     */
    public static ComputationGraph extract(ComputationGraph network, ILossFunction loss) {
        INDArray weights = parameter(network, WEIGHTS);
        ComputationGraph classifier = alone(weights.size(0), weights.size(1), loss, weights);
        install(network, classifier);
        return classifier;
    }

    /** A fresh classifier of the size of another network's, as PyTorch would initialize it. */
    public static ComputationGraph fresh(ComputationGraph network, ILossFunction loss, long seed) {
        INDArray weights = parameter(network, WEIGHTS);
        ComputationGraph classifier = alone(weights.size(0), weights.size(1), loss, weights);
        SplittableRandom random = new SplittableRandom(seed);
        draw(parameter(classifier, WEIGHTS), bound(weights.size(0)), random);
        drawBias(classifier, random);
        return classifier;
    }

    /** Copies the classifier of one network over that of another. */
    public static void install(ComputationGraph from, ComputationGraph into) {
        parameter(into, WEIGHTS).assign(parameter(from, WEIGHTS));
        parameter(into, BIAS).assign(parameter(from, BIAS));
    }

    /** The logits [b, classes] of features [b, features]: {@code features W + b}. */
    public static INDArray logits(ComputationGraph network, INDArray features) {
        return features.mmul(parameter(network, WEIGHTS)).addiRowVector(parameter(network, BIAS));
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

    private static ComputationGraph alone(long features, long classes, ILossFunction loss, INDArray like) {
        ComputationGraph classifier = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .dataType(like.dataType())
                .updater(new Sgd())
                .graphBuilder()
                .addInputs(LayerNames.FEATURES)
                .setInputTypes(InputType.feedForward(features))
                .addLayer(LayerNames.CLASSIFIER, layer(features, classes, loss), LayerNames.FEATURES)
                .setOutputs(LayerNames.CLASSIFIER)
                .build());
        classifier.init();
        return classifier;
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

    private static INDArray parameter(ComputationGraph network, String key) {
        if (network.getVertex(LayerNames.CLASSIFIER) == null) {
            throw new IllegalArgumentException("the network has no layer '" + LayerNames.CLASSIFIER + "'");
        }
        return network.getLayer(LayerNames.CLASSIFIER).getParam(key);
    }
}
