package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LogisticsTest {

    @Property(seed = "1")
    void aRowIsWhatItsLogitsAre(@ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 900) double spread) {
        requireSame(new Random(seed).doubles(50, -spread, spread).toArray());
    }

    @Test
    void endsAndTinyLogits() {
        requireSame(new double[] {0, -0.0, 1e-300, -1e-300, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-17, -1e-17});
        requireSame(new double[] {1e4, -1e4, Double.MAX_VALUE, -Double.MAX_VALUE, 745, -745});
        requireSame(new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
    }

    @Test
    void whatIsNotANumberSpoilsItsClassAlone() {
        Logistics logistics = logistics(new double[] {1, Double.NaN});
        assertThat(new double[] {logistics.p(1), logistics.notP(1), logistics.logP(1), logistics.logNotP(1)})
                .containsOnly(Double.NaN);
        assertThat(logistics.p(0)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
    }

    private static void requireSame(double[] z) {
        Logistics logistics = logistics(z);
        Logistic logistic = new Logistic();
        for (int c = 0; c < z.length; c++) {
            logistic.compute(z[c]);
            requireClose(logistics.p(c), logistic.p(), z[c]);
            requireClose(logistics.notP(c), logistic.notP(), z[c]);
            requireClose(logistics.logP(c), logistic.logP(), z[c]);
            requireClose(logistics.logNotP(c), logistic.logNotP(), z[c]);
        }
    }

    private static void requireClose(double actual, double expected, double z) {
        if (Double.isInfinite(expected)) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).as("of %s", z).isCloseTo(expected, within(8 * Math.ulp(expected)));
        }
    }

    private static Logistics logistics(double[] z) {
        Logistics logistics = new Logistics(z.length);
        logistics.compute(z);
        logistics.computeLogs();
        return logistics;
    }
}
