package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeedsTest {

    /** Computed once by another implementation of the documented formula, in Python's integers. */
    @Test
    void streamsNeverChange() {
        assertThat(new Seeds(0).stream("order")).isEqualTo(7095628368467788840L);
        assertThat(new Seeds(42).stream("order")).isEqualTo(-8273589165574491393L);
        assertThat(new Seeds(42).stream("augmentation")).isEqualTo(-3635935844993939589L);
        assertThat(new Seeds(-1).stream("Gewichte äöü")).isEqualTo(-2666371806793819468L);
    }

    @Test
    void streamIsTheFirstOutputOfTheGeneratorThatTheDocumentationNames() {
        // FNV-1a of "a": (0xcbf29ce484222325 ^ 0x61) * 0x100000001b3 = 0xaf63dc4c8601ec8c, its published value.
        long expected = new SplittableRandom(new SplittableRandom(42).nextLong() ^ 0xaf63dc4c8601ec8cL).nextLong();
        assertThat(new Seeds(42).stream("a")).isEqualTo(expected);
    }

    @Test
    void namesAndSeedsNeverShareAStream() {
        Set<Long> streams = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            for (int name = 0; name < 100; name++) {
                streams.add(new Seeds(seed).stream("stream-" + name));
            }
        }
        assertThat(streams).hasSize(10_000);
    }

    @Test
    void everyBitOfAStreamIsFair() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            int ones = 0;
            for (int seed = 0; seed < 4096; seed++) {
                ones += (int) (new Seeds(seed).stream("init") >>> bit & 1);
            }
            // Binomial(4096, 1/2): mean 2048, standard deviation 32; six of them.
            assertThat(ones).isBetween(2048 - 192, 2048 + 192);
        }
    }

    @Test
    void refusesABlankName() {
        assertThatThrownBy(() -> new Seeds(1).stream(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
    }
}
