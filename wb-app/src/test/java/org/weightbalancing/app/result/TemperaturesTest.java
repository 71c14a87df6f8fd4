package org.weightbalancing.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.eval.adjustment.Temperature;

class TemperaturesTest {

    // Two classes, the logit of class 0 is 1 and that of class 1 is 0. If a share q of items is of class 0, T =
    // 1/log(q/(1-q)).
    private static INDArray logits(int items) {
        INDArray logits = Nd4j.zeros(items, 2);
        logits.getColumn(0).assign(1);
        return logits;
    }

    // Three of four are of class 0: log 3.
    @Test
    void theTemperatureIsThatOfTheLeastLoss() {
        assertThat(Temperatures.fit(logits(4), new int[] {0, 0, 1, 0})).isCloseTo(1 / Math.log(3), within(1e-9));
    }

    // Class 0 at 0, 2, 3, 5, 6 goes to halves A, B, A, B, A, class 1 at 1, 4, 7 to A, B, A: A has three of five of
    // class 0,
    // T = 1/log 1.5, B two of three, T = 1/log 2. Each item has the temperature of the other half.
    @Test
    void eachHalfHasTheTemperatureOfTheOther() {
        double ofA = 1 / Math.log(1.5);
        double ofB = 1 / Math.log(2);
        Temperatures crossed = Temperatures.crossed(logits(8), new int[] {0, 1, 0, 0, 1, 0, 0, 1});
        assertThat(crossed.values())
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(ofB, ofB, ofA, ofB, ofA, ofA, ofB, ofB);
        assertThat(crossed.mean()).isCloseTo(Math.pow(ofA, 3.0 / 8) * Math.pow(ofB, 5.0 / 8), within(1e-9));
    }

    @Test
    void oneHalfAtTheBoundIsEnough() {
        assertThat(new Temperatures(new double[] {1, 1e-4, 1}).atBound()).isTrue();
        assertThat(Temperatures.same(1e4, 2).atBound()).isTrue();
        assertThat(Temperatures.same(1.1e-4, 10_000).atBound()).isFalse();
    }

    @Test
    void aLoneItemHasNoOtherHalf() {
        assertThat(Temperatures.crossed(logits(1), new int[] {0}).values()).containsExactly(1);
    }

    @Test
    void labelsThatNoTemperatureMakesLikelyEndAtTheBound() {
        assertThat(Temperatures.fit(logits(2), new int[] {0, 0})).isEqualTo(Temperature.SMALLEST);
        assertThat(Temperatures.fit(logits(2), new int[] {1, 1})).isEqualTo(Temperature.LARGEST);
    }
}
