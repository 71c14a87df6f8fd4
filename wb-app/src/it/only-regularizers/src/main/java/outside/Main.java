package outside;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.regularizers.Regularizers;
import org.weightbalancing.regularizers.TauNormalization;
import org.weightbalancing.regularizers.WeightNorms;

/** Trains a classifier within a ball of radius 0.5, then brings its norms closer to one another. */
public final class Main {
    private static final double RADIUS = 0.5;
    private static final double TAU = 0.5;

    private Main() {}

    /** Ends with code 1 if a norm is wrong. */
    public static void main(String[] arguments) {
        MultiLayerNetwork network = network();
        ParameterFilter classifier = ParameterFilter.layer("classifier");
        network.addListeners(new RegularizerListener(MaxNorm.radius(RADIUS), classifier, Cadence.EVERY_STEP));
        INDArray inputs = Nd4j.eye(3);
        for (int step = 0; step < 50; step++) {
            network.fit(inputs, inputs);
        }
        double[] trained = WeightNorms.of(network, "classifier");
        require(trained, new double[] {RADIUS, RADIUS, RADIUS});

        Regularizers.apply(network, classifier, new TauNormalization(TAU));
        double[] balanced =
                Arrays.stream(trained).map(norm -> Math.pow(norm, 1 - TAU)).toArray();
        require(WeightNorms.of(network, "classifier"), balanced);
        System.out.println("norms " + Arrays.toString(trained) + ", then " + Arrays.toString(balanced));
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.5))
                .list(
                        new DenseLayer.Builder()
                                .name("features")
                                .activation(Activation.TANH)
                                .nIn(3)
                                .nOut(4)
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .name("classifier")
                                .activation(Activation.SOFTMAX)
                                .nIn(4)
                                .nOut(3)
                                .build())
                .build());
        network.init();
        return network;
    }

    private static void require(double[] norms, double[] expected) {
        for (int unit = 0; unit < expected.length; unit++) {
            if (!(Math.abs(norms[unit] - expected[unit]) < 1e-5)) {
                System.err.println("norms " + Arrays.toString(norms) + ", expected " + Arrays.toString(expected));
                System.exit(1);
            }
        }
    }
}
