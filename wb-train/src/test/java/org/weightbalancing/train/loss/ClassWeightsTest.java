package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

    @Test
    void effectiveNumberOfHandWorkedCounts() {
        // beta = 1/2: E_1 = 1, E_2 = 3/2, so 1/E = 1, 2/3; the sum 5/3 is scaled to 2: factor 6/5.
        assertThat(ClassWeights.effectiveNumber(new int[] {1, 2}, 0.5))
                .containsExactly(new double[] {1.2, 0.8}, within(1e-15));
    }

    @Test
    void betaOneIsInverseFrequency() {
        // 1/n = 1, 1/4 with sum 5/4, scaled to 2.
        assertThat(ClassWeights.effectiveNumber(new int[] {1, 4}, 1))
                .containsExactly(new double[] {1.6, 0.4}, within(1e-15));
        assertThat(ClassWeights.effectiveNumber(new int[] {500, 40, 5}, 1 - 1e-13))
                .containsExactly(ClassWeights.inversePower(new int[] {500, 40, 5}, 1), within(1e-9));
    }

    @Test
    void betaZeroWeighsAllAlike() {
        assertThat(ClassWeights.effectiveNumber(new int[] {500, 3, 1}, 0)).containsExactly(1, 1, 1);
    }

    @Test
    void classWithoutImagesHasWeightZeroAndTheOthersMeanOne() {
        double[] weights = ClassWeights.effectiveNumber(new int[] {10, 0, 5}, 0.999);
        double[] withoutIt = ClassWeights.effectiveNumber(new int[] {10, 5}, 0.999);
        assertThat(weights).containsExactly(withoutIt[0], 0, withoutIt[1]);
        assertThat(withoutIt[0] + withoutIt[1]).isCloseTo(2, within(1e-14));
    }

    @Test
    void inversePowerOfHandWorkedCounts() {
        // n^-1/2 = 1/2, 1/4 with sum 3/4, scaled to 2.
        assertThat(ClassWeights.inversePower(new int[] {4, 16}, 0.5))
                .containsExactly(new double[] {4.0 / 3, 2.0 / 3}, within(1e-15));
        assertThat(ClassWeights.inversePower(new int[] {4, 16, 0}, 0)).containsExactly(1, 1, 0);
    }

    @Test
    void rarerClassesWeighMoreAndTheMeanIsOne() {
        int[] counts = {500, 477, 100, 99, 20, 5};
        for (double beta : new double[] {0.9, 0.99, 0.9999, 1}) {
            double[] weights = ClassWeights.effectiveNumber(counts, beta);
            assertThat(Arrays.stream(weights).average().orElseThrow()).isCloseTo(1, within(1e-12));
            for (int c = 1; c < counts.length; c++) {
                assertThat(weights[c]).isGreaterThanOrEqualTo(weights[c - 1]);
            }
        }
    }

    @Test
    void smoothWeightsOfHandWorkedCounts() {
        // (4/16)^(1/2) = 1/2; the rarest class with images has 1.
        assertThat(ClassWeights.smooth(new int[] {16, 4, 0}, 0.5)).containsExactly(0.5, 1, 0);
        assertThat(ClassWeights.smooth(new int[] {16, 4, 0}, 1)).containsExactly(0.25, 1, 0);
        assertThat(ClassWeights.smooth(new int[] {16, 4}, 0)).containsExactly(1, 1);
        assertThatThrownBy(() -> ClassWeights.smooth(new int[] {1, 2}, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exponent is -1.0, allowed is a finite number from 0");
        assertThatThrownBy(() -> ClassWeights.smooth(new int[] {0, 0}, 1))
                .hasMessageContaining("no class has an image");
    }

    @Test
    void refusesWhatHasNoWeight() {
        assertThatThrownBy(() -> ClassWeights.effectiveNumber(new int[] {3, 1}, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta is 1.5, allowed is 0 to 1");
        assertThatThrownBy(() -> ClassWeights.effectiveNumber(new int[] {3, 1}, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> ClassWeights.effectiveNumber(new int[] {3, -1}, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count of class 1 is -1, allowed is 0 or more");
        assertThatThrownBy(() -> ClassWeights.inversePower(new int[] {0, 0}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no class has an image");
        assertThatThrownBy(() -> ClassWeights.inversePower(new int[] {1, 2}, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exponent is -1.0");
    }
}
