package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.Heads;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.CosineSchedule;
import org.weightbalancing.train.ExponentialMovingAverage;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.HeadArithmetic;
import org.weightbalancing.train.NoAveraging;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Timing;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.TrainingHistory;
import org.weightbalancing.train.TrainingState;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.WeightAveraging;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;
import org.weightbalancing.train.loss.ClassBalancedFocal;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.LdamLoss;

/** The heads of the model trained by their own arithmetic, and by DL4J's step. */
class TrainedHeadsTest {

    private static final int FEATURES = 12;
    private static final int CLASSES = 7;
    private static final int ROWS = 200;
    private static final int BATCH = 32;
    private static final int STEPS_PER_EPOCH = 7;
    private static final int EPOCHS = 40;
    private static final int[] COUNTS = {70, 50, 30, 20, 15, 10, 5};
    private static final double TOLERANCE = 1e-5;

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
                        "learnable weight scaling",
                        linear -> Heads.learnableWeightScaling(linear, new CrossEntropy())));
    }

    static Stream<Arguments> losses() {
        List<ILossFunction> losses = List.of(
                new CrossEntropy(),
                new ClassBalancedCrossEntropy(COUNTS, 0.99),
                new ClassBalancedFocal(COUNTS, 0.99, 2),
                new LdamLoss(COUNTS, 0.5, 1));
        return kinds().flatMap(kind -> losses.stream().map(loss -> Arguments.of(kind, loss)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void anyLossTrainsToTheSame(Kind kind, ILossFunction loss) {
        assertSameTraining(kind, stage(loss, new NoAveraging()), List::of);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void averagesAreTheSame(Kind kind) {
        assertSameTraining(kind, stage(new CrossEntropy(), new ExponentialMovingAverage(0.9, true)), List::of);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void regularizersDoTheSame(Kind kind) {
        assertSameTraining(
                kind,
                stage(new CrossEntropy(), new NoAveraging()),
                () -> List.of(
                        new RegularizerListener(
                                new WeightDecay(0.05), ParameterFilter.classifier(), Cadence.EVERY_STEP),
                        new RegularizerListener(
                                MaxNorm.fraction(0.3), ParameterFilter.classifier(), Cadence.EVERY_STEP)));
    }

    /** Gradients that listeners give to fixed parameters too are followed, and forgotten before the next step. */
    @ParameterizedTest
    @MethodSource("kinds")
    void listenersMayChangeAnyGradient(Kind kind) {
        TrainingListener pulling = new BaseTrainingListener() {
            @Override
            public void onGradientCalculation(Model model) {
                INDArray weights = model.getParam("classifier_W");
                model.gradient().getGradientFor("classifier_W").addi(weights.mul(0.001));
            }
        };
        assertSameTraining(kind, stage(new CrossEntropy(), new NoAveraging()), () -> List.of(pulling));
    }

    private static void assertSameTraining(Kind kind, Stage stage, Supplier<List<TrainingListener>> listeners) {
        ComputationGraph usual = kind.head();
        ComputationGraph fast = kind.head();
        Counting counting = new Counting();
        TrainingHistory expected = new Trainer(new Progress() {}, Checkpointing.none())
                .fit(usual, stage, batches(), Validation.none(), listeners.get());
        TrainingHistory history =
                trainer(counting, Checkpointing.none()).fit(fast, stage, batches(), Validation.none(), listeners.get());
        assertThat(counting.forward).isEqualTo(EPOCHS * STEPS_PER_EPOCH);
        assertClose(fast.params(), usual.params());
        assertClose(fast.getUpdater().getStateViewArray(), usual.getUpdater().getStateViewArray());
        assertThat(fast.score()).isCloseTo(usual.score(), within(TOLERANCE * usual.score()));
        INDArray features = bank().features(0);
        assertClose(Classifiers.logits(fast, features), Classifiers.logits(usual, features));
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            double loss = expected.epochs().get(epoch).meanLoss();
            assertThat(history.epochs().get(epoch).meanLoss()).isCloseTo(loss, within(TOLERANCE * loss));
        }
        assertThat(fast.params()).isNotEqualTo(kind.head().params());
    }

    /** Relative to the largest. */
    private static void assertClose(INDArray actual, INDArray expected) {
        double[] found = actual.reshape(actual.length()).dup().toDoubleVector();
        double[] wanted = expected.reshape(expected.length()).dup().toDoubleVector();
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
        assertThat(found).containsExactly(wanted, within(TOLERANCE * largest));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void stagesGoOnFromWhereTheyWereLeft(Kind kind) {
        Stage stage = stage(new CrossEntropy(), new NoAveraging());
        Kept kept = new Kept();
        ComputationGraph whole = kind.head();
        trainer(new Counting(), kept).fit(whole, stage, batches(), Validation.none(), List.of());
        ComputationGraph resumed = kind.head();
        TrainingState state = kept.states.get(0);
        FeatureBatches batches = batches();
        batches.startAt(state.position().epoch(), state.position().batches());
        trainer(new Counting(), Checkpointing.none())
                .resume(resumed, stage, batches, Validation.none(), List.of(), state);
        assertThat(resumed.params().toFloatVector()).isEqualTo(whole.params().toFloatVector());
    }

    private static Stage stage(ILossFunction loss, WeightAveraging averaging) {
        return new Stage(
                "head",
                EPOCHS,
                new CosineSchedule(0.1, EPOCHS, 0, Timing.AFTER_EPOCH),
                0.9,
                loss,
                CheckpointPolicy.LAST,
                averaging);
    }

    private static Trainer trainer(HeadArithmetic.Source heads, Checkpointing checkpointing) {
        return new Trainer(new Progress() {}, checkpointing, heads);
    }

    private static FeatureBatches batches() {
        return FeatureBatches.shuffled(bank(), BATCH, 5);
    }

    private static FeatureBank bank() {
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

    /** Counts the forward passes of arithmetic that it passes on. */
    private static final class Counting implements HeadArithmetic.Source {

        private int forward;

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

    /** Keeps a copy of the state amid the third epoch. */
    private static final class Kept implements Checkpointing {

        private final List<TrainingState> states = new ArrayList<>();

        @Override
        public boolean due(int epoch, int batches) {
            return epoch == 2 && batches == 3;
        }

        @Override
        public void save(TrainingState state) {
            Map<String, INDArray> copies = new HashMap<>();
            state.arrays().forEach((name, array) -> copies.put(name, array.dup()));
            states.add(new TrainingState(state.stage(), state.position(), state.epochs(), state.selected(), copies));
        }
    }
}
