package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HolmTest {

    private static final double NAN = Double.NaN;

    /** 4 x 0.005 = 0.02, 3 x 0.01 = 0.03, 2 x 0.03 = 0.06 and 1 x 0.04 = 0.04, which is raised to the 0.06 before it. */
    @Test
    void eachIsMultipliedByHowManyAreNotSmaller() {
        assertThat(Holm.corrected(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    /** 3 x 0.4 = 1.2 is 1, and so are those after it. */
    @Test
    void noneIsAboveOne() {
        assertThat(Holm.corrected(new double[] {0.6, 0.4, 1})).containsExactly(1, 1, 1);
    }

    /** 3 x 0.02 for the first, and for the second, of which 2 x 0.02 would be less. */
    @Test
    void equalValuesStayEqual() {
        assertThat(Holm.corrected(new double[] {0.02, 0.5, 0.02}))
                .containsExactly(new double[] {0.06, 0.5, 0.06}, within(1e-15));
    }

    @Test
    void oneComparisonIsLeftAsItIs() {
        assertThat(Holm.corrected(new double[] {0.03})).containsExactly(0.03);
        assertThat(Holm.corrected(new double[] {})).isEmpty();
    }

    /** 2 comparisons: 2 x 0.01 and 1 x 0.03. */
    @Test
    void whatCannotBeComparedDoesNotCount() {
        assertThat(Holm.corrected(new double[] {NAN, 0.03, NAN, 0.01})).containsExactly(NAN, 0.03, NAN, 0.02);
    }

    @Test
    void theArgumentIsNotChanged() {
        double[] p = {0.04, 0.01};
        Holm.corrected(p);
        assertThat(p).containsExactly(0.04, 0.01);
    }

    /** Between p and the correction of Bonferroni, and in the same order. */
    @Test
    void orderIsKept() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            double[] p = random.doubles(1 + random.nextInt(9))
                    .map(value -> value * value * value)
                    .toArray();
            double[] sorted = p.clone();
            Arrays.sort(sorted);
            double[] corrected = Holm.corrected(sorted);
            for (int i = 0; i < sorted.length; i++) {
                assertThat(corrected[i]).isBetween(sorted[i], Math.min(1, sorted.length * sorted[i]));
                assertThat(corrected[i]).isGreaterThanOrEqualTo(corrected[Math.max(0, i - 1)]);
            }
            double[] unsorted = Holm.corrected(p);
            Arrays.sort(unsorted);
            assertThat(unsorted).containsExactly(corrected);
        }
    }

    /** Of five: 5 * 0.01 = 0.05, 4 * 0.02 = 0.08, and 3 * 0.025 = 0.075 is not below the one before. */
    @Test
    void comparisonsWithoutAValueCountAsIfItWereOne() {
        assertThat(Holm.corrected(new double[] {0.02, NAN, 0.01, 0.025}, 5)).containsExactly(0.08, NAN, 0.05, 0.08);
        assertThat(Holm.corrected(new double[] {0.02, 0.5}, 100)).containsExactly(1, 1);
    }

    /** Whichever are left out. */
    @Test
    void noneIsSmallerThanWithAllValuesOfTheFamily() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            double[] all = random.doubles(1 + random.nextInt(9))
                    .map(value -> value * value * value)
                    .toArray();
            double[] some = Arrays.stream(all)
                    .map(value -> random.nextBoolean() ? value : NAN)
                    .toArray();
            double[] whole = Holm.corrected(all);
            double[] part = Holm.corrected(some, all.length);
            for (int i = 0; i < all.length; i++) {
                if (!Double.isNaN(some[i])) {
                    assertThat(part[i]).isGreaterThanOrEqualTo(whole[i]);
                }
            }
        }
    }

    @Test
    void moreValuesThanComparisonsAreRefused() {
        assertThat(Holm.corrected(new double[] {0.1, NAN}, 1)).containsExactly(0.1, NAN);
        assertThatThrownBy(() -> Holm.corrected(new double[] {0.1, 0.2}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("comparisons = 1, but at least the 2 that have a p are required");
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> Holm.corrected(new double[] {0.1, 1.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p[1] = 1.5, but 0..1 is required");
        assertThatThrownBy(() -> Holm.corrected(new double[] {-0.1})).hasMessage("p[0] = -0.1, but 0..1 is required");
    }
}
