package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.train.loss.CrossEntropy;

class TrainingStateTest {

    private static final Stage STAGE = TinyNetwork.stage(3, 0.1, CheckpointPolicy.LAST);
    private static final StagePosition WITHIN = new StagePosition(0, 2, 2, false, 16, 1.5, 1, 0);

    private final ComputationGraph graph = TinyNetwork.normalized();

    /** Dense 3 x 4 + 4, norm 4 x 4, classifier 4 x 3 + 3, of which the norm's 8 statistics have no updater. */
    private static Map<String, INDArray> arrays() {
        return new HashMap<>(Map.of(
                "parameters", Nd4j.zeros(DataType.FLOAT, 47),
                "last-good", Nd4j.zeros(DataType.FLOAT, 47),
                "updater", Nd4j.zeros(DataType.FLOAT, 39)));
    }

    private static TrainingState state(String stage, StagePosition position, Map<String, INDArray> arrays) {
        List<EpochRecord> epochs = IntStream.range(0, position.epoch())
                .mapToObj(epoch -> new EpochRecord(epoch, 0.1, 1, 0.5, 1, 30))
                .toList();
        return new TrainingState(stage, position, epochs, 0, arrays);
    }

    private void assertRefused(Stage stage, TrainingState state, String message) {
        INDArray before = graph.params().dup();
        Validation validation = new Validation("validation", g -> 1);
        assertThatThrownBy(() ->
                        new Trainer().resume(graph, stage, TinyNetwork.batches(30, 8), validation, List.of(), state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(graph.params()).isEqualTo(before);
        assertThat(graph.getListeners()).isEmpty();
    }

    @Test
    void aStateOfAnotherStageIsRefused() {
        assertRefused(STAGE, state("other", WITHIN, arrays()), "the state is of stage \"other\", allowed is \"stage\"");
        StagePosition later = new StagePosition(3, 1, 13, false, 8, 1, 1, 0);
        assertRefused(
                STAGE,
                state("stage", later, arrays()),
                "the state of stage \"stage\" is at " + later + ", the stage has epochs 0 to 2");
        assertRefused(
                TinyNetwork.stage(3, 0.1, CheckpointPolicy.BEST_ON_VALIDATION),
                state("stage", new StagePosition(1, 1, 5, false, 8, 1, 1, 0), arrays()),
                "the state of stage \"stage\" has arrays [last-good, parameters, updater],"
                        + " allowed are [best, last-good, parameters, updater] at "
                        + new StagePosition(1, 1, 5, false, 8, 1, 1, 0));
    }

    @Test
    void aStateWithoutTheAverageOfItsStageIsRefused() {
        Stage averaging = new Stage(
                "stage",
                3,
                new ConstantSchedule(0.1),
                0.9,
                new CrossEntropy(),
                CheckpointPolicy.LAST,
                new ExponentialMovingAverage(0.9));
        assertRefused(
                averaging,
                state("stage", WITHIN, arrays()),
                "the state of stage \"stage\" averages 0 parameter vectors, the stage's"
                        + " ExponentialMovingAverage[decay=0.9, warmUp=false] 1 or more");
        Map<String, INDArray> averaged = arrays();
        averaged.put("average", Nd4j.zeros(DataType.FLOAT, 47));
        assertRefused(
                STAGE,
                state("stage", WITHIN, averaged),
                "the state of stage \"stage\" has arrays [average, last-good, parameters, updater],"
                        + " allowed are [last-good, parameters, updater] at " + WITHIN);
    }

    @Test
    void aStateOfAnotherNetworkIsRefused() {
        Map<String, INDArray> longer = arrays();
        longer.put("parameters", Nd4j.zeros(DataType.FLOAT, 48));
        assertRefused(
                STAGE,
                state("stage", WITHIN, longer),
                "array \"parameters\" in the state of stage \"stage\" has 48 values of type FLOAT,"
                        + " the network's has 47 of type FLOAT");
        Map<String, INDArray> doubles = arrays();
        doubles.put("updater", Nd4j.zeros(DataType.DOUBLE, 39));
        assertRefused(
                STAGE,
                state("stage", WITHIN, doubles),
                "array \"updater\" in the state of stage \"stage\" has 39 values of type DOUBLE,"
                        + " the network's has 39 of type FLOAT");
        Map<String, INDArray> without = arrays();
        without.remove("parameters");
        assertRefused(
                STAGE,
                state("stage", WITHIN, without),
                "the state of stage \"stage\" has arrays [last-good, updater],"
                        + " allowed are [last-good, parameters, updater] at " + WITHIN);
    }

    @Test
    void recordsAndSelectionBelongToThePosition() {
        assertThatThrownBy(() ->
                        new TrainingState("one", new StagePosition(1, 0, 4, false, 0, 0, 0, 0), List.of(), 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state of stage \"one\" in epoch 1 has 0 records of epochs, allowed are 1");
        assertThatThrownBy(() -> new TrainingState("one", StagePosition.start(), List.of(), 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("selected epoch of stage \"one\" is 1, allowed is 0 to 0");
    }

    @Test
    void positionsAreCounts() {
        assertThatThrownBy(() -> new StagePosition(0, -1, 0, false, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batches is -1, allowed is 0 or more");
        assertThatThrownBy(() -> new StagePosition(0, 0, 0, false, 0, 0, Double.NaN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seconds is NaN, allowed is a finite number from 0");
        assertThatThrownBy(() -> new StagePosition(2, 0, 0, true, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batches is 0 in epoch 2, allowed is 1 or more to validate it");
    }
}
