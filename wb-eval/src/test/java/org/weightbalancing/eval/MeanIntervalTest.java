package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanIntervalTest {

    /** Roots of the regularized incomplete beta function in 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 1",
        "0.5, 2, 0.816496580927726033",
        "0.5, 999, 0.67473541034671903",
        "0.95, 1, 12.7062047361747046",
        "0.95, 2, 4.30265272974946385",
        "0.95, 3, 3.18244630528370959",
        "0.95, 4, 2.77644510519779436",
        "0.95, 9, 2.26215716279820554",
        "0.95, 10, 2.22813885198627475",
        "0.95, 99, 1.9842169515864175",
        "0.95, 100, 1.98397151852355229",
        "0.95, 999, 1.96234146113344998",
        "0.999, 1, 636.619248768719616",
        "0.999, 2, 31.5990545764436207",
        "0.999, 5, 6.86882662588111025",
        "0.999, 100, 3.39049131116422992"
    })
    void quantilesOfStudentsDistribution(double level, int degrees, double quantile) {
        assertThat(StudentT.quantile(level, degrees)).isCloseTo(quantile, within(1e-12 * quantile));
    }

    /**
     * Squared distances from the mean 3: 4 + 1 + 0 + 1 + 4 = 10, deviation sqrt(10 / 4) = 1.5811388; half width
     * 2.7764451 * sqrt(2.5 / 5) = 1.9632432.
     */
    @Test
    void fiveValues() {
        MeanInterval interval = MeanInterval.of(0.95, 5, 1, 4, 2, 3);
        assertThat(interval.values()).isEqualTo(5);
        assertThat(interval.mean()).isEqualTo(3);
        assertThat(interval.deviation()).isCloseTo(1.58113883008419, within(1e-14));
        assertThat(interval.lower()).isCloseTo(3 - 1.96324316148, within(1e-10));
        assertThat(interval.upper()).isCloseTo(3 + 1.96324316148, within(1e-10));
        assertThat(interval.level()).isEqualTo(0.95);
    }

    @Test
    void oneValueDoesNotScatter() {
        assertThat(MeanInterval.of(0.95, 0.7))
                .isEqualTo(new MeanInterval(1, 0.7, Double.NaN, Double.NaN, Double.NaN, 0.95));
    }

    /** Five times 0.1 sums to 0.5 exactly, three times to 0.30000000000000004. */
    @Test
    void equalValuesHaveNoWidth() {
        assertThat(MeanInterval.of(0.95, 0.1, 0.1, 0.1)).isEqualTo(new MeanInterval(3, 0.1, 0, 0.1, 0.1, 0.95));
    }

    @Test
    void whatIsUndefinedStaysUndefined() {
        assertThat(MeanInterval.of(0.9, 0.1, Double.NaN))
                .isEqualTo(new MeanInterval(2, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0.9));
        assertThat(MeanInterval.of(0.9, Double.NaN, 0.1).mean()).isNaN();
    }

    /** Of 2,000 samples of three normal values, 0.9 of the intervals hold the true mean, give or take 3 x 0.0067. */
    @Test
    void intervalsHoldTheTrueMeanAsOftenAsTheySay() {
        Random random = new Random(5);
        int held = 0;
        for (int i = 0; i < 2000; i++) {
            MeanInterval interval =
                    MeanInterval.of(0.9, random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
            held += interval.lower() <= 0 && 0 <= interval.upper() ? 1 : 0;
        }
        assertThat(held / 2000.0).isCloseTo(0.9, within(0.02));
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> MeanInterval.of(0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 values, but at least one is required");
        assertThatThrownBy(() -> MeanInterval.of(0.95, 1, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values[1] = Infinity, but a finite number or NaN is required");
        for (double level : new double[] {0, 1, Double.NaN}) {
            assertThatThrownBy(() -> MeanInterval.of(level, 1, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("level = " + level);
        }
    }
}
