package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    @Test
    void tableHoldsEveryByteOfEveryChannel() {
        float[] table = new Normalization(new float[] {0.5f, 0}, new float[] {0.25f, 2}).table();
        assertThat(table).hasSize(512);
        assertThat(table[0]).isEqualTo(-2);
        assertThat(table[255]).isEqualTo(2);
        assertThat(table[256 + 51]).isCloseTo(0.1f, within(1e-7f));
    }

    @Test
    void measuresTheSet() {
        // Channel 0 holds 0, 0, 255, 255: mean 1/2, deviation 1/2. Channel 1 is constant 51 = 0.2.
        byte[] pixels = {0, 51, (byte) 255, 51, 0, 51, (byte) 255, 51};
        ImageSet set = ImageSet.of(pixels, 1, 2, 2, new int[2], List.of("a"));
        assertThat(Normalization.of(set)).isEqualTo(new Normalization(new float[] {0.5f, 0.2f}, new float[] {0.5f, 1}));
    }

    @Test
    void comparesByContentAndKeepsItsNumbers() {
        float[] mean = {0.5f};
        Normalization one = new Normalization(mean, new float[] {1});
        mean[0] = 9;
        one.mean()[0] = 9;
        one.std()[0] = 9;
        Normalization same = new Normalization(new float[] {0.5f}, new float[] {1});
        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).hasToString("Normalization[mean=[0.5], std=[1.0]]");
        assertThat(one).isNotEqualTo(new Normalization(new float[] {0.5f}, new float[] {2}));
    }

    @Test
    void refusesWhatCannotBeDividedBy() {
        assertThatThrownBy(() -> new Normalization(new float[2], new float[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mean has 2 and std 1");
        assertThatThrownBy(() -> new Normalization(new float[0], new float[0]))
                .isInstanceOf(IllegalArgumentException.class);
        for (float std : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Normalization(new float[1], new float[] {std}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("std " + std + " of channel 0");
        }
        assertThatThrownBy(() -> Normalization.of(TinyImages.cycling(0, 1))).hasMessageContaining("at least one image");
    }
}
