package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogarithmsTest {

    @Property(seed = "1")
    void isExactToThreeUnitsInTheLastPlaceHoweverSmall(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int digits) {
        double scale = Math.pow(10, -digits);
        requireExact(new Random(seed).doubles(50, 0, scale).toArray());
        requireExact(new Random(seed).doubles(50, -scale / 2, 0).toArray());
    }

    @Test
    void ends() {
        requireExact(new double[] {1, -0.5, 0, -0.0, 0.25, -0.25, 1e-17, -1e-17, 3e-16, Double.MIN_NORMAL});
        assertThat(of(0.5, Double.NaN, 0.5)).containsExactly(of(0.5)[0], Double.NaN, of(0.5)[0]);
    }

    @Test
    void bitsDependOnNeitherPlaceNorLengthNorCompilation() {
        double[] x = new Random(1).doubles(67, -0.5, 1).toArray();
        double[] first = of(x);
        for (int length = 1; length <= x.length; length++) {
            assertThat(of(Arrays.copyOfRange(x, x.length - length, x.length)))
                    .containsExactly(Arrays.copyOfRange(first, x.length - length, x.length));
        }
        double[] result = new double[x.length];
        for (int i = 0; i < 20_000; i++) {
            Logarithms.ofOnePlus(x, result);
        }
        assertThat(result).containsExactly(first);
    }

    private static void requireExact(double[] x) {
        double[] actual = of(x);
        for (int c = 0; c < x.length; c++) {
            double expected = StrictMath.log1p(x[c]);
            assertThat(actual[c]).as("log(1 + %s)", x[c]).isCloseTo(expected, within(3 * Math.ulp(expected)));
        }
    }

    private static double[] of(double... x) {
        double[] result = new double[x.length];
        Logarithms.ofOnePlus(x, result);
        return result;
    }
}
