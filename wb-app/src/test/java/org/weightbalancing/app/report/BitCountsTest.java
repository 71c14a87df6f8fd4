package org.weightbalancing.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class BitCountsTest {

    /** Bit 0 is in 1, 3, 3 and 7; bit 1 in 3, 3 and 7; bit 2 in 7. */
    @Test
    void eachBitIsCounted() {
        BitCounts counts = new BitCounts();
        counts.add(1, 3, 3, 7);
        int[] read = new int[4];
        counts.read(read);
        assertThat(read).containsExactly(4, 3, 1, 0);
        counts.add(8);
        counts.read(read);
        assertThat(read).containsExactly(4, 3, 1, 1);
        counts.clear();
        counts.read(read);
        assertThat(read).containsExactly(0, 0, 0, 0);
    }

    @Test
    void countsAreThoseOfOneAfterAnother() {
        Random random = new Random(3);
        BitCounts counts = new BitCounts();
        int[] expected = new int[Long.SIZE];
        for (int round = 0; round < 500; round++) {
            long[] words = random.longs(4).toArray();
            if (random.nextBoolean()) {
                counts.add(words[0], words[1], words[2], words[3]);
            } else {
                for (long word : words) {
                    counts.add(word);
                }
            }
            for (long word : words) {
                for (int bit = 0; bit < expected.length; bit++) {
                    expected[bit] += (int) (word >>> bit & 1);
                }
            }
        }
        int[] read = new int[Long.SIZE];
        counts.read(read);
        assertThat(read).containsExactly(expected);
    }
}
