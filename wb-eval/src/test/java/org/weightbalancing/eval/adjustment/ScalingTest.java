package org.weightbalancing.eval.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class-wise temperatures and vector scaling. */
class ScalingTest {

    /**
     * At logits (1, 0) class 0 has 3 of 4 items: a_0 = ln 3. At (0, 1) class 1 has 7 of 8: a_1 = ln 7. So it is with logits
     * k times as large and scales 1/k as large.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.01, 300})
    void classWiseTemperaturesMeetTheFrequenciesOfEachKindOfItem(double k) {
        Validation items = Validation.empty().with(new double[] {k, 0}, 3, 1).with(new double[] {0, k}, 1, 7);
        LogitAdjustment fitted = ClassWiseTemperature.fit(items.logits(), items.labels());
        assertThat(fitted.scale()[0] * k).isCloseTo(Math.log(3), within(1e-6));
        assertThat(fitted.scale()[1] * k).isCloseTo(Math.log(7), within(1e-6));
        assertThat(fitted.shift()).containsExactly(0, 0);
    }

    /**
     * As above, and at (0, 0) class 0 has 5 of 6 items: b_0 - b_1 = ln 5. Then a_0 + ln 5 = ln 3 would be negative, so the
     * items are other ones: 15 of 16 at (1, 0) is ln 15 = a_0 + ln 5, a_0 = ln 3; 5 of 12 at (0, 1) is ln (5/7) = ln 5 - a_1.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, 0.01, 300})
    void vectorScalingMeetsTheFrequenciesOfEachKindOfItem(double k) {
        Validation items = Validation.empty()
                .with(new double[] {k, 0}, 15, 1)
                .with(new double[] {0, k}, 5, 7)
                .with(new double[] {0, 0}, 5, 1);
        LogitAdjustment fitted = VectorScaling.fit(items.logits(), items.labels());
        assertThat(fitted.scale()[0] * k).isCloseTo(Math.log(3), within(1e-5));
        assertThat(fitted.scale()[1] * k).isCloseTo(Math.log(7), within(1e-5));
        assertThat(fitted.shift()[0] - fitted.shift()[1]).isCloseTo(Math.log(5), within(1e-5));
    }

    @Test
    void recoversPlantedClassWiseTemperaturesFromSampledLabels() {
        LogitAdjustment planted = new LogitAdjustment(new double[] {40, 80, 60, 30}, new double[4]);
        Validation items = Validation.planted(5, 8000, planted, 0.05);
        LogitAdjustment fitted = ClassWiseTemperature.fit(items.logits(), items.labels());
        assertThat(fitted.scale()).containsExactly(planted.scale(), within(4.0));
        assertThat(items.loss(fitted)).isLessThanOrEqualTo(items.loss(planted));
    }

    @Test
    void recoversPlantedVectorScalingFromSampledLabels() {
        LogitAdjustment planted = new LogitAdjustment(new double[] {2, 1, 0.5, 3}, new double[] {0.5, -0.5, 1, -1});
        Validation items = Validation.planted(6, 8000, planted, 2);
        LogitAdjustment fitted = VectorScaling.fit(items.logits(), items.labels());
        assertThat(fitted.scale()).containsExactly(planted.scale(), within(0.15));
        double common = fitted.shift()[0] - planted.shift()[0];
        for (int c = 0; c < 4; c++) {
            assertThat(fitted.shift()[c] - common).isCloseTo(planted.shift()[c], within(0.2));
        }
        assertThat(items.loss(fitted)).isLessThanOrEqualTo(items.loss(planted));
    }

    /** Central differences of the loss vanish in every scale and every shift. */
    @Test
    void theFitIsStationary() {
        LogitAdjustment planted =
                new LogitAdjustment(new double[] {2, 1, 0.5, 3, 1}, new double[] {0.5, -0.5, 1, -1, 0});
        Validation items = Validation.planted(7, 600, planted, 1.5);
        LogitAdjustment vector = VectorScaling.fit(items.logits(), items.labels());
        LogitAdjustment classWise = ClassWiseTemperature.fit(items.logits(), items.labels());
        for (int c = 0; c < 5; c++) {
            assertThat(slope(items, vector, c, true)).isCloseTo(0, within(1e-7));
            assertThat(slope(items, vector, c, false)).isCloseTo(0, within(1e-7));
            assertThat(slope(items, classWise, c, true)).isCloseTo(0, within(1e-7));
        }
        assertThat(items.loss(vector)).isLessThan(items.loss(classWise));
    }

    /** With ridge r the slopes of the loss are -r (a - 1) and -r b; a mighty ridge allows nothing but the identity. */
    @Test
    void aRidgePullsTowardsTheIdentity() {
        LogitAdjustment planted = new LogitAdjustment(new double[] {2, 1, 3}, new double[] {1, 0, -1});
        Validation items = Validation.planted(8, 400, planted, 1.5);
        LogitAdjustment vector = VectorScaling.fit(items.logits(), items.labels(), 0.1);
        LogitAdjustment classWise = ClassWiseTemperature.fit(items.logits(), items.labels(), 0.1);
        for (int c = 0; c < 3; c++) {
            assertThat(slope(items, vector, c, true)).isCloseTo(-0.1 * (vector.scale()[c] - 1), within(1e-7));
            assertThat(slope(items, vector, c, false)).isCloseTo(-0.1 * vector.shift()[c], within(1e-7));
            assertThat(slope(items, classWise, c, true))
                    .isCloseTo(-0.1 * (classWise.scale()[c] - 1), within(1e-7));
        }
        LogitAdjustment held = VectorScaling.fit(items.logits(), items.labels(), 1e6);
        assertThat(held.scale()).containsExactly(new double[] {1, 1, 1}, within(1e-5));
        assertThat(held.shift()).containsExactly(new double[] {0, 0, 0}, within(1e-5));
    }

    /** No minimum: the scales rise to their bound, the loss falls to nothing, and nothing overflows. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 1e4})
    void dataWithoutErrorEndsAtTheBound(double size) {
        Validation items = Validation.empty()
                .with(new double[] {size, 0, 0}, 4)
                .with(new double[] {0, size, 0}, 0, 4)
                .with(new double[] {0, 0, size}, 0, 0, 4);
        for (LogitAdjustment fitted : new LogitAdjustment[] {
            ClassWiseTemperature.fit(items.logits(), items.labels()), VectorScaling.fit(items.logits(), items.labels())
        }) {
            assertThat(fitted.scale()).containsExactly(new double[] {1e4, 1e4, 1e4}, within(1e-6));
            assertThat(items.loss(fitted)).isLessThan(1e-9);
        }
    }

    /** A ridge gives the same data a minimum, far from the bound. */
    @Test
    void dataWithoutErrorHasAMinimumWithARidge() {
        Validation items = Validation.empty().with(new double[] {1, 0}, 4).with(new double[] {0, 1}, 0, 4);
        LogitAdjustment fitted = VectorScaling.fit(items.logits(), items.labels(), 0.01);
        assertThat(fitted.scale()[0]).isBetween(1.5, 10.0);
        assertThat(slope(items, fitted, 0, true)).isCloseTo(-0.01 * (fitted.scale()[0] - 1), within(1e-7));
    }

    /** Class 2 never occurs: its shift falls until its probability is next to nothing, and stays finite. */
    @Test
    void aClassWithoutItemsEndsFinite() {
        Validation items = Validation.empty().with(new double[] {1, 0, 1}, 3, 1).with(new double[] {0, 1, 0}, 1, 3);
        LogitAdjustment fitted = VectorScaling.fit(items.logits(), items.labels());
        double[] adjusted = fitted.apply(new double[][] {{1, 0, 1}})[0];
        assertThat(adjusted[2] - adjusted[0]).isLessThan(-10);
        assertThat(items.loss(fitted)).isLessThan(items.loss(LogitAdjustment.identity(3)));
    }

    @Test
    void aSingleClassIsLeftAsItIs() {
        Validation items = Validation.empty().with(new double[] {3}, 2).with(new double[] {-1}, 1);
        LogitAdjustment identity = LogitAdjustment.identity(1);
        assertThat(ClassWiseTemperature.fit(items.logits(), items.labels())).isEqualTo(identity);
        assertThat(VectorScaling.fit(items.logits(), items.labels())).isEqualTo(identity);
    }

    /** Logits that are all equal tell nothing, but 3 of 4 labels are of class 0: b_0 - b_1 = ln 3. */
    @Test
    void withoutInformationVectorScalingLearnsTheFrequencies() {
        Validation items = Validation.empty().with(new double[] {0, 0}, 3, 1);
        LogitAdjustment fitted = VectorScaling.fit(items.logits(), items.labels());
        assertThat(fitted.scale()).containsExactly(1, 1);
        assertThat(fitted.shift()[0] - fitted.shift()[1]).isCloseTo(Math.log(3), within(1e-7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void badRidgeIsRefused(double ridge) {
        double[][] logits = {{1, 2}};
        int[] labels = {1};
        assertThatThrownBy(() -> ClassWiseTemperature.fit(logits, labels, ridge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ridge = " + ridge);
        assertThatThrownBy(() -> VectorScaling.fit(logits, labels, ridge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ridge = " + ridge);
    }

    @Test
    void badItemsAreRefused() {
        double[][] logits = {{1, 2}};
        assertThatThrownBy(() -> ClassWiseTemperature.fit(logits, new int[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels[0] = 2");
        assertThatThrownBy(() -> VectorScaling.fit(logits, new int[] {-1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels[0] = -1");
    }

    private static double slope(Validation items, LogitAdjustment at, int c, boolean ofScale) {
        double step = 1e-4;
        double[] loss = new double[2];
        for (int side = 0; side < 2; side++) {
            double[] scale = at.scale();
            double[] shift = at.shift();
            (ofScale ? scale : shift)[c] += side == 0 ? -step : step;
            loss[side] = items.loss(new LogitAdjustment(scale, shift));
        }
        return (loss[1] - loss[0]) / (2 * step);
    }
}
