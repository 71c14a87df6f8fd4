package org.weightbalancing.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorstClassesTest {

    private static final double[] ACCURACIES = {0.75, Double.NaN, 0.25, 1, 0.5};

    /** Sorted 1/4, 1/2, 3/4, 1: the means of the first 1, 2, 3, 4. */
    @Test
    void meanOfTheLeast() {
        assertThat(new WorstClasses(1).accuracy(ACCURACIES)).isEqualTo(0.25);
        assertThat(new WorstClasses(2).accuracy(ACCURACIES)).isEqualTo(0.375);
        assertThat(new WorstClasses(3).accuracy(ACCURACIES)).isEqualTo(0.5);
        assertThat(new WorstClasses(4).accuracy(ACCURACIES)).isEqualTo(0.625);
    }

    @Test
    void moreThanThereAreIsAll() {
        assertThat(new WorstClasses(5).accuracy(ACCURACIES)).isEqualTo(0.625);
        assertThat(new WorstClasses(5).accuracy(new double[] {Double.NaN})).isNaN();
    }

    @Test
    void noClassIsRefused() {
        assertThatThrownBy(() -> new WorstClasses(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k = 0, but at least 1 is required");
    }
}
