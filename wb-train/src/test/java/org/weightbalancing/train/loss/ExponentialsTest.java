package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ExponentialsTest {

    @Property(seed = "1")
    void isExactToTwoUnitsInTheLastPlace(@ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 800) double spread) {
        double[] x =
                new Random(seed).doubles(100, -spread, Math.min(spread, 709)).toArray();
        requireExact(x);
    }

    @Test
    void underflowsGradually() {
        // From the smallest normal number, at -708.396, to the smallest subnormal one, at -745.13, and below.
        requireExact(
                IntStream.rangeClosed(0, 500).mapToDouble(i -> -700 - 0.1 * i).toArray());
        assertThat(of(-745)).containsExactly(Double.MIN_VALUE);
    }

    @Test
    void endsAndTinyNumbers() {
        assertThat(of(0, -0.0, 1e-300, -1e-300, Double.MIN_VALUE)).containsExactly(1, 1, 1, 1, 1);
        assertThat(of(-746, -1e4, -1e9, -1e300, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY))
                .containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(of(-1, Double.NaN, -1)).containsExactly(of(-1)[0], Double.NaN, of(-1)[0]);
        requireExact(new double[] {-1e-17, -1e-16, -1e-8, -Math.log(2), -0.5 * Math.log(2), 1, 709});
    }

    @Test
    void shiftsTheRowAndMayOverwriteIt() {
        double[] row = {1, 2, 3, Double.NEGATIVE_INFINITY};
        double[] result = new double[4];
        Exponentials exponentials = new Exponentials(4);
        exponentials.of(row, 3, result);
        assertThat(row).containsExactly(1, 2, 3, Double.NEGATIVE_INFINITY);
        assertThat(result).containsExactly(new double[] {Math.exp(-2), Math.exp(-1), 1, 0}, within(1e-15));
        exponentials.of(row, 3, row);
        assertThat(row).containsExactly(result);
    }

    @Test
    void bitsDependOnNeitherPlaceNorLengthNorCompilation() {
        double[] x = new Random(1).doubles(67, -50, 0).toArray();
        double[] first = of(x);
        for (int length = 1; length <= x.length; length++) {
            assertThat(of(Arrays.copyOfRange(x, x.length - length, x.length)))
                    .containsExactly(Arrays.copyOfRange(first, x.length - length, x.length));
        }
        Exponentials exponentials = new Exponentials(x.length);
        double[] result = new double[x.length];
        for (int i = 0; i < 20_000; i++) {
            exponentials.of(x, 0, result);
        }
        assertThat(result).containsExactly(first);
    }

    private static void requireExact(double[] x) {
        double[] actual = of(x);
        for (int c = 0; c < x.length; c++) {
            double expected = StrictMath.exp(x[c]);
            assertThat(actual[c]).as("exp(%s)", x[c]).isCloseTo(expected, within(2 * Math.ulp(expected)));
        }
    }

    private static double[] of(double... x) {
        double[] result = new double[x.length];
        new Exponentials(x.length).of(x, 0, result);
        return result;
    }
}
