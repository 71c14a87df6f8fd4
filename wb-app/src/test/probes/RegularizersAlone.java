import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.weightbalancing.regularizers.L2Normalization;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.Regularizers;
import org.weightbalancing.regularizers.WeightNorms;

/** Normalizes the classifier of a network of DL4J with wb-regularizers and no other part of wb. */
final class RegularizersAlone {
    public static void main(String[] arguments) {
        System.out.println(ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith("org.weightbalancing."))
                .toList());
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .name("classifier")
                        .activation(Activation.SOFTMAX)
                        .nIn(5)
                        .nOut(3)
                        .build())
                .build());
        network.init();
        Regularizers.apply(network, ParameterFilter.layer("classifier"), new L2Normalization());
        System.out.println(Arrays.stream(WeightNorms.of(network, "classifier"))
                .mapToObj(norm -> String.format(Locale.ROOT, "%.3f", norm))
                .toList());
    }
}
