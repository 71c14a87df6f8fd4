package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.regularizers.BiasPolicy;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.regularizers.DecoupledWeightDecay;
import org.weightbalancing.regularizers.L2Normalization;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Norm;
import org.weightbalancing.regularizers.OnUnits;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.regularizers.TauNormalization;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;

/** Regularizers on a linear head, which the trainer steps by itself, and on one that it leaves to DL4J. */
class RegularizedHeadTest {

    private static final int FEATURES = 12;
    private static final int CLASSES = 7;
    private static final int[] COUNTS = {30, 20, 12, 8, 5, 3, 2};

    static Stream<Supplier<List<TrainingListener>>> rules() {
        return Stream.of(
                () -> List.of(on(new WeightDecay(0.05), Cadence.EVERY_STEP)),
                () -> List.of(on(new DecoupledWeightDecay(0.05), Cadence.EVERY_STEP)),
                () -> List.of(on(MaxNorm.fraction(0.3), Cadence.EVERY_STEP)),
                () -> List.of(on(MaxNorm.radius(0.4).withNorm(Norm.L1).withBias(BiasPolicy.SCALE), Cadence.EVERY_STEP)),
                () -> List.of(on(new L2Normalization(), Cadence.EVERY_EPOCH)),
                () -> List.of(on(new TauNormalization(0.7), Cadence.EVERY_EPOCH)),
                () -> List.of(on(MaxNorm.radius(0.2), Cadence.ONCE)),
                () -> List.of(on(new OnUnits(new WeightDecay(0.3), new int[] {1, 4, 6}), Cadence.EVERY_STEP)),
                () -> List.of(
                        on(new WeightDecay(0.05), Cadence.EVERY_STEP), on(MaxNorm.fraction(0.1), Cadence.EVERY_STEP)));
    }

    private static TrainingListener on(Regularizer rule, Cadence cadence) {
        return new RegularizerListener(rule, ParameterFilter.classifier(), cadence);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleComesToTheSame(Supplier<List<TrainingListener>> rules) {
        ComputationGraph head = head();
        ComputationGraph leftToDl4j = head();
        leftToDl4j.getLayer("classifier").conf().getLayer().setConstraints(List.of(new Inert()));
        train(head, rules.get());
        train(leftToDl4j, rules.get());
        assertThat(head.params().toFloatVector()).isEqualTo(leftToDl4j.params().toFloatVector());
        ComputationGraph free = head();
        train(free, List.of());
        assertThat(head.params()).isNotEqualTo(free.params());
    }

    private static ComputationGraph head() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("features")
                .addLayer(
                        "classifier",
                        new OutputLayer.Builder(new LossMCXENT())
                                .activation(Activation.SOFTMAX)
                                .nIn(FEATURES)
                                .nOut(CLASSES)
                                .build(),
                        "features")
                .setOutputs("classifier")
                .build());
        network.init();
        return Classifiers.extract(network, new LossMCXENT());
    }

    private static void train(ComputationGraph head, List<TrainingListener> rules) {
        Random random = new Random(4);
        float[] features = new float[50 * FEATURES];
        int[] labels = new int[50];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
        Stage stage = new Stage(
                "head",
                3,
                new CosineSchedule(0.3, 3, 0, Timing.AFTER_EPOCH),
                0.9,
                new ClassBalancedCrossEntropy(COUNTS, 0.99),
                CheckpointPolicy.LAST);
        FeatureBatches batches = FeatureBatches.shuffled(FeatureBank.of(features, labels, CLASSES), 16, 5);
        new Trainer().fit(head, stage, batches, Validation.none(), rules);
    }

    /** A constraint that changes nothing. */
    private static final class Inert implements LayerConstraint {

        private static final long serialVersionUID = 1L;

        @Override
        public void applyConstraint(Layer layer, int iteration, int epoch) {}

        @Override
        public void setParams(Set<String> params) {}

        @Override
        public Set<String> getParams() {
            return Set.of();
        }

        @Override
        public Inert clone() {
            return new Inert();
        }
    }
}
