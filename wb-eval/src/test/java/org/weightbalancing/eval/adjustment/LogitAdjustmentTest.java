package org.weightbalancing.eval.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LogitAdjustmentTest {

    private static final LogitAdjustment FIRST = new LogitAdjustment(new double[] {2, 1, 0.5}, new double[] {1, 0, -1});

    /** (1, 2, 4) becomes (2 + 1, 2 + 0, 2 - 1). */
    @Test
    void scalesThenShiftsAndLeavesItsArgumentAlone() {
        double[][] logits = {{1, 2, 4}, {0, 0, 0}};
        assertThat(FIRST.apply(logits)).isDeepEqualTo(new double[][] {{3, 2, 1}, {1, 0, -1}});
        assertThat(logits).isDeepEqualTo(new double[][] {{1, 2, 4}, {0, 0, 0}});
        assertThat(FIRST.apply(new double[0][])).isEmpty();
    }

    /** Then times 3 plus 1: scale (6, 3, 1.5), shift (3 + 1, 0 + 1, -3 + 1). */
    @Test
    void compositionAppliesThisOneFirst() {
        LogitAdjustment second = new LogitAdjustment(new double[] {3, 3, 3}, new double[] {1, 1, 1});
        LogitAdjustment both = FIRST.then(second);
        assertThat(both).isEqualTo(new LogitAdjustment(new double[] {6, 3, 1.5}, new double[] {4, 1, -2}));
        double[][] logits = {{1, 2, 4}};
        assertThat(both.apply(logits)).isDeepEqualTo(second.apply(FIRST.apply(logits)));
        assertThat(second.then(FIRST)).isNotEqualTo(both);
    }

    @Test
    void theIdentityChangesNothing() {
        LogitAdjustment identity = LogitAdjustment.identity(3);
        assertThat(identity.apply(new double[][] {{1, -2, 1e4}})).isDeepEqualTo(new double[][] {{1, -2, 1e4}});
        assertThat(identity.then(FIRST)).isEqualTo(FIRST);
        assertThat(FIRST.then(identity)).isEqualTo(FIRST);
        assertThat(identity.classes()).isEqualTo(3);
    }

    @Test
    void arraysAreCopiedOnTheWayInAndOut() {
        double[] scale = {1, 2};
        double[] shift = {0, 5};
        LogitAdjustment adjustment = new LogitAdjustment(scale, shift);
        scale[0] = 9;
        shift[0] = 9;
        adjustment.scale()[1] = 9;
        adjustment.shift()[1] = 9;
        assertThat(adjustment).isEqualTo(new LogitAdjustment(new double[] {1, 2}, new double[] {0, 5}));
    }

    @Test
    void equalityIsByContentAndTextShowsIt() {
        LogitAdjustment same = new LogitAdjustment(new double[] {2, 1, 0.5}, new double[] {1, -0.0, -1});
        assertThat(same).isEqualTo(FIRST).hasSameHashCodeAs(FIRST);
        assertThat(same).hasToString("LogitAdjustment[scale=[2.0, 1.0, 0.5], shift=[1.0, 0.0, -1.0]]");
        assertThat(new LogitAdjustment(new double[] {2, 1, 0.5}, new double[] {1, 0, 0}))
                .isNotEqualTo(FIRST);
        assertThat(new LogitAdjustment(new double[] {2, 1, 1}, new double[] {1, 0, -1}))
                .isNotEqualTo(FIRST);
    }

    @Test
    void badNumbersAreRefused() {
        double[] two = {1, 1};
        assertThatThrownBy(() -> new LogitAdjustment(two, new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 scales and 3 shifts");
        assertThatThrownBy(() -> new LogitAdjustment(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 scales");
        assertThatThrownBy(() -> new LogitAdjustment(new double[] {1, Double.POSITIVE_INFINITY}, two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logit adjustment scale[1] = Infinity, but a finite number is required");
        assertThatThrownBy(() -> new LogitAdjustment(two, new double[] {Double.NaN, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shift[0] = NaN");
        assertThatThrownBy(() -> LogitAdjustment.identity(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classes = 0");
    }

    @Test
    void otherNumbersOfClassesAreRefused() {
        assertThatThrownBy(() -> FIRST.apply(new double[][] {{1, 2, 3}, {1, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item 1 has 2 logits, but 3 are required, one for each class");
        LogitAdjustment two = LogitAdjustment.identity(2);
        assertThatThrownBy(() -> FIRST.then(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 classes is followed by one of 2");
    }
}
