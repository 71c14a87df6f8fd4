package outside;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.EpochRecord;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.TrainingHistory;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;

/** Trains a linear classifier on the features of 8 images of one class and 2 of another, the loss balanced. */
public final class Main {
    private static final int[] COUNTS = {8, 2};
    private static final int EPOCHS = 10;

    private Main() {}

    /** Ends with code 1 if the loss does not fall from epoch to epoch. */
    public static void main(String[] arguments) {
        Stage stage = new Stage(
                "balance",
                EPOCHS,
                new CosineSchedule(0.1, EPOCHS, 0, Timing.AFTER_EPOCH),
                0,
                new ClassBalancedCrossEntropy(COUNTS, 0.9999),
                CheckpointPolicy.LAST);
        TrainingHistory history = new Trainer().fit(network(), stage, batches(), Validation.none(), List.of());
        List<Double> losses =
                history.epochs().stream().map(EpochRecord::meanLoss).toList();
        for (int epoch = 1; epoch < EPOCHS; epoch++) {
            if (!(losses.get(epoch) < losses.get(epoch - 1))) {
                System.err.println("the loss does not fall: " + losses);
                System.exit(1);
            }
        }
        System.out.println("loss " + losses.get(0) + " to " + losses.get(EPOCHS - 1));
    }

    private static ComputationGraph network() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("input")
                .addLayer(
                        "classifier",
                        new OutputLayer.Builder()
                                .activation(Activation.SOFTMAX)
                                .nIn(2)
                                .nOut(2)
                                .build(),
                        "input")
                .setOutputs("classifier")
                .build());
        network.init();
        return network;
    }

    private static FeatureBatches batches() {
        int[] labels = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
        float[] features = new float[2 * labels.length];
        for (int image = 0; image < labels.length; image++) {
            features[2 * image + labels[image]] = 1;
        }
        return FeatureBatches.shuffled(FeatureBank.of(features, labels, COUNTS.length), labels.length, 1);
    }
}
