package org.weightbalancing.eval.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriorAdjustmentsTest {

    /** Priors 0.5, 0.25, 0.25. */
    private static final int[] COUNTS = {20, 10, 10};

    private static final double LN2 = Math.log(2);

    /** -2 log (1/2) = 2 ln 2, -2 log (1/4) = 4 ln 2. */
    @Test
    void additiveSubtractsTauLogPriors() {
        LogitAdjustment adjustment = AdditiveAdjustment.of(COUNTS, 2);
        assertThat(adjustment.scale()).containsExactly(1, 1, 1);
        assertThat(adjustment.shift()).containsExactly(new double[] {2 * LN2, 4 * LN2, 4 * LN2}, within(1e-15));
    }

    /** (1/2)^-0.5 = sqrt 2, (1/4)^-0.5 = 2. */
    @Test
    void multiplicativeDividesByPowersOfPriors() {
        LogitAdjustment adjustment = MultiplicativeAdjustment.of(COUNTS, 0.5);
        assertThat(adjustment.scale()).containsExactly(new double[] {Math.sqrt(2), 2, 2}, within(1e-15));
        assertThat(adjustment.shift()).containsExactly(0, 0, 0);
    }

    /** Logits 1 and 0.9 of classes 0 and 1: 1.41 against 1.8. Logits -1 and -0.9: -1.41 against -1.8, the wrong way. */
    @Test
    void multiplicativeFavoursRareClassesForPositiveLogitsOnly() {
        double[][] adjusted =
                MultiplicativeAdjustment.of(COUNTS, 0.5).apply(new double[][] {{1, 0.9, 0}, {-1, -0.9, -9}});
        assertThat(adjusted[0][1]).isGreaterThan(adjusted[0][0]);
        assertThat(adjusted[1][1]).isLessThan(adjusted[1][0]);
    }

    /** log (1/4) - log (1/2) = -ln 2, log (1/4) - log (1/4) = 0, log (1/2) - log (1/4) = ln 2. */
    @Test
    void priorCorrectionReplacesPriors() {
        LogitAdjustment adjustment = PriorCorrection.of(COUNTS, new double[] {0.25, 0.25, 0.5});
        assertThat(adjustment.scale()).containsExactly(1, 1, 1);
        assertThat(adjustment.shift()).containsExactly(new double[] {-LN2, 0, LN2}, within(1e-15));
    }

    /** Counts add up beyond int: 3 times 2^30. */
    @Test
    void hugeCountsDoNotOverflow() {
        LogitAdjustment adjustment = AdditiveAdjustment.of(new int[] {1 << 30, 1 << 30, 1 << 30}, 1);
        assertThat(adjustment.shift())
                .containsExactly(new double[] {Math.log(3), Math.log(3), Math.log(3)}, within(1e-15));
    }

    @Test
    void aClassWithoutImagesIsRefusedByName() {
        int[] counts = {5, 0, 2};
        String message =
                "class 1 has 0 training images, but at least 1 is required: the log of its prior is not defined";
        assertThatThrownBy(() -> AdditiveAdjustment.of(counts, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> MultiplicativeAdjustment.of(counts, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> PriorCorrection.of(counts, new double[] {0.5, 0.25, 0.25}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> AdditiveAdjustment.of(new int[0], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 training counts");
        assertThatThrownBy(() -> AdditiveAdjustment.of(new int[] {3, -1}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class 1 has -1 training images");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void badStrengthIsRefused(double tau) {
        assertThatThrownBy(() -> AdditiveAdjustment.of(COUNTS, tau))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tau = " + tau);
        assertThatThrownBy(() -> MultiplicativeAdjustment.of(COUNTS, tau))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tau = " + tau);
    }

    /** (1/4)^-1000 exceeds the largest double. */
    @Test
    void aFactorThatOverflowsIsRefused() {
        assertThatThrownBy(() -> MultiplicativeAdjustment.of(COUNTS, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale[1] = Infinity");
    }

    @Test
    void badTestPriorsAreRefused() {
        assertThatThrownBy(() -> PriorCorrection.of(COUNTS, new double[] {0.5, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test prior of 2 classes for training counts of 3");
        assertThatThrownBy(() -> PriorCorrection.of(COUNTS, new double[] {0.5, 0.5, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test prior[2] = 0.0");
        assertThatThrownBy(() -> PriorCorrection.of(COUNTS, new double[] {0.5, Double.NaN, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test prior[1] = NaN");
        assertThatThrownBy(() -> PriorCorrection.of(COUNTS, new double[] {0.5, 0.25, 0.2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sums to 0.95");
    }
}
