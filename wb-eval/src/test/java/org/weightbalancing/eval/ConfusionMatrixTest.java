package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private static final int[] TRUTH = {0, 0, 0, 0, 1, 1, 3};
    private static final int[] PREDICTED = {0, 0, 0, 1, 1, 2, 3};

    /** Class 0: 3 of 4; class 1: 1 of 2; class 2: no item; class 3: 1 of 1. All: 5 of 7. Mean: (.75 + .5 + 1) / 3 = .75. */
    @Test
    void accuraciesAreThoseCountedByHand() {
        ConfusionMatrix matrix = ConfusionMatrix.of(TRUTH, PREDICTED, 4);
        assertThat(matrix.count(0, 1)).isEqualTo(1);
        assertThat(matrix.count(1, 0)).isZero();
        assertThat(matrix.items(0)).isEqualTo(4);
        assertThat(matrix.items()).isEqualTo(7);
        assertThat(matrix.accuracy()).isCloseTo(5.0 / 7, within(1e-15));
        assertThat(matrix.classAccuracies()).containsExactly(0.75, 0.5, Double.NaN, 1);
        assertThat(matrix.meanClassAccuracy()).isEqualTo(0.75);
    }

    @Test
    void withoutItemsEverythingIsUndefined() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        assertThat(matrix.items()).isZero();
        assertThat(matrix.accuracy()).isNaN();
        assertThat(matrix.meanClassAccuracy()).isNaN();
        assertThat(matrix.classAccuracies()).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void addingOneByOneIsAddingAll() {
        ConfusionMatrix matrix = new ConfusionMatrix(4);
        for (int i = 0; i < TRUTH.length; i++) {
            matrix.add(TRUTH[i], PREDICTED[i]);
        }
        assertThat(matrix.classAccuracies()).containsExactly(0.75, 0.5, Double.NaN, 1);
    }

    @Test
    void aClassOutOfRangeIsNamedAndNothingIsCounted() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        assertThatThrownBy(() -> matrix.add(TRUTH, PREDICTED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("truth[6] = 3, but classes are 0..2");
        assertThatThrownBy(() -> matrix.add(new int[] {0, 1}, new int[] {0, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("predicted[1] = -1, but classes are 0..2");
        assertThat(matrix.items()).isZero();
    }

    @Test
    void unequalLengthsAndSizesAreRefused() {
        assertThatThrownBy(() -> ConfusionMatrix.of(TRUTH, new int[3], 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("7 true classes but 3 predicted ones");
        assertThatThrownBy(() -> new ConfusionMatrix(2).merge(new ConfusionMatrix(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a matrix of 3 classes cannot be merged with one of 2");
        assertThatThrownBy(() -> new ConfusionMatrix(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classes = 0");
    }
}
