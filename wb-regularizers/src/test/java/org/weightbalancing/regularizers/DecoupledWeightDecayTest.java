package org.weightbalancing.regularizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class DecoupledWeightDecayTest {

    private static final List<String> STATISTICS = List.of("mean", "var", "log10stdev");

    /**
     * Every parameter starts at 1, every mean gradient is 1, lambda is 0.2 and eta is 0.5, then 0.25:
     * 1 (1 - 0.1) - 0.5 = 0.4, then 0.4 (1 - 0.05) - 0.25 = 0.13, then 0.13 (1 - 0.05) - 0.25 = -0.1265.
     */
    @ParameterizedTest
    @EnumSource(ScheduleType.class)
    void everyParameterFollowsTheHandComputedTrajectory(ScheduleType timing) {
        // Two batches make an epoch: by epoch the rate is 0.5 for the first two steps.
        double[] expected = timing == ScheduleType.ITERATION
                ? new double[] {0.4, 0.13, -0.1265, -0.370175}
                : new double[] {0.4, -0.14, -0.383, -0.61385};
        MultiLayerNetwork network = Nets.layered(DataType.DOUBLE, Nets.base(DataType.DOUBLE, new Sgd(halving(timing))));
        ComputationGraph graph = Nets.graph(DataType.DOUBLE, Nets.base(DataType.DOUBLE, new Sgd(halving(timing))));
        for (Model model : List.of(network, graph)) {
            model.params().assign(1);
            StepRecorder steps = new StepRecorder();
            model.addListeners(listener(new ConstantGradient(1)), listener(new DecoupledWeightDecay(0.2)), steps);
        }
        network.fit(batches(), 2);
        graph.fit(batches(), 2);
        for (Model model : List.of(network, graph)) {
            List<Map<String, INDArray>> steps = StepRecorder.of(model).states;
            assertThat(steps).hasSize(4);
            for (int step = 0; step < 4; step++) {
                double value = expected[step];
                steps.get(step).forEach((key, values) -> {
                    if (!STATISTICS.contains(key.substring(key.indexOf('_') + 1))) {
                        assertThat(values.maxNumber().doubleValue()).as(key).isCloseTo(value, within(1e-12));
                        assertThat(values.minNumber().doubleValue()).as(key).isCloseTo(value, within(1e-12));
                    }
                });
            }
        }
    }

    /** Without a gradient only the decay moves a parameter: by 1 - 0.1 * 0.5 a step, whatever the updater remembers. */
    @Test
    void neitherMomentumNorAdaptiveStepsScaleIt() {
        for (IUpdater updater : List.of(new Adam(0.1), new Nesterovs(0.1, 0.9))) {
            MultiLayerNetwork network = Nets.layered(DataType.DOUBLE, Nets.base(DataType.DOUBLE, updater));
            network.params().assign(1);
            network.addListeners(listener(new ConstantGradient(0)), listener(new DecoupledWeightDecay(0.5)));
            network.fit(batches(), 1);
            assertThat(network.getParam("0_W").getDouble(0)).isCloseTo(0.95 * 0.95, within(1e-12));
            assertThat(network.getParam("1_gamma").getDouble(0)).isCloseTo(0.95 * 0.95, within(1e-12));
        }
    }

    /** w - eta (g + lambda w) = (1 - eta lambda) w - eta g; with momentum the two part. */
    @Test
    void agreesWithCoupledDecayUnderPlainSgdOnly() {
        assertThat(distanceToCoupled(new Sgd(0.1))).isCloseTo(0, within(1e-12));
        assertThat(distanceToCoupled(new Nesterovs(0.1, 0.9))).isGreaterThan(1e-3);
    }

    /** Weights have rate 0.1, biases 0.01: at lambda 1 they shrink to 0.9 and 0.99. */
    @Test
    void eachParameterHasTheRateOfItsOwnUpdater() {
        MultiLayerNetwork network = Nets.layered(
                DataType.DOUBLE, Nets.base(DataType.DOUBLE, new Sgd(0.1)).biasUpdater(new Sgd(0.01)));
        network.params().assign(1);
        network.addListeners(listener(new ConstantGradient(0)), listener(new DecoupledWeightDecay(1)));
        network.fit(Nets.batch(DataType.DOUBLE, 4));
        assertThat(network.getParam("2_W").getDouble(0)).isCloseTo(0.9, within(1e-15));
        assertThat(network.getParam("2_b").getDouble(0)).isCloseTo(0.99, within(1e-15));
        assertThat(ParameterFilter.biases().in(network)).allMatch(bias -> bias.learningRate() == 0.01);
    }

    @Test
    void theRateIsThatOfThePresentIterationAndOfLaterChanges() {
        MultiLayerNetwork network =
                Nets.layered(DataType.FLOAT, Nets.base(DataType.FLOAT, new Sgd(halving(ScheduleType.ITERATION))));
        Filters weight = ParameterFilter.weights().in(network).get(0);
        assertThat(weight.learningRate()).isEqualTo(0.5);
        network.fit(Nets.batch(DataType.FLOAT, 4));
        assertThat(weight.learningRate()).isEqualTo(0.25);
        network.setLearningRate(0.125);
        assertThat(weight.learningRate()).isEqualTo(0.125);
    }

    @Test
    void frozenLayersKeepTheirBits() {
        ComputationGraph graph = new TransferLearning.GraphBuilder(Nets.graph(DataType.FLOAT))
                .setFeatureExtractor("features")
                .build();
        Map<String, INDArray> before = StepRecorder.copy(graph);
        graph.addListeners(listener(new DecoupledWeightDecay(0.5)));
        graph.fit(Nets.batch(DataType.FLOAT, 4));
        before.forEach((key, value) ->
                assertThat(graph.getParam(key).equals(value)).as(key).isNotEqualTo(key.startsWith("classifier")));
    }

    @Test
    void anUpdaterWithoutALearningRateIsRefusedBeforeAnythingChanges() {
        MultiLayerNetwork network = Nets.layered(DataType.FLOAT, Nets.base(DataType.FLOAT, new AdaDelta()));
        INDArray before = network.params().dup();
        network.addListeners(listener(new DecoupledWeightDecay(0.5)));
        assertThatThrownBy(() -> network.fit(Nets.batch(DataType.FLOAT, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the updater of parameter conv/b is AdaDelta, but one with a learning rate is required");
        assertThat(network.getParam("0_W"))
                .isEqualTo(before.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 20))
                        .reshape('c', 2, 1, 3, 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void badStrengthIsRefused(double lambda) {
        assertThatThrownBy(() -> new DecoupledWeightDecay(lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lambda = " + lambda)
                .hasMessageContaining(">= 0");
    }

    private static double distanceToCoupled(IUpdater updater) {
        MultiLayerNetwork coupled = Nets.layered(DataType.DOUBLE, Nets.base(DataType.DOUBLE, updater));
        MultiLayerNetwork decoupled = Nets.layered(DataType.DOUBLE, Nets.base(DataType.DOUBLE, updater));
        decoupled.setParams(coupled.params());
        coupled.addListeners(listener(new WeightDecay(0.25)));
        decoupled.addListeners(listener(new DecoupledWeightDecay(0.25)));
        coupled.fit(batches(), 2);
        decoupled.fit(batches(), 2);
        return coupled.params().distance2(decoupled.params());
    }

    private static ISchedule halving(ScheduleType timing) {
        return new MapSchedule.Builder(timing).add(0, 0.5).add(1, 0.25).build();
    }

    private static ViewIterator batches() {
        return new ViewIterator(Nets.batch(DataType.DOUBLE, 8), 4);
    }

    private static RegularizerListener listener(Regularizer rule) {
        return new RegularizerListener(rule, ParameterFilter.all(), Cadence.EVERY_STEP);
    }
}
