package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.deeplearning4j.util.NetworkUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.ISchedule;

class HeavyBallTest {

    @Test
    void velocityAndStepOfHandWorkedGradients() {
        GradientUpdater<HeavyBall> updater =
                new HeavyBall(new MultiStepSchedule(0.5, List.of(1), 0.5), 0.5).instantiate(Nd4j.create(2), true);
        // v = g = (1, -2), step 0.5 v.
        assertThat(step(updater, 0, 1, -2)).containsExactly(0.5, -1);
        // v = 0.5 v + g = (2.5, -1), step 0.25 v: the new rate scales the old gradient too.
        assertThat(step(updater, 1, 2, 0)).containsExactly(0.625, -0.25);
        assertThat(updater.getState().get("V").toDoubleVector()).containsExactly(2.5, -1);
    }

    @Test
    void withoutMomentumItIsGradientDescent() {
        GradientUpdater<HeavyBall> updater = new HeavyBall(0.25, 0).instantiate(Nd4j.create(2), true);
        assertThat(step(updater, 0, 1, -2)).containsExactly(0.25, -0.5);
        assertThat(step(updater, 0, 4, 8)).containsExactly(1, 2);
    }

    @Test
    void velocityLivesInTheViewItWasGiven() {
        INDArray state = Nd4j.valueArrayOf(new long[] {5}, 7.0, DataType.FLOAT);
        INDArray view = state.get(NDArrayIndex.interval(1, 3));
        step(new HeavyBall(0.1, 0.9).instantiate(view, true), 0, 1, -2);
        assertThat(state.toDoubleVector()).containsExactly(7, 1, -2, 7, 7);
        // Without initialization a state read from a file goes on: v = 0.9 * (1, -2) + (1, -2).
        step(new HeavyBall(0.1, 0.9).instantiate(view, false), 0, 1, -2);
        assertThat(state.toDoubleVector()).containsExactly(new double[] {7, 1.9, -3.8, 7, 7}, within(1e-6));
    }

    @Test
    void stateCanBeGivenByName() {
        INDArray velocity = Nd4j.createFromArray(2f, 4f);
        GradientUpdater<HeavyBall> updater = new HeavyBall(1, 0.5).instantiate(Map.of("V", velocity), false);
        assertThat(step(updater, 0, 1, 1)).containsExactly(2, 3);
        assertThatThrownBy(() -> new HeavyBall(1, 0.5).instantiate(Map.of("M", velocity), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("updater state has keys [M], allowed is [V]");
    }

    @Test
    void layersOfOneRateAndMomentumShareOneBlock() {
        ComputationGraph graph = TinyNetwork.dense(DataType.FLOAT, new LossMCXENT(), new HeavyBall(0.1, 0.9));
        assertThat(graph.getUpdater().getUpdaterBlocks()).hasSize(1);
        assertThat(graph.getUpdater().getStateViewArray().length()).isEqualTo(graph.numParams());
    }

    @Test
    void stateAndConfigurationSurviveASavedModel(@TempDir Path folder) throws IOException {
        ISchedule schedule = new Warmup(new CosineSchedule(0.1, 20, 0.001, Timing.BEFORE_EPOCH), 3);
        ComputationGraph graph = TinyNetwork.dense(DataType.FLOAT, new LossMCXENT(), new HeavyBall(schedule, 0.9));
        FeatureBatches batches = FeatureBatches.sequential(TinyNetwork.bank(12), 4);
        graph.fit(batches, 2);

        File file = folder.resolve("model.zip").toFile();
        ModelSerializer.writeModel(graph, file, true);
        ComputationGraph read = ModelSerializer.restoreComputationGraph(file, true);
        assertThat(read.getLayer("features").getConfig().getUpdaterByParam("W"))
                .isEqualTo(new HeavyBall(schedule, 0.9));
        assertThat(read.getUpdater().getStateViewArray())
                .isEqualTo(graph.getUpdater().getStateViewArray());
        assertThat(read.getUpdater().getStateViewArray().norm2Number().doubleValue())
                .isPositive();

        graph.fit(batches);
        read.fit(FeatureBatches.sequential(TinyNetwork.bank(12), 4));
        assertThat(read.params()).isEqualTo(graph.params());
    }

    @Test
    void everyScheduleSurvivesJson() {
        for (ISchedule schedule : List.of(
                new ConstantSchedule(0.3),
                new MultiStepSchedule(0.1, List.of(160, 180), 0.01),
                new CosineSchedule(0.1, 20, 0.001, Timing.AFTER_EPOCH))) {
            HeavyBall updater = new HeavyBall(schedule, 0.5);
            ComputationGraph graph = TinyNetwork.dense(DataType.FLOAT, new LossMCXENT(), updater);
            ComputationGraph read = new ComputationGraph(ComputationGraphConfiguration.fromJson(
                    graph.getConfiguration().toJson()));
            read.init();
            assertThat(read.getLayer("classifier").getConfig().getUpdaterByParam("b"))
                    .isEqualTo(updater);
        }
    }

    @Test
    void ratesCanBeReplacedByNetworkUtils() {
        HeavyBall updater = new HeavyBall(new MultiStepSchedule(0.1, List.of(3), 0.1), 0.9);
        ComputationGraph graph = TinyNetwork.dense(DataType.FLOAT, new LossMCXENT(), updater);
        NetworkUtils.setLearningRate(graph, 0.25);
        assertThat(NetworkUtils.getLearningRate(graph, "features")).isEqualTo(0.25);
        NetworkUtils.setLearningRate(graph, new ConstantSchedule(0.5));
        assertThat(NetworkUtils.getLearningRate(graph, "classifier")).isEqualTo(0.5);
    }

    @Test
    void equalityIsByRateAndMomentum() {
        HeavyBall updater = new HeavyBall(0.1, 0.9);
        assertThat(updater)
                .isEqualTo(new HeavyBall(new ConstantSchedule(0.1), 0.9))
                .hasSameHashCodeAs(new HeavyBall(0.1, 0.9))
                .isEqualTo(updater.clone())
                .isNotEqualTo(new HeavyBall(0.1, 0.8))
                .isNotEqualTo(new HeavyBall(0.2, 0.9));
        HeavyBall changed = updater.clone();
        changed.setLrAndSchedule(0.2, null);
        assertThat(updater.getLearningRate(0, 0)).isEqualTo(0.1);
        assertThat(changed.getLearningRate(0, 0)).isEqualTo(0.2);
    }

    @Test
    void refusesAMomentumThatCannotSettle() {
        assertThatThrownBy(() -> new HeavyBall(0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("momentum is 1.0, allowed is 0 to below 1");
        assertThatThrownBy(() -> new HeavyBall(0.1, -0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-0.5");
        assertThatThrownBy(() -> new HeavyBall(Double.POSITIVE_INFINITY, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Infinity");
    }

    private static double[] step(GradientUpdater<HeavyBall> updater, int epoch, float... gradient) {
        INDArray array = Nd4j.createFromArray(gradient);
        updater.applyUpdater(array, 0, epoch);
        return array.toDoubleVector();
    }
}
