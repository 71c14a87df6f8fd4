package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class RunningAverageTest {

    /** Two weights and two biases. */
    private final ComputationGraph graph = TinyNetwork.linear(DataType.DOUBLE, 1, 2);

    private void parameters(double first, double second) {
        graph.params()
                .assign(Nd4j.createFromArray(first, second, 0, 0)
                        .reshape(graph.params().shape()));
    }

    private void assertAverage(RunningAverage average, double first, double second) {
        double[] values = average.values().dup().toDoubleVector();
        assertThat(values[0]).isCloseTo(first, within(1e-14));
        assertThat(values[1]).isCloseTo(second, within(1e-14));
    }

    /**
     * With d = 1/2: (1, -2); (1 + 3) / 2 = 2 and (-2 + 0) / 2 = -1; (2 + 5) / 2 = 3.5 and (-1 + 4) / 2 = 1.5;
     * (3.5 + 1) / 2 = 2.25 and (1.5 + 1) / 2 = 1.25.
     */
    @Test
    void movesHalfWayInEachStep() {
        parameters(1, -2);
        RunningAverage average = new RunningAverage(graph, new ExponentialMovingAverage(0.5));
        assertAverage(average, 1, -2);
        parameters(3, 0);
        average.stepDone();
        assertAverage(average, 2, -1);
        parameters(5, 4);
        average.stepDone();
        assertAverage(average, 3.5, 1.5);
        parameters(1, 1);
        average.stepDone();
        average.epochDone(0);
        assertAverage(average, 2.25, 1.25);
        assertThat(average.averaged()).isEqualTo(4);
    }

    /** Decays of 1/10, 2/11 and then the given 0.2, as 3/12 is more: 2.8; 2/11 2.8 + 9/11 11 = 9.5090...; 1.9018... + 0.8. */
    @Test
    void aWarmUpForgetsTheFirstParametersSooner() {
        parameters(1, 0);
        RunningAverage average = new RunningAverage(graph, new ExponentialMovingAverage(0.2, true));
        parameters(3, 0);
        average.stepDone();
        assertAverage(average, 2.8, 0);
        parameters(11, 0);
        average.stepDone();
        double second = (2 * 2.8 + 9 * 11) / 11;
        assertAverage(average, second, 0);
        parameters(1, 0);
        average.stepDone();
        assertAverage(average, 0.2 * second + 0.8, 0);
    }

    /** average_n = d^n w_0 + (1 - d) (d^(n-1) w_1 + ... + w_n). */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.3, 0.9, 0.999, 0.9999})
    void equalsTheClosedForm(double decay) {
        SplittableRandom random = new SplittableRandom(4);
        double[] weights = random.doubles(200, -3, 3).toArray();
        parameters(weights[0], 0);
        RunningAverage average = new RunningAverage(graph, new ExponentialMovingAverage(decay));
        double expected = Math.pow(decay, weights.length - 1) * weights[0];
        for (int k = 1; k < weights.length; k++) {
            parameters(weights[k], 0);
            average.stepDone();
            expected += (1 - decay) * Math.pow(decay, weights.length - 1 - k) * weights[k];
        }
        assertThat(average.values().getDouble(0)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void theMeanOfEpochsStartsAtItsFirst() {
        RunningAverage average = new RunningAverage(graph, new StochasticWeightAverage(1));
        parameters(Double.NaN, 9);
        average.epochDone(0);
        assertThat(average.averaged()).isZero();
        // (1 + 3 + 8) / 3 and (2 + 6 + 1) / 3.
        double[][] ends = {{1, 2}, {3, 6}, {8, 1}};
        for (int k = 0; k < ends.length; k++) {
            parameters(ends[k][0], ends[k][1]);
            average.stepDone();
            average.epochDone(1 + k);
        }
        assertAverage(average, 4, 3);
        assertThat(average.averaged()).isEqualTo(3);
    }

    @Test
    void whatDoesNotMoveStaysBitForBit() {
        ComputationGraph floats = TinyNetwork.normalized();
        for (WeightAveraging rule :
                new WeightAveraging[] {new ExponentialMovingAverage(0.999, true), new StochasticWeightAverage(0)}) {
            RunningAverage average = new RunningAverage(floats, rule);
            for (int k = 0; k < 1000; k++) {
                average.stepDone();
                average.epochDone(k);
            }
            Exactly.assertSame(average.values(), floats.params());
        }
    }

    @Test
    void largeWeightsStayFinite() {
        ComputationGraph floats = TinyNetwork.normalized();
        floats.params().assign(3e38);
        RunningAverage average = new RunningAverage(floats, new ExponentialMovingAverage(0.9));
        average.stepDone();
        Exactly.assertSame(average.values(), floats.params());
    }
}
