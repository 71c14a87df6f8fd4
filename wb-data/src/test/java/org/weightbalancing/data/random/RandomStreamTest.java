package org.weightbalancing.data.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void isSplitMix64() {
        // The first two numbers of the reference implementation for state 0.
        RandomStream random = RandomStream.of();
        assertThat(random.nextLong()).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(random.nextLong()).isEqualTo(0x6e789e6aa1b965f4L);
    }

    @Test
    void keysAndTheirOrderMatter() {
        assertThat(RandomStream.mix(1, 2)).isEqualTo(RandomStream.mix(1, 2)).isNotEqualTo(RandomStream.mix(2, 1));
        assertThat(RandomStream.mix(0)).isNotEqualTo(RandomStream.mix(0, 0));
    }

    @Test
    void restartsWhereAStreamOfOneMoreKeyBegins() {
        RandomStream random = RandomStream.of(5);
        random.restart(RandomStream.mix(7, -1), 9);
        assertThat(random.nextLong()).isEqualTo(RandomStream.of(7, -1, 9).nextLong());
    }

    @Test
    void boundedNumbersAreUniform() {
        RandomStream random = RandomStream.of(3);
        int[] times = new int[9];
        for (int i = 0; i < 9000; i++) {
            times[random.nextInt(9)]++;
        }
        // Expected 1000, standard deviation about 30.
        assertThat(IntStream.of(times).boxed()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
        assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fractionsAndBellHaveTheirMoments() {
        RandomStream random = RandomStream.of(4);
        double sum = 0;
        double bell = 0;
        double squares = 0;
        for (int i = 0; i < 20_000; i++) {
            double fraction = random.nextDouble();
            assertThat(fraction).isBetween(0.0, 1.0);
            sum += fraction;
            double value = random.nextBell();
            bell += value;
            squares += value * value;
        }
        assertThat(sum / 20_000).isCloseTo(0.5, within(0.01));
        assertThat(bell / 20_000).isCloseTo(0, within(0.03));
        assertThat(squares / 20_000).isCloseTo(1, within(0.04));
    }
}
