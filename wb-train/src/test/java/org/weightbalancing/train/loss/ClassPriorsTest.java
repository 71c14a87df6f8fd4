package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassPriorsTest {

    @Test
    void priorsOfHandWorkedCounts() {
        assertThat(ClassPriors.of(new int[] {6, 2, 0})).containsExactly(0.75, 0.25, 0);
        double[] logs = ClassPriors.log(new int[] {6, 2, 0});
        assertThat(logs[0]).isCloseTo(Math.log(3) - 2 * Math.log(2), within(1e-15));
        assertThat(logs[1]).isCloseTo(-2 * Math.log(2), within(1e-15));
        assertThat(logs[2]).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void sumsBeyondIntegersAreExact() {
        assertThat(ClassPriors.of(new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 0}))
                .containsExactly(0.5, 0.5, 0);
    }

    @Test
    void refusesWhatHasNoPrior() {
        assertThatThrownBy(() -> ClassPriors.of(new int[] {1, -2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count of class 1 is -2, allowed is 0 or more");
        assertThatThrownBy(() -> ClassPriors.log(new int[] {0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no class has an image: counts are [0, 0]");
    }
}
