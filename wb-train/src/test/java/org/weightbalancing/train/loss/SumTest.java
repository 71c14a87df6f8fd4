package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SumTest {

    @Test
    void everyEntryCountsOnceWhateverTheLength() {
        for (int length = 0; length < 14; length++) {
            double[] row = IntStream.range(0, length)
                    .mapToDouble(i -> Math.scalb(1.0, i))
                    .toArray();
            double[] other = IntStream.range(0, length).mapToDouble(i -> i).toArray();
            assertThat(Sum.of(row)).isEqualTo(Math.scalb(1.0, length) - 1);
            assertThat(Sum.ofProducts(row, other))
                    .isEqualTo(IntStream.range(0, length)
                            .mapToDouble(i -> Math.scalb((double) i, i))
                            .sum());
        }
    }
}
