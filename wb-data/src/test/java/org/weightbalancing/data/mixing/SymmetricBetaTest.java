package org.weightbalancing.data.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.weightbalancing.data.random.RandomStream;

class SymmetricBetaTest {
    private static final int DRAWS = 20_000;

    private static double[] draws(double alpha) {
        RandomStream random = RandomStream.of(31);
        SymmetricBeta beta = new SymmetricBeta(alpha);
        double[] draws = new double[DRAWS];
        Arrays.setAll(draws, i -> beta.draw(random));
        return draws;
    }

    /** Largest distance of the empirical distribution from another (Kolmogorov and Smirnov). */
    private static double distance(double[] draws, DoubleUnaryOperator distribution) {
        Arrays.sort(draws);
        double largest = 0;
        for (int i = 0; i < draws.length; i++) {
            double below = distribution.applyAsDouble(draws[i]);
            largest = Math.max(largest, Math.max(below - i / (double) DRAWS, (i + 1) / (double) DRAWS - below));
        }
        return largest;
    }

    @Test
    void drawsHaveTheirDistribution() {
        // 1.95 / sqrt(20,000) is passed by chance once in 1000 seeds.
        double allowed = 0.0138;
        assertThat(distance(draws(1), x -> x)).isLessThan(allowed);
        assertThat(distance(draws(0.5), x -> 2 / Math.PI * Math.asin(Math.sqrt(x))))
                .isLessThan(allowed);
        assertThat(distance(draws(2), x -> x * x * (3 - 2 * x))).isLessThan(allowed);
        assertThat(distance(draws(1.5), SymmetricBetaTest::semicircle)).isLessThan(allowed);
        // x^4 (1 - x)^4 integrated: sum of (9 choose k) x^k (1 - x)^(9 - k) for k from 5.
        assertThat(distance(draws(5), SymmetricBetaTest::five)).isLessThan(allowed);
    }

    private static double semicircle(double x) {
        double z = 2 * x - 1;
        return 0.5 + (z * Math.sqrt(1 - z * z) + Math.asin(z)) / Math.PI;
    }

    private static double five(double x) {
        double[] choose = {126, 84, 36, 9, 1};
        double sum = 0;
        for (int k = 5; k < 10; k++) {
            sum += choose[k - 5] * Math.pow(x, k) * Math.pow(1 - x, 9 - k);
        }
        return sum;
    }

    @Test
    void meanAndVarianceAreThoseOfTheFormula() {
        for (double alpha : new double[] {0.01, 0.2, 0.5, 1, 1.1, 3, 50}) {
            double mean = Arrays.stream(draws(alpha)).average().orElseThrow();
            double variance = Arrays.stream(draws(alpha))
                    .map(x -> (x - 0.5) * (x - 0.5))
                    .average()
                    .orElseThrow();
            double expected = 1 / (4 * (2 * alpha + 1));
            assertThat(mean).isCloseTo(0.5, within(4 * Math.sqrt(expected / DRAWS)));
            assertThat(variance).isCloseTo(expected, within(0.05 * expected));
        }
    }

    @Test
    void extremeAlphasStayBetweenZeroAndOne() {
        // Nearly all of the weight is at the ends, and none anywhere else.
        for (double alpha : new double[] {1e-3, 1e-300, Double.MIN_VALUE}) {
            assertThat(Arrays.stream(draws(alpha))
                            .filter(x -> x > 0.4 && x < 0.6)
                            .count())
                    .isLessThan(40);
            assertThat(draws(alpha)).contains(0.0, 1.0);
        }
        for (double alpha : new double[] {1e12, Double.MAX_VALUE}) {
            assertThat(Arrays.stream(draws(alpha))
                            .map(x -> Math.abs(x - 0.5))
                            .max()
                            .orElseThrow())
                    .isLessThan(1e-5);
        }
    }

    @Test
    void refusesAlphasThatAreNotPositive() {
        for (double alpha : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new SymmetricBeta(alpha))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("alpha is " + alpha + "; a finite number above 0 is needed");
        }
    }
}
