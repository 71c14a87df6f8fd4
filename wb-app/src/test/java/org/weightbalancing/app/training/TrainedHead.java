package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.Heads;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.HeadArithmetic;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.WeightAveraging;
import org.weightbalancing.train.loss.CrossEntropy;

/** Heads of the model, features, and a stage of 40 epochs of 7 batches, to be trained in either way. */
final class TrainedHead {

    private static final int FEATURES = 12;
    private static final int CLASSES = 7;
    private static final int ROWS = 200;
    private static final int BATCH = 32;
    static final int STEPS_PER_EPOCH = 7;
    static final int EPOCHS = 40;
    static final double TOLERANCE = 1e-5;

    private TrainedHead() {}

    /** Makes a head of a linear classifier. */
    record Kind(String name, UnaryOperator<ComputationGraph> make) {

        @Override
        public String toString() {
            return name;
        }

        ComputationGraph head() {
            return make.apply(Classifiers.linear(FEATURES, CLASSES, new CrossEntropy(), 3));
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("cosine", linear -> Heads.cosine(linear, new CrossEntropy(), 16, false)),
                new Kind("cosine, learned scale", linear -> Heads.cosine(linear, new CrossEntropy(), 8, true)),
                new Kind(
                        "learnable weight scaling", linear -> Heads.learnableWeightScaling(linear, new CrossEntropy())),
                new Kind("disalign", linear -> Heads.disAlign(linear, new CrossEntropy())));
    }

    static Stage stage(ILossFunction loss, WeightAveraging averaging) {
        return new Stage(
                "head",
                EPOCHS,
                new CosineSchedule(0.1, EPOCHS, 0, Timing.AFTER_EPOCH),
                0.9,
                loss,
                CheckpointPolicy.LAST,
                averaging);
    }

    static Trainer trainer(HeadArithmetic.Source heads, Checkpointing checkpointing) {
        return new Trainer(new Progress() {}, checkpointing, heads);
    }

    static FeatureBatches batches() {
        return FeatureBatches.shuffled(bank(), BATCH, 5);
    }

    static FeatureBank bank() {
        Random random = new Random(4);
        float[] features = new float[ROWS * FEATURES];
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = (int) (CLASSES * Math.pow(random.nextDouble(), 2));
            for (int d = 0; d < FEATURES; d++) {
                features[i * FEATURES + d] = (float) (random.nextGaussian() + (d == labels[i] ? 1 : 0));
            }
        }
        return FeatureBank.of(features, labels, CLASSES);
    }

    /** Relative to the largest. */
    static void assertClose(INDArray actual, INDArray expected) {
        double[] found = actual.reshape(actual.length()).dup().toDoubleVector();
        double[] wanted = expected.reshape(expected.length()).dup().toDoubleVector();
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
        assertThat(found).containsExactly(wanted, within(TOLERANCE * largest));
    }

    /** Counts the forward passes of arithmetic that it passes on. */
    static final class Counting implements HeadArithmetic.Source {

        int forward;

        @Override
        public Optional<HeadArithmetic> of(Layer layer, Map<String, INDArray> gradients) {
            return new TrainedHeads().of(layer, gradients).map(arithmetic -> new HeadArithmetic() {
                @Override
                public INDArray logits(INDArray features) {
                    forward++;
                    return arithmetic.logits(features);
                }

                @Override
                public void backward(INDArray features, INDArray delta) {
                    arithmetic.backward(features, delta);
                }

                @Override
                public void close() {
                    arithmetic.close();
                }
            });
        }
    }
}
