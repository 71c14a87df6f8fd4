package org.weightbalancing.eval.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoxedDescentTest {

    private static final double[] FAR = {100, 100, 100};

    /** (x - 3)^2 + (x - y)^2 + 100 (z + 2)^2: free, the minimum is (3, 3, -2). */
    private static double bowl(double[] x, double[] gradient) {
        gradient[0] = 2 * (x[0] - 3) + 2 * (x[0] - x[1]);
        gradient[1] = 2 * (x[1] - x[0]);
        gradient[2] = 200 * (x[2] + 2);
        return Math.pow(x[0] - 3, 2) + Math.pow(x[0] - x[1], 2) + 100 * Math.pow(x[2] + 2, 2);
    }

    @Test
    void findsTheMinimumOfABowl() {
        double[] lower = Arrays.stream(FAR).map(bound -> -bound).toArray();
        double[] found = new BoxedDescent(BoxedDescentTest::bowl, new double[3], lower, FAR).minimum();
        assertThat(found).containsExactly(new double[] {3, 3, -2}, within(1e-7));
    }

    /** x at most 1 and z at least -1: x and z end at their bounds, y follows x to 1; the search notices and ends soon. */
    @Test
    void stopsAtBoundsWhileOtherNumbersGoOn() {
        AtomicInteger calls = new AtomicInteger();
        BoxedDescent.Objective counted = (x, gradient) -> {
            calls.incrementAndGet();
            return bowl(x, gradient);
        };
        double[] lower = {-100, -100, -1};
        double[] upper = {1, 100, 100};
        double[] found = new BoxedDescent(counted, new double[3], lower, upper).minimum();
        assertThat(found).containsExactly(new double[] {1, 1, -1}, within(1e-7));
        assertThat(found[0]).isEqualTo(1);
        assertThat(found[2]).isEqualTo(-1);
        assertThat(calls.get()).isLessThan(40);
    }

    /** exp(-x) has no minimum: the search ends where its slope is below 1e-9, at x = 20.7 or beyond. */
    @Test
    void withoutAMinimumItEndsAtAFinitePlace() {
        BoxedDescent.Objective falling = (x, gradient) -> {
            gradient[0] = -Math.exp(-x[0]);
            return Math.exp(-x[0]);
        };
        double[] infinite = {Double.POSITIVE_INFINITY};
        double[] found =
                new BoxedDescent(falling, new double[1], new double[] {Double.NEGATIVE_INFINITY}, infinite).minimum();
        assertThat(found[0]).isBetween(20.7, 1e6);
    }
}
