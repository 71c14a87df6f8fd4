package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExponentialsTest {

    /** Twice the spacing of doubles relative to them, and a bit. */
    private static final double RELATIVE = 5e-16;

    /** exp(x) to 25 digits. */
    private static final Map<Double, String> EXACT = Map.of(
            -0.0078125, "0.9922179382602435121059372",
            -0.5, "0.6065306597126334236037995",
            -1.0, "0.3678794411714423215955238",
            -10.0, "4.539992976248485153559152E-5",
            -100.0, "3.720075976020835962959696E-44",
            -700.0, "9.859676543759770856705373E-305",
            -707.5, "5.453232991066741607316002E-308");

    @Test
    void theValuesAreThoseOfTables() {
        EXACT.forEach((x, exact) -> {
            BigDecimal expected = new BigDecimal(exact);
            BigDecimal error = new BigDecimal(exp(0, x)[1]).subtract(expected).abs();
            assertThat(error.divide(expected, MathContext.DECIMAL64).doubleValue())
                    .as("exp(%s)", x)
                    .isLessThan(RELATIVE);
        });
    }

    @Test
    void theWholeRangeIsExact() {
        Random random = new Random(11);
        double[] numbers = new double[200_001];
        Arrays.setAll(numbers, c -> -707.9 * random.nextDouble() * (c % 2 == 0 ? 1 : random.nextDouble() * 0.01));
        numbers[0] = 0;
        double[] values = exp(numbers);
        for (int c = 0; c < numbers.length; c++) {
            double expected = StrictMath.exp(numbers[c]);
            assertThat(Math.abs(values[c] - expected) / expected)
                    .as("exp(%s) = %s", numbers[c], values[c])
                    .isLessThan(RELATIVE);
        }
    }

    /** Halfway between two steps, log(2)/64 and its odd multiples, the series runs over its whole range. */
    @Test
    void whereStepsMeetIsExact() {
        for (int step = 1; step < 2000; step += 2) {
            for (double x : new double[] {-step * Math.log(2) / 64, Math.nextUp(-step * Math.log(2) / 64)}) {
                assertThat(Math.abs(exp(0, x)[1] / StrictMath.exp(x) - 1))
                        .as("exp(%s)", x)
                        .isLessThan(RELATIVE);
            }
        }
    }

    @Test
    void farBelowIsZero() {
        assertThat(exp(0, -708, -709, -1e5, -Double.MAX_VALUE, Double.NEGATIVE_INFINITY))
                .startsWith(1, 0, 0, 0, 0, 0);
        assertThat(exp(0, -707.99)[1]).isCloseTo(Math.exp(-707.99), within(1e-322));
    }

    /** Numbers log 4, 0, log 2: e = 1, 1/4, 1/2. Sums without the 1: 3/4; 1/16 + 1/4; -(1/4) 2 log 2 - (1/2) log 2. */
    @Test
    void theLargestIsLeftOutOfTheSums() {
        Exponentials exponentials = new Exponentials(3);
        exponentials.compute(new double[] {Math.log(4), 0, Math.log(2)}, 0);
        assertThat(exponentials.values()).startsWith(1, 0.25, 0.5);
        assertThat(exponentials.sum()).isEqualTo(0.75);
        assertThat(exponentials.sumOfSquares()).isEqualTo(0.3125);
        assertThat(exponentials.sumOfProducts()).isCloseTo(-Math.log(2), within(1e-16));
        exponentials.compute(new double[] {Math.log(2), 0, Math.log(4)}, 2);
        assertThat(exponentials.sum()).isEqualTo(0.75);
    }

    @Test
    void sumsKeepWhatIsLostNextToOne() {
        Exponentials exponentials = new Exponentials(2);
        exponentials.compute(new double[] {-100, 0}, 1);
        assertThat(exponentials.sum()).isEqualTo(exp(0, -100)[1]);
        assertThat(exponentials.sumOfProducts()).isEqualTo(-100 * exp(0, -100)[1]);
    }

    @Test
    void whatIsNotANumberShowsInTheSum() {
        for (double strange : new double[] {Double.NaN, Double.longBitsToDouble(0xfff8000000007fffL)}) {
            Exponentials exponentials = new Exponentials(3);
            exponentials.compute(new double[] {0, strange, -1}, 0);
            assertThat(exponentials.sum()).isNaN();
        }
    }

    private static double[] exp(double... numbers) {
        Exponentials exponentials = new Exponentials(numbers.length);
        exponentials.compute(numbers, 0);
        return exponentials.values();
    }
}
