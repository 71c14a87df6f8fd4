package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 0.95, 7);

    /** 1000 items, 700 correct: the standard error is sqrt(.7 * .3 / 1000) = .01449, and 1.96 of it .0284. */
    @Test
    void intervalOfAccuracyIsThatOfTheBinomial() {
        int[] truth = new int[1000];
        int[] predicted = IntStream.range(0, 1000).map(i -> i < 700 ? 0 : 1).toArray();
        BootstrapInterval interval = BOOTSTRAP.interval(Bootstrap::accuracy, truth, predicted);
        assertThat(interval.estimate()).isEqualTo(0.7);
        assertThat(interval.lower()).isCloseTo(0.7 - 0.0284, within(0.003));
        assertThat(interval.upper()).isCloseTo(0.7 + 0.0284, within(0.003));
        assertThat(interval.contains(0.7)).isTrue();
        assertThat(interval.contains(0.75)).isFalse();
        assertThat(interval.contains(0.65)).isFalse();
    }

    @Test
    void theSeedDecides() {
        int[] truth = labels(1);
        int[] predicted = labels(2);
        BootstrapInterval interval = BOOTSTRAP.interval(Bootstrap::accuracy, truth, predicted);
        assertThat(BOOTSTRAP.interval(Bootstrap::accuracy, truth, predicted)).isEqualTo(interval);
        assertThat(new Bootstrap(1000, 0.95, 8).interval(Bootstrap::accuracy, truth, predicted))
                .isNotEqualTo(interval);
    }

    @Test
    void aHigherLevelIsWider() {
        int[] truth = labels(1);
        int[] predicted = labels(2);
        BootstrapInterval narrow = new Bootstrap(1000, 0.5, 7).interval(Bootstrap::accuracy, truth, predicted);
        BootstrapInterval wide = new Bootstrap(1000, 0.99, 7).interval(Bootstrap::accuracy, truth, predicted);
        assertThat(wide.lower()).isLessThan(narrow.lower());
        assertThat(wide.upper()).isGreaterThan(narrow.upper());
    }

    @Test
    void aMethodDoesNotDifferFromItself() {
        BootstrapInterval interval = BOOTSTRAP.difference(Bootstrap::accuracy, labels(1), labels(2), labels(2));
        assertThat(interval).isEqualTo(new BootstrapInterval(0, 0, 0, 0.95));
    }

    /** Right on the same items but for 10 that only the first gets: unpaired intervals overlap, the paired one is > 0. */
    @Test
    void pairingSeesASmallConstantAdvantage() {
        int[] truth = new int[400];
        int[] second = IntStream.range(0, 400).map(i -> i % 2).toArray();
        int[] first = second.clone();
        IntStream.range(0, 10).forEach(i -> first[2 * i + 1] = 0);
        BootstrapInterval difference = BOOTSTRAP.difference(Bootstrap::accuracy, truth, first, second);
        assertThat(difference.estimate()).isCloseTo(0.025, within(1e-15));
        assertThat(difference.contains(0)).isFalse();
        assertThat(difference.lower()).isPositive();
        BootstrapInterval alone = BOOTSTRAP.interval(Bootstrap::accuracy, truth, first);
        assertThat(alone.contains(0.5)).isTrue();
        assertThat(BOOTSTRAP
                        .difference(Bootstrap::accuracy, truth, second, first)
                        .upper())
                .isCloseTo(-difference.lower(), within(1e-15));
    }

    @Test
    void anyMetricOfAReportWillDo() {
        int[] train = {500, 50, 5};
        int[] truth = IntStream.range(0, 300).map(i -> i % 3).toArray();
        int[] predicted = Arrays.stream(truth).map(c -> c == 2 ? 0 : c).toArray();
        LongTailEvaluator evaluator = LongTailEvaluator.standard();
        BootstrapInterval few = new Bootstrap(50, 0.9, 1)
                .interval((t, p) -> Metric.FEW.applyAsDouble(evaluator.evaluate(t, p, train)), truth, predicted);
        assertThat(few).isEqualTo(new BootstrapInterval(0, 0, 0, 0.9));
    }

    /** Class 2 has one item of four: many resamples miss it, and few is undefined there; in the others it is 1. */
    @Test
    void undefinedResamplesAreLeftOut() {
        int[] train = {500, 50, 5};
        int[] truth = {0, 0, 1, 2};
        LongTailEvaluator evaluator = LongTailEvaluator.standard();
        BootstrapInterval few =
                BOOTSTRAP.interval((t, p) -> Metric.FEW.applyAsDouble(evaluator.evaluate(t, p, train)), truth, truth);
        assertThat(few).isEqualTo(new BootstrapInterval(1, 1, 1, 0.95));
        BootstrapInterval never = BOOTSTRAP.interval((t, p) -> Double.NaN, truth, truth);
        assertThat(never).isEqualTo(new BootstrapInterval(Double.NaN, Double.NaN, Double.NaN, 0.95));
        assertThat(never.contains(0)).isFalse();
    }

    /** Positions .25 * 3 = .75 and .5 * 3 = 1.5 between the sorted values. */
    @Test
    void percentilesAreInterpolated() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(Bootstrap.percentile(sorted, 0)).isEqualTo(1);
        assertThat(Bootstrap.percentile(sorted, 0.25)).isEqualTo(1.75);
        assertThat(Bootstrap.percentile(sorted, 0.5)).isEqualTo(3);
        assertThat(Bootstrap.percentile(sorted, 1)).isEqualTo(8);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> new Bootstrap(0, 0.95, 1)).hasMessageContaining("resamples = 0");
        for (double level : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> new Bootstrap(10, level, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("level = " + level);
        }
        assertThatThrownBy(() -> BOOTSTRAP.interval(Bootstrap::accuracy, new int[0], new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 test items");
        assertThatThrownBy(() -> Bootstrap.accuracy(new int[3], new int[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BOOTSTRAP.difference(Bootstrap::accuracy, new int[3], new int[3], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 true classes but 2 predicted ones");
    }

    private static int[] labels(long seed) {
        return new Random(seed).ints(200, 0, 3).toArray();
    }
}
