package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatFactorSamplerTest {
    // 90 images of class 0, none of class 1, ten of class 2.
    private static final int[] LABELS =
            IntStream.range(0, 100).map(i -> i < 90 ? 0 : 2).toArray();

    private static int[] times(double threshold, int epoch) {
        int[] times = new int[100];
        IntStream.of(new RepeatFactorSampler(threshold).order(LABELS, 3, 4, epoch))
                .forEach(i -> times[i]++);
        return times;
    }

    @Test
    void wholeFactorsRepeatEveryImageAlike() {
        // f = 0.9 and 0.1: sqrt(0.4 / 0.9) < 1 and sqrt(0.4 / 0.1) = 2.
        int[] times = times(0.4, 0);
        assertThat(Arrays.copyOf(times, 90)).containsOnly(1);
        assertThat(Arrays.copyOfRange(times, 90, 100)).containsOnly(2);
    }

    @Test
    void fractionsAreDrawnPerImageAndEpoch() {
        // sqrt(0.2 / 0.1) = 1.41421: once more with probability 0.41421, in 3000 draws 1242.6 +- 27.
        int more = 0;
        boolean[] seen = new boolean[3];
        for (int epoch = 0; epoch < 300; epoch++) {
            int[] times = times(0.2, epoch);
            assertThat(Arrays.copyOf(times, 90)).containsOnly(1);
            for (int i = 90; i < 100; i++) {
                seen[times[i]] = true;
                more += times[i] - 1;
            }
        }
        assertThat(seen).containsExactly(false, true, true);
        assertThat((double) more).isCloseTo(1242.6, within(108.0));
    }

    @Test
    void withoutRareClassesItIsInstanceSampling() {
        assertThat(times(0.1, 7)).containsOnly(1);
    }

    @Test
    void theOrderIsShuffled() {
        int[] order = new RepeatFactorSampler(0.4).order(LABELS, 3, 4, 0);
        // Among the last 20 of 110 about 3.6 are of class 2; in the order of the set all 20 would be.
        assertThat(IntStream.range(90, 110).filter(i -> order[i] >= 90).count()).isLessThan(10);
    }

    @Test
    void refusesThresholdsThatAreNoShares() {
        for (double threshold : new double[] {0, -1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new RepeatFactorSampler(threshold))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("threshold is " + threshold + "; allowed are numbers above 0, up to 1");
        }
    }
}
