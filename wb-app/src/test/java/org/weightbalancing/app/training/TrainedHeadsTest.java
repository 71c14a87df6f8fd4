package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.ExponentialMovingAverage;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.NoAveraging;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.TrainingHistory;
import org.weightbalancing.train.TrainingState;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;
import org.weightbalancing.train.loss.ClassBalancedFocal;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.LdamLoss;

/** The heads of the model trained by their own arithmetic, and by DL4J's step. */
class TrainedHeadsTest {

    private static final int[] COUNTS = {70, 50, 30, 20, 15, 10, 5};

    static Stream<TrainedHead.Kind> kinds() {
        return TrainedHead.kinds();
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
    void anyLossTrainsToTheSame(TrainedHead.Kind kind, ILossFunction loss) {
        assertSameTraining(kind, TrainedHead.stage(loss, new NoAveraging()), List::of);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void averagesAreTheSame(TrainedHead.Kind kind) {
        assertSameTraining(
                kind, TrainedHead.stage(new CrossEntropy(), new ExponentialMovingAverage(0.9, true)), List::of);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void regularizersDoTheSame(TrainedHead.Kind kind) {
        assertSameTraining(
                kind,
                TrainedHead.stage(new CrossEntropy(), new NoAveraging()),
                () -> List.of(
                        new RegularizerListener(
                                new WeightDecay(0.05), ParameterFilter.classifier(), Cadence.EVERY_STEP),
                        new RegularizerListener(
                                MaxNorm.fraction(0.3), ParameterFilter.classifier(), Cadence.EVERY_STEP)));
    }

    /** Gradients that listeners give to fixed parameters too are followed, and forgotten before the next step. */
    @ParameterizedTest
    @MethodSource("kinds")
    void listenersMayChangeAnyGradient(TrainedHead.Kind kind) {
        TrainingListener pulling = new BaseTrainingListener() {
            @Override
            public void onGradientCalculation(Model model) {
                INDArray weights = model.getParam("classifier_W");
                model.gradient().getGradientFor("classifier_W").addi(weights.mul(0.001));
            }
        };
        assertSameTraining(kind, TrainedHead.stage(new CrossEntropy(), new NoAveraging()), () -> List.of(pulling));
    }

    private static void assertSameTraining(
            TrainedHead.Kind kind, Stage stage, Supplier<List<TrainingListener>> listeners) {
        ComputationGraph usual = kind.head();
        ComputationGraph fast = kind.head();
        TrainedHead.Counting counting = new TrainedHead.Counting();
        TrainingHistory expected = new Trainer(new Progress() {}, Checkpointing.none())
                .fit(usual, stage, TrainedHead.batches(), Validation.none(), listeners.get());
        TrainingHistory history = TrainedHead.trainer(counting, Checkpointing.none())
                .fit(fast, stage, TrainedHead.batches(), Validation.none(), listeners.get());
        assertThat(counting.forward).isEqualTo(TrainedHead.EPOCHS * TrainedHead.STEPS_PER_EPOCH);
        TrainedHead.assertClose(fast.params(), usual.params());
        TrainedHead.assertClose(
                fast.getUpdater().getStateViewArray(), usual.getUpdater().getStateViewArray());
        assertThat(fast.score()).isCloseTo(usual.score(), within(TrainedHead.TOLERANCE * usual.score()));
        INDArray features = TrainedHead.bank().features(0);
        TrainedHead.assertClose(Classifiers.logits(fast, features), Classifiers.logits(usual, features));
        for (int epoch = 0; epoch < TrainedHead.EPOCHS; epoch++) {
            double loss = expected.epochs().get(epoch).meanLoss();
            assertThat(history.epochs().get(epoch).meanLoss()).isCloseTo(loss, within(TrainedHead.TOLERANCE * loss));
        }
        assertThat(fast.params()).isNotEqualTo(kind.head().params());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void stagesGoOnFromWhereTheyWereLeft(TrainedHead.Kind kind) {
        Stage stage = TrainedHead.stage(new CrossEntropy(), new NoAveraging());
        Kept kept = new Kept();
        ComputationGraph whole = kind.head();
        TrainedHead.trainer(new TrainedHead.Counting(), kept)
                .fit(whole, stage, TrainedHead.batches(), Validation.none(), List.of());
        ComputationGraph resumed = kind.head();
        resumed.params().addi(1);
        TrainingState state = kept.states.get(0);
        FeatureBatches batches = TrainedHead.batches();
        batches.startAt(state.position().epoch(), state.position().batches());
        TrainedHead.trainer(new TrainedHead.Counting(), Checkpointing.none())
                .resume(resumed, stage, batches, Validation.none(), List.of(), state);
        assertThat(resumed.params().toFloatVector()).isEqualTo(whole.params().toFloatVector());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void batchesWithMasksAmongOthersAreTrainedDl4jsWay(TrainedHead.Kind kind) {
        DataSetPreProcessor mask = batch -> {
            if (batch.getFeatures().getFloat(0) > 0) {
                INDArray rows = Nd4j.ones(batch.numExamples(), 1);
                rows.putScalar(1, 0);
                batch.setLabelsMaskArray(rows);
            }
        };
        TrainedHead.Counting counting = new TrainedHead.Counting();
        ComputationGraph usual = masked(kind, new Trainer(new Progress() {}, Checkpointing.none()), mask);
        ComputationGraph fast = masked(kind, TrainedHead.trainer(counting, Checkpointing.none()), mask);
        TrainedHead.assertClose(fast.params(), usual.params());
        TrainedHead.assertClose(
                fast.getUpdater().getStateViewArray(), usual.getUpdater().getStateViewArray());
        assertThat(counting.forward).isBetween(1, TrainedHead.EPOCHS * TrainedHead.STEPS_PER_EPOCH - 1);
        ComputationGraph whole = masked(kind, new Trainer(new Progress() {}, Checkpointing.none()), batch -> {});
        assertThat(usual.params()).isNotEqualTo(whole.params());
    }

    private static ComputationGraph masked(TrainedHead.Kind kind, Trainer trainer, DataSetPreProcessor mask) {
        ComputationGraph graph = kind.head();
        FeatureBatches batches = TrainedHead.batches();
        batches.setPreProcessor(mask);
        Stage stage = TrainedHead.stage(new CrossEntropy(), new NoAveraging());
        trainer.fit(graph, stage, batches, Validation.none(), List.of());
        return graph;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void threadsShareNothing(TrainedHead.Kind kind) throws Exception {
        float[] alone = parameters(kind);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<List<float[]>> training =
                    () -> Stream.generate(() -> parameters(kind)).limit(5).toList();
            for (Future<List<float[]>> done : threads.invokeAll(List.of(training, training))) {
                assertThat(done.get()).hasSize(5).allSatisfy(found -> assertThat(found)
                        .isEqualTo(alone));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static float[] parameters(TrainedHead.Kind kind) {
        ComputationGraph graph = kind.head();
        Stage stage = TrainedHead.stage(new CrossEntropy(), new NoAveraging());
        TrainedHead.trainer(new TrainedHeads(), Checkpointing.none())
                .fit(graph, stage, TrainedHead.batches(), Validation.none(), List.of());
        return graph.params().toFloatVector();
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
