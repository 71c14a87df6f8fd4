package org.weightbalancing.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SoftmaxTest {

    private static final double NONE = Double.NEGATIVE_INFINITY;

    @Property(seed = "1")
    void agreesWithTheDefinition(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int classes) {
        double[] z = new Random(seed).doubles(classes, -20, 20).toArray();
        double sum = Arrays.stream(z).map(StrictMath::exp).sum();
        Softmax softmax = softmax(z);
        double[] logs = new double[classes];
        softmax.logP(logs);
        double[] target = new Random(seed + 1).doubles(classes).toArray();
        double[] excess = new double[classes];
        softmax.excess(3, target, excess);
        for (int c = 0; c < classes; c++) {
            double p = StrictMath.exp(z[c]) / sum;
            assertThat(softmax.p(c)).isCloseTo(p, within(1e-13 * p));
            assertThat(softmax.notP(c)).isCloseTo(1 - p, within(1e-13));
            assertThat(softmax.logP(c)).isCloseTo(Math.log(p), within(1e-13 * (1 + Math.abs(Math.log(p)))));
            assertThat(softmax.logNotP(c)).isCloseTo(Math.log1p(-p), within(1e-13 / (1 - p)));
            assertThat(logs[c]).isEqualTo(softmax.logP(c));
            assertThat(excess[c]).isCloseTo(3 * p - target[c], within(1e-13));
        }
        assertThat(z[softmax.top()]).isEqualTo(Arrays.stream(z).max().orElseThrow());
    }

    @Test
    void theTopIsTheFirstOfTheLargestWhereverTheSecondIs() {
        assertThat(softmax(1, 3, 2).top()).isEqualTo(1);
        assertThat(softmax(3, 1, 2).top()).isZero();
        assertThat(softmax(1, 2, 3).top()).isEqualTo(2);
        assertThat(softmax(2, 3, 3).top()).isEqualTo(1);
        // The second is what exponentials are shifted by, so none overflows.
        for (double[] z : new double[][] {{1e4, -1e4, 9e3}, {9e3, 1e4, -1e4}, {-1e4, 9e3, 1e4}, {9e3, -1e4, 1e4}}) {
            int second =
                    IntStream.range(0, 3).filter(c -> z[c] == 9e3).findFirst().orElseThrow();
            assertThat(softmax(z).logP(second)).isEqualTo(-1e3);
        }
        // Nor do all underflow.
        assertThat(softmax(-2000, -2000 - Math.log(3), -3000).p(1)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void aClassAloneIsCertain() {
        Softmax softmax = softmax(NONE, 2, NONE);
        double[] logs = new double[3];
        softmax.logP(logs);
        assertThat(logs).containsExactly(NONE, 0, NONE);
        double[] excess = new double[3];
        softmax.excess(1, new double[] {0, 1, 0}, excess);
        assertThat(excess).containsExactly(new double[] {0, 0, 0}, within(0.0));
        for (int c = 0; c < 3; c++) {
            assertThat(softmax.p(c)).isEqualTo(c == 1 ? 1 : 0);
            assertThat(softmax.logP(c)).isEqualTo(logs[c]);
            assertThat(softmax.logNotP(c)).isEqualTo(c == 1 ? NONE : 0);
        }
    }

    @Test
    void aLogitThatIsNotANumberSpoilsTheRow() {
        for (double[] z : new double[][] {{Double.NaN, 1}, {1, Double.NaN}, {Double.NaN, NONE}, {1, 2, Double.NaN}}) {
            Softmax softmax = softmax(z);
            double[] excess = new double[z.length];
            softmax.excess(1, new double[z.length], excess);
            assertThat(excess).containsOnly(Double.NaN);
            assertThat(softmax.logP(0)).isNaN();
        }
    }

    private static Softmax softmax(double... z) {
        return new Softmax(z.length).of(z);
    }
}
