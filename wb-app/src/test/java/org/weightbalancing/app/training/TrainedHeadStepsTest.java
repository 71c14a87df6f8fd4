package org.weightbalancing.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.regularizers.Cadence;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.ParameterFilter;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.regularizers.WeightDecay;
import org.weightbalancing.train.Checkpointing;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.NoAveraging;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;
import org.weightbalancing.train.loss.BalancedSoftmaxLoss;
import org.weightbalancing.train.loss.ClassBalancedFocal;
import org.weightbalancing.train.loss.LdamLoss;

/**
 * Steps of the heads of the model under weight decay and MaxNorm: by their own arithmetic, by DL4J's step and by DL4J's
 * in DOUBLE, each from the numbers that DL4J's in FLOAT came to before. Where whole trainings end says less here: under
 * class-balanced focal loss a cosine head that starts a little aside ends some fifty times as far aside, in DOUBLE too.
 */
class TrainedHeadStepsTest {

    private static final int STEPS = TrainedHead.EPOCHS * TrainedHead.STEPS_PER_EPOCH;
    private static final int[] COUNTS = {70, 50, 30, 20, 15, 10, 5};

    /** How much farther from DOUBLE than DL4J's steps are. Both round as many numbers; measured were 0.8 to 1.0. */
    private static final double MARGIN = 2;

    /** What a step came to. */
    private record Taken(INDArray parameters, INDArray velocity) {

        static Taken by(ComputationGraph graph) {
            return new Taken(
                    graph.params().dup(), graph.getUpdater().getStateViewArray().dup());
        }

        void putInto(ComputationGraph graph) {
            DataType type = graph.params().dataType();
            graph.params().assign(parameters.castTo(type));
            graph.getUpdater().getStateViewArray().assign(velocity.castTo(type));
        }
    }

    /** Keeps what each step came to, and goes on from what another training, if any, came to by the same step. */
    private static final class Following extends BaseTrainingListener {

        private final List<Taken> path;
        private final List<Taken> taken = new ArrayList<>();

        Following(List<Taken> path) {
            this.path = path;
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            ComputationGraph graph = (ComputationGraph) model;
            taken.add(Taken.by(graph));
            path.stream().skip(iteration).findFirst().ifPresent(other -> other.putInto(graph));
        }
    }

    static Stream<Arguments> mixes() {
        List<TrainedHead.Kind> kinds = TrainedHead.kinds().toList();
        return Stream.concat(
                kinds.stream().map(kind -> Arguments.of(kind, new ClassBalancedFocal(COUNTS, 0.99, 2))),
                Stream.<ILossFunction>of(new LdamLoss(COUNTS, 0.5, 1), new BalancedSoftmaxLoss(COUNTS))
                        .map(loss -> Arguments.of(kinds.get(0), loss)));
    }

    @ParameterizedTest
    @MethodSource("mixes")
    void everyStepIsDl4jsAndAsNearToDouble(TrainedHead.Kind kind, ILossFunction loss) {
        Trainer dl4j = new Trainer(new Progress() {}, Checkpointing.none());
        TrainedHead.Counting counting = new TrainedHead.Counting();
        List<Taken> usual = train(kind.head(), dl4j, loss, List.of());
        List<Taken> fast = train(kind.head(), TrainedHead.trainer(counting, Checkpointing.none()), loss, usual);
        List<Taken> exact = train(kind.head().convertDataType(DataType.DOUBLE), dl4j, loss, usual);
        assertThat(counting.forward).isEqualTo(STEPS);
        assertThat(List.of(usual.size(), fast.size(), exact.size())).containsOnly(STEPS);
        for (Function<Taken, INDArray> what : List.<Function<Taken, INDArray>>of(Taken::parameters, Taken::velocity)) {
            for (int i = 0; i < STEPS; i++) {
                TrainedHead.assertClose(what.apply(fast.get(i)), what.apply(usual.get(i)));
            }
            assertThat(distance(fast, exact, what)).isPositive().isLessThan(MARGIN * distance(usual, exact, what));
        }
    }

    private static List<Taken> train(ComputationGraph graph, Trainer trainer, ILossFunction loss, List<Taken> path) {
        DataType type = graph.params().dataType();
        FeatureBatches batches = TrainedHead.batches();
        batches.setPreProcessor(batch -> {
            batch.setFeatures(batch.getFeatures().castTo(type));
            batch.setLabels(batch.getLabels().castTo(type));
        });
        Following following = new Following(path);
        trainer.fit(
                graph,
                TrainedHead.stage(loss, new NoAveraging()),
                batches,
                Validation.none(),
                List.of(
                        new RegularizerListener(
                                new WeightDecay(0.05), ParameterFilter.classifier(), Cadence.EVERY_STEP),
                        new RegularizerListener(
                                MaxNorm.fraction(0.3), ParameterFilter.classifier(), Cadence.EVERY_STEP),
                        following));
        return following.taken;
    }

    /** The root mean square over the steps of the largest difference, relative to the largest number. */
    private static double distance(List<Taken> taken, List<Taken> exact, Function<Taken, INDArray> what) {
        return Math.sqrt(IntStream.range(0, STEPS)
                .mapToDouble(i -> {
                    INDArray wanted = what.apply(exact.get(i));
                    INDArray difference =
                            what.apply(taken.get(i)).castTo(DataType.DOUBLE).sub(wanted);
                    return difference.amaxNumber().doubleValue()
                            / wanted.amaxNumber().doubleValue();
                })
                .map(relative -> relative * relative)
                .average()
                .orElseThrow());
    }
}
