package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NonzeroTest {

    @Test
    void findsTheNextEntryOrTheEnd() {
        double[] row = {0, 0.5, -0.0, Double.NaN, -1, 0};
        assertThat(Nonzero.from(0, row)).isEqualTo(1);
        assertThat(Nonzero.from(1, row)).isEqualTo(1);
        assertThat(Nonzero.from(2, row)).isEqualTo(3);
        assertThat(Nonzero.from(4, row)).isEqualTo(4);
        assertThat(Nonzero.from(5, row)).isEqualTo(6);
        assertThat(Nonzero.from(6, row)).isEqualTo(6);
    }
}
