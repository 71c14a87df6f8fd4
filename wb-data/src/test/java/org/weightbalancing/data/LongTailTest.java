package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.weightbalancing.data.LongTail.Profile.EXPONENTIAL;
import static org.weightbalancing.data.LongTail.Profile.NONE;
import static org.weightbalancing.data.LongTail.Profile.STEP;
import static org.weightbalancing.data.LongTail.Subset.FIRST;
import static org.weightbalancing.data.LongTail.Subset.NUMPY_SHUFFLED;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongTailTest {
    @Test
    void exponentialCountsFallByOneFactor() {
        // n_max = 300 / 3 = 100 and the factor is (1/16)^(1/2) = 1/4.
        assertThat(new LongTail(EXPONENTIAL, 16).counts(3, 300)).containsExactly(100, 25, 6);
    }

    @Test
    void stepCountsFallInTheMiddleAndTheMiddleClassOfAnOddNumberIsRare() {
        assertThat(new LongTail(STEP, 10).counts(4, 400)).containsExactly(100, 100, 10, 10);
        assertThat(new LongTail(STEP, 10).counts(5, 500)).containsExactly(100, 100, 10, 10, 10);
    }

    @Test
    void withoutProfileTheSetStaysAsItIs() {
        assertThat(new LongTail(NONE, 50).counts(3, 31)).containsExactly(10, 10, 10);
        ImageSet uneven = TinyImages.labelled(1, 1, 1, 3, 2, 0, 0, 2, 2);
        assertThat(new LongTail(NONE, 1).select(uneven)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aSingleClassKeepsItsImages() {
        for (LongTail.Profile profile : LongTail.Profile.values()) {
            assertThat(new LongTail(profile, 10).counts(1, 7)).containsExactly(7);
        }
    }

    @Test
    void keepsTheFirstImagesOfEachClassClassByClass() {
        // Classes 1 0 1 0 0 1: of class 0 (images 1, 3, 4) all three, of class 1 (0, 2, 5) the first.
        ImageSet set = TinyImages.labelled(1, 1, 1, 2, 1, 0, 1, 0, 0, 1);
        LongTail tail = new LongTail(EXPONENTIAL, 3);
        assertThat(tail.select(set)).containsExactly(1, 3, 4, 0);
        assertThat(TinyImages.numbers(tail.subset(set))).containsExactly(1, 3, 4, 0);
        assertThat(tail.subset(set).classCounts()).containsExactly(3, 1);
    }

    /**
     * Thirty images of classes 0 1 2 0 1 2 .. in counts 10, 10 / sqrt(5) and 2; computed by NumPy 2.4.6 as np.random.seed(seed)
     * and, class by class, np.random.shuffle of the positions.
     */
    @Test
    void shuffledSubsetsAreThoseOfNumPy() {
        ImageSet set = TinyImages.cycling(30, 3);
        assertThat(new LongTail(EXPONENTIAL, 5, NUMPY_SHUFFLED, 0).select(set))
                .containsExactly(6, 24, 12, 27, 3, 18, 21, 9, 0, 15, 10, 16, 4, 7, 8, 11);
        LongTail seven = new LongTail(EXPONENTIAL, 5, NUMPY_SHUFFLED, 7);
        assertThat(seven.select(set)).containsExactly(24, 15, 0, 6, 3, 27, 21, 9, 18, 12, 4, 10, 7, 16, 8, 14);
        assertThat(TinyImages.numbers(seven.subset(set))).isEqualTo(seven.select(set));
    }

    /** The size of CIFAR-100-LT with imbalance 100, of images sorted by class; computed as above. */
    @Test
    void aShuffledSubsetOfFullSizeIsThatOfNumPy() {
        ImageSet set = TinyImages.labelled(
                1, 1, 1, 100, IntStream.range(0, 50_000).map(i -> i / 500).toArray());
        int[] chosen = new LongTail(EXPONENTIAL, 100, NUMPY_SHUFFLED, 0).select(set);
        assertThat(chosen).hasSize(10_847).doesNotHaveDuplicates().startsWith(90, 254, 283, 445, 461, 15);
        assertThat(chosen).endsWith(49848, 49653, 49863, 49861, 49799);
        assertThat(Arrays.stream(chosen).sum()).isEqualTo(110_677_482);
    }

    @Test
    void theKindOfSubsetDoesNotChangeTheCounts() {
        ImageSet set = TinyImages.cycling(60, 3);
        for (LongTail.Profile profile : LongTail.Profile.values()) {
            LongTail first = new LongTail(profile, 4);
            LongTail shuffled = new LongTail(profile, 4, NUMPY_SHUFFLED, 3);
            assertThat(shuffled.subset(set).classCounts())
                    .isEqualTo(first.subset(set).classCounts());
            assertThat(Arrays.equals(shuffled.select(set), first.select(set))).isEqualTo(profile == NONE);
        }
        assertThat(new LongTail(STEP, 4)).isEqualTo(new LongTail(STEP, 4, FIRST, 0));
    }

    @Test
    void countsNeverRiseAndEndAtTheImbalance() {
        for (int imbalance = 1; imbalance <= 200; imbalance++) {
            int[] counts = new LongTail(EXPONENTIAL, imbalance).counts(20, 20 * 1000);
            int[] sorted =
                    Arrays.stream(counts).map(n -> -n).sorted().map(n -> -n).toArray();
            assertThat(counts).isEqualTo(sorted);
            assertThat(counts[0]).isEqualTo(1000);
        }
        int[] rarest = IntStream.of(1, 2, 3, 7, 10, 50, 100, 200)
                .map(imbalance -> new LongTail(EXPONENTIAL, imbalance).counts(20, 20 * 1000)[19])
                .toArray();
        assertThat(rarest).containsExactly(1000, 500, 333, 142, 100, 20, 10, 5);
    }

    /** The double nearest to 1 / 49 lies below it, and 98 times that double is 1.9999999999999998. */
    @Test
    void theReciprocalIsRoundedBeforeItMultiplies() {
        assertThat(new LongTail(EXPONENTIAL, 49).counts(2, 2 * 98)).containsExactly(98, 1);
        assertThat(new LongTail(STEP, 49).counts(2, 2 * 98)).containsExactly(98, 1);
        assertThat(new LongTail(STEP, 49).counts(2, 2 * 99)).containsExactly(99, 2);
    }

    @Test
    void countsOfChoiceMayLeaveClassesOut() {
        ImageSet set = TinyImages.cycling(6, 3);
        assertThat(LongTail.select(set, new int[] {0, 2})).containsExactly(1, 4);
    }

    @Test
    void refusesAnImpossibleImbalance() {
        for (double imbalance : new double[] {0.99, 0, -3, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new LongTail(EXPONENTIAL, imbalance))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("imbalance is " + imbalance + "; allowed are finite numbers from 1");
        }
        assertThatThrownBy(() -> new LongTail(EXPONENTIAL, 100).counts(10, 500))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leaves class 9 without an image, since the largest class has 50");
        assertThatThrownBy(() -> new LongTail(STEP, 2).counts(0, 500)).hasMessageContaining("classes is 0");
    }

    @Test
    void refusesASeedThatIsNotOf32Bits() {
        for (long seed : new long[] {-1, 1L << 32}) {
            assertThatThrownBy(() -> new LongTail(EXPONENTIAL, 2, NUMPY_SHUFFLED, seed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("seed of the subset is " + seed + "; allowed are 0 to 4294967295");
        }
        assertThat(new LongTail(EXPONENTIAL, 2, NUMPY_SHUFFLED, (1L << 32) - 1).seed())
                .isPositive();
    }

    @Test
    void refusesMoreThanThereIs() {
        // 8 images in 2 classes: n_max is 4, but class 0 has 3.
        ImageSet set = TinyImages.labelled(1, 1, 1, 2, 0, 0, 0, 1, 1, 1, 1, 1);
        for (LongTail.Subset kept : LongTail.Subset.values()) {
            assertThatThrownBy(() -> new LongTail(EXPONENTIAL, 2, kept, 0).select(set))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Class 0 (name 0) has 3 images, asked for are 4; allowed are 0 to 3");
        }
        assertThatThrownBy(() -> LongTail.select(set, new int[] {1, 1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 classes are asked for, but the set has 2");
        assertThatThrownBy(() -> LongTail.select(set, new int[] {1, -1})).hasMessageContaining("asked for are -1");
    }
}
