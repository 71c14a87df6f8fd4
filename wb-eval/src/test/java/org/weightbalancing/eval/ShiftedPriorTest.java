package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ShiftedPriorTest {

    private static final Offset<Double> EXACT = within(1e-14);

    /** Class 1 leads, then 0, then 2. */
    private static final int[] COUNTS = {50, 500, 5};

    /** Ratio 4: 4^0, 4^(-1/2), 4^(-1) = 1, 1/2, 1/4, which sum to 7/4. */
    @Test
    void theHeadIsSoManyTimesAsFrequentAsTheTail() {
        assertThat(ShiftedPrior.forward(4).of(COUNTS)).containsExactly(new double[] {2.0 / 7, 4.0 / 7, 1.0 / 7}, EXACT);
        assertThat(ShiftedPrior.backward(4).of(COUNTS))
                .containsExactly(new double[] {2.0 / 7, 1.0 / 7, 4.0 / 7}, EXACT);
    }

    /** Accuracies 1/2, 1, 1/4: forward (2/2 + 4 + 1/4) / 7 = 3/4, backward (2/2 + 1 + 4/4) / 7 = 3/7. */
    @Test
    void accuracyIsThatOfTheWeightedClasses() {
        double[] accuracies = {0.5, 1, 0.25};
        assertThat(ShiftedPrior.forward(4).accuracy(accuracies, COUNTS)).isCloseTo(0.75, EXACT);
        assertThat(ShiftedPrior.backward(4).accuracy(accuracies, COUNTS)).isCloseTo(3.0 / 7, EXACT);
    }

    /** Without the leading class the weights are 2 and 1: (2 * 1/2 + 1/4) / 3 = 5/12. */
    @Test
    void classesWithoutItemsAreLeftOut() {
        double[] accuracies = {0.5, Double.NaN, 0.25};
        assertThat(ShiftedPrior.forward(4).accuracy(accuracies, COUNTS)).isCloseTo(5.0 / 12, EXACT);
        assertThat(ShiftedPrior.forward(4).accuracy(new double[] {Double.NaN}, new int[] {3}))
                .isNaN();
    }

    @Test
    void oneClassHasAllItems() {
        assertThat(ShiftedPrior.forward(50).of(new int[] {7})).containsExactly(1);
        assertThat(ShiftedPrior.backward(50).of(new int[] {7})).containsExactly(1);
    }

    /** With 1000 classes the largest weights lie close together: at 1.79e308 two of them add up to infinity. */
    @Test
    void hugeRatiosDoNotOverflow() {
        int[] counts = IntStream.range(0, 1000).toArray();
        double[] prior = ShiftedPrior.backward(1.79e308).of(counts);
        assertThat(Arrays.stream(prior).sum()).isCloseTo(1, EXACT);
        assertThat(prior[0] / prior[1]).isCloseTo(Math.pow(1.79e308, 1.0 / 999), within(1e-12));
        assertThat(ShiftedPrior.backward(1e308).of(COUNTS)).containsExactly(new double[] {0, 0, 1}, EXACT);
        assertThat(ShiftedPrior.forward(1e308).of(COUNTS)).containsExactly(new double[] {0, 1, 0}, EXACT);
    }

    @Property(seed = "1", tries = 100)
    void priorsAreExponentialAndReversedBackward(@ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int classes) {
        int[] counts = new Random(seed).ints(classes, 0, 1000).sorted().toArray();
        for (double ratio : new double[] {50, 25, 10, 5, 2}) {
            double[] forward = ShiftedPrior.forward(ratio).of(counts);
            double[] backward = ShiftedPrior.backward(ratio).of(counts);
            int[] ranks = TrainCounts.ranks(counts);
            double step = Math.pow(ratio, 1.0 / (classes - 1));
            assertThat(Arrays.stream(forward).sum()).isCloseTo(1, EXACT);
            for (int c = 0; c < classes; c++) {
                int reversed = indexOf(ranks, classes - 1 - ranks[c]);
                assertThat(backward[c]).isCloseTo(forward[reversed], EXACT);
                if (ranks[c] > 0) {
                    assertThat(forward[indexOf(ranks, ranks[c] - 1)] / forward[c])
                            .isCloseTo(step, within(1e-12 * step));
                }
            }
        }
    }

    @Property(seed = "1", tries = 100)
    void ratioOneIsTheMeanClassAccuracy(@ForAll long seed) {
        Random random = new Random(seed);
        double[] accuracies = random.doubles(6).toArray();
        int[] counts = random.ints(6, 0, 100).toArray();
        double mean = Arrays.stream(accuracies).average().orElseThrow();
        assertThat(ShiftedPrior.forward(1).accuracy(accuracies, counts)).isCloseTo(mean, EXACT);
        assertThat(ShiftedPrior.backward(1).accuracy(accuracies, counts)).isCloseTo(mean, EXACT);
    }

    @Test
    void badInputIsRefused() {
        for (double ratio : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> ShiftedPrior.forward(ratio))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ratio = " + ratio + ", but a finite number above 0 is required");
            assertThatThrownBy(() -> ShiftedPrior.backward(ratio))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("ratio = " + ratio);
        }
        assertThatThrownBy(() -> ShiftedPrior.forward(2).of(new int[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trainCounts[1] = -1, but at least 0 is required");
        assertThatThrownBy(() -> ShiftedPrior.forward(2).accuracy(new double[3], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 training counts for 3 classes");
    }

    private static int indexOf(int[] values, int value) {
        return Arrays.stream(values).boxed().toList().indexOf(value);
    }
}
