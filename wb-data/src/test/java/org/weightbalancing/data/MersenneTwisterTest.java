package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MersenneTwisterTest {

    private static long[] draw(long seed, int count) {
        MersenneTwister random = new MersenneTwister(seed);
        return LongStream.generate(() -> Integer.toUnsignedLong(random.next()))
                .limit(count)
                .toArray();
    }

    /** The C++ standard states the 10,000th number of its mt19937, whose default seed is 5489. */
    @Test
    void isTheGeneratorOfTheStandard() {
        long[] drawn = draw(5489, 10_000);
        assertThat(drawn[0]).isEqualTo(3499211612L);
        assertThat(drawn[9_999]).isEqualTo(4123659995L);
    }

    /** Drawn by NumPy 2.4.6's RandomState; 624 and 625 lie on both sides of a renewal. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 2357136044",
        "0, 2, 2546248239",
        "0, 3, 3071714933",
        "0, 624, 3791854820",
        "0, 625, 341544762",
        "0, 1000, 3043451800",
        "4294967295, 1, 419326371",
        "4294967295, 2, 479346978",
        "4294967295, 3, 3918654476"
    })
    void seedsAreThoseOfNumPy(long seed, int place, long expected) {
        assertThat(draw(seed, place)[place - 1]).isEqualTo(expected);
    }

    /** As np.random.RandomState(0).permutation(10). */
    @Test
    void shufflesAsNumPy() {
        int[] values = IntStream.range(0, 10).toArray();
        new MersenneTwister(0).shuffle(values);
        assertThat(values).containsExactly(2, 8, 4, 9, 1, 6, 7, 3, 0, 5);
    }

    @Test
    void shufflingOneOrNoneDrawsNothing() {
        MersenneTwister random = new MersenneTwister(0);
        random.shuffle(new int[0]);
        random.shuffle(new int[] {7});
        assertThat(Integer.toUnsignedLong(random.next())).isEqualTo(2357136044L);
    }
}
