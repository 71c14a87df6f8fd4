package org.weightbalancing.eval.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTest {

    /** Three of four items belong to class 0. Logits T (ln 3, 0) give it probability 3/4 at temperature T and no other. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.01, 0.0137, 2e-4, 37, 5e3})
    void findsTheTemperatureAtWhichConfidenceIsAccuracy(double t) {
        Validation items = Validation.empty().with(new double[] {t * Math.log(3), 0}, 3, 1);
        LogitAdjustment fitted = Temperature.fit(items.logits(), items.labels());
        assertThat(1 / fitted.scale()[0]).isCloseTo(t, withinPercentage(1e-9));
        assertThat(fitted.scale()[1]).isEqualTo(fitted.scale()[0]);
        assertThat(fitted.shift()).containsExactly(0, 0);
    }

    /** Logits as nearly uniform as those of a unit-norm classifier; T is 0.0125. */
    @Test
    void recoversAPlantedTemperatureFromSampledLabels() {
        LogitAdjustment planted = scaled(20, 1 / 0.0125);
        Validation items = Validation.planted(3, 3000, planted, 0.05);
        LogitAdjustment fitted = Temperature.fit(items.logits(), items.labels());
        assertThat(1 / fitted.scale()[0]).isCloseTo(0.0125, withinPercentage(5));
    }

    /** Moving T by a percent either way raises the loss; so it is a minimum. */
    @Test
    void theFitIsAMinimum() {
        Validation items = Validation.planted(4, 500, scaled(5, 3), 1);
        double s = Temperature.fit(items.logits(), items.labels()).scale()[0];
        double least = items.loss(scaled(5, s));
        assertThat(items.loss(scaled(5, s * 1.01))).isGreaterThan(least);
        assertThat(items.loss(scaled(5, s / 1.01))).isGreaterThan(least);
    }

    /** All right: T falls to its bound, for small logits and for those at which softmax saturates. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 1e4, 1e9})
    void dataWithoutErrorEndsAtTheSmallestTemperature(double size) {
        Validation items = Validation.empty().with(new double[] {size, 0}, 5).with(new double[] {0, size}, 0, 5);
        LogitAdjustment fitted = Temperature.fit(items.logits(), items.labels());
        assertThat(fitted.scale()).containsExactly(new double[] {1e4, 1e4}, within(1e-9));
    }

    /** All wrong: the less the network says, the better. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 1e4, 1e9})
    void dataWithoutTruthEndsAtTheLargestTemperature(double size) {
        Validation items = Validation.empty().with(new double[] {size, 0}, 0, 5);
        LogitAdjustment fitted = Temperature.fit(items.logits(), items.labels());
        assertThat(fitted.scale()).containsExactly(1e-4, 1e-4);
    }

    /** One item wrong in a hundred, with logits of 1e4: ln 99 = 10000 / T. */
    @Test
    void saturatedLogitsAreNoHindrance() {
        Validation items = Validation.empty().with(new double[] {1e4, 0}, 99, 1);
        LogitAdjustment fitted = Temperature.fit(items.logits(), items.labels());
        assertThat(1 / fitted.scale()[0]).isCloseTo(1e4 / Math.log(99), withinPercentage(1e-9));
    }

    @Test
    void whereNothingMattersTheTemperatureIsOne() {
        Validation single = Validation.empty().with(new double[] {3}, 4);
        Validation equal = Validation.empty().with(new double[] {2, 2, 2}, 1, 2, 1);
        assertThat(Temperature.fit(single.logits(), single.labels())).isEqualTo(LogitAdjustment.identity(1));
        assertThat(Temperature.fit(equal.logits(), equal.labels())).isEqualTo(LogitAdjustment.identity(3));
    }

    @Test
    void badItemsAreRefused() {
        double[][] logits = {{1, 2}, {3, 4}};
        assertThatThrownBy(() -> Temperature.fit(new double[0][], new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logits of 0 items and 0 labels");
        assertThatThrownBy(() -> Temperature.fit(logits, new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logits of 2 items and 1 labels");
        assertThatThrownBy(() -> Temperature.fit(logits, new int[] {0, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels[1] = 2, but classes are 0..1");
        assertThatThrownBy(() -> Temperature.fit(new double[][] {{1, 2}, {3}}, new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("item 1 has 1 logits, but 2 are required");
        assertThatThrownBy(() -> Temperature.fit(new double[][] {{}}, new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("item 0 has 0 logits");
        assertThatThrownBy(() -> Temperature.fit(new double[][] {{1, Double.NaN}}, new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the logit of item 0 for class 1 is NaN");
    }

    private static LogitAdjustment scaled(int classes, double scale) {
        double[] scales = new double[classes];
        Arrays.fill(scales, scale);
        return new LogitAdjustment(scales, new double[classes]);
    }
}
