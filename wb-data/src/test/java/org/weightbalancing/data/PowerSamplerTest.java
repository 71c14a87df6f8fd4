package org.weightbalancing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PowerSamplerTest {
    private static final int EPOCHS = 500;
    private static final int DRAWS = EPOCHS * 76;

    /** Four standard deviations of so many of all draws. */
    static double deviations(double probability, int draws) {
        return 4 * Math.sqrt(draws * probability * (1 - probability)) + 1e-9;
    }

    private static void assertFrequencies(Sampler sampler, double... weights) {
        int[] shown = TailedLabels.byClass(TailedLabels.times(sampler, 0, EPOCHS));
        double sum = Arrays.stream(weights).sum();
        for (int c = 0; c < weights.length; c++) {
            double p = weights[c] / sum;
            assertThat((double) shown[c]).as("class %d", c).isCloseTo(DRAWS * p, within(deviations(p, DRAWS)));
        }
    }

    @Test
    void classesAreSeenByThePowerOfTheirCounts() {
        for (boolean replacement : new boolean[] {true, false}) {
            assertFrequencies(new PowerSampler(1, replacement), 50, 20, 0, 5, 1);
            // Square roots.
            assertFrequencies(new PowerSampler(0.5, replacement), 7.0710678, 4.4721360, 0, 2.2360680, 1);
            assertFrequencies(new PowerSampler(0, replacement), 1, 1, 0, 1, 1);
            // One over the counts, times 100.
            assertFrequencies(new PowerSampler(-1, replacement), 2, 5, 0, 20, 100);
        }
        assertThat(PowerSampler.squareRoot()).isEqualTo(new PowerSampler(0.5, true));
        assertThat(PowerSampler.reverse()).isEqualTo(new PowerSampler(-1, true));
    }

    @Test
    void extremePowersShowOneClassAndDoNotOverflow() {
        assertFrequencies(new PowerSampler(1000, true), 1, 0, 0, 0, 0);
        assertFrequencies(new PowerSampler(-1000, true), 0, 0, 0, 0, 1);
    }

    @Test
    void withReplacementTheImagesOfAClassAreAllAlike() {
        int[] times = TailedLabels.times(new PowerSampler(0, true), 0, EPOCHS);
        for (int i = 0; i < times.length; i++) {
            double p = 0.25 / TailedLabels.COUNTS[TailedLabels.LABELS[i]];
            assertThat((double) times[i]).isCloseTo(DRAWS * p, within(deviations(p, DRAWS)));
        }
    }

    @Test
    void withoutReplacementNoImageComesAgainBeforeAllOfItsClassWereShown() {
        int rounds = 0;
        for (int epoch = 0; epoch < 10; epoch++) {
            int[] order = TailedLabels.order(new PowerSampler(-0.5, false), epoch);
            assertThat(order).hasSize(76);
            for (int c = 0; c < TailedLabels.COUNTS.length; c++) {
                int label = c;
                int count = TailedLabels.COUNTS[c];
                int[] shown = IntStream.of(order)
                        .filter(i -> TailedLabels.LABELS[i] == label)
                        .toArray();
                for (int at = 0; at < shown.length; at += count, rounds++) {
                    assertThat(Arrays.copyOfRange(shown, at, Math.min(at + count, shown.length)))
                            .doesNotHaveDuplicates();
                }
            }
        }
        assertThat(rounds).isGreaterThan(300);
    }

    @Test
    void withReplacementImagesDoComeAgainEarlier() {
        int[] order = TailedLabels.order(new PowerSampler(1, true), 0);
        assertThat(IntStream.of(order).distinct().count()).isLessThan(60);
    }

    @Test
    void refusesPowersThatAreNoNumbers() {
        for (double power : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> new PowerSampler(power, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("power is " + power + "; a finite number is needed");
        }
    }

    @Test
    void progressIsFromInstanceSamplingToClassBalancedSampling() {
        for (boolean replacement : new boolean[] {true, false}) {
            Sampler progressive = new ProgressiveSampler(4, replacement);
            assertThat(TailedLabels.order(progressive, 0))
                    .isEqualTo(TailedLabels.order(new PowerSampler(1, replacement), 0));
            for (int epoch : new int[] {4, 5, 400}) {
                assertThat(TailedLabels.order(progressive, epoch))
                        .isEqualTo(TailedLabels.order(new PowerSampler(0, replacement), epoch));
            }
        }
    }

    @Test
    void theLastEpochIsShortOfClassBalancedSamplingByOneOverT() {
        // T = 4, t = 3: 1/4 of the share of images and 3/4 of 1/4.
        double[] p = {
            0.25 * 50 / 76 + 0.1875, 0.25 * 20 / 76 + 0.1875, 0, 0.25 * 5 / 76 + 0.1875, 0.25 * 1 / 76 + 0.1875
        };
        int[] shown = new int[5];
        for (int seed = 0; seed < EPOCHS; seed++) {
            for (int image : new ProgressiveSampler(4, true).order(TailedLabels.LABELS, 5, seed, 3)) {
                shown[TailedLabels.LABELS[image]]++;
            }
        }
        for (int c = 0; c < 5; c++) {
            assertThat((double) shown[c]).isCloseTo(DRAWS * p[c], within(deviations(p[c], DRAWS)));
        }
    }

    @Test
    void progressNeedsAnEpoch() {
        assertThatThrownBy(() -> new ProgressiveSampler(0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs is 0; at least 1 is needed");
    }
}
