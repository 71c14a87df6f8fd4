package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasurementTest {

    @Test
    void theMedianIsOverAllStepsAndNotOverRounds() {
        // Sorted: 1 2 3 10 20; the medians of the rounds are 2 and 15.
        Measurement measured = new Measurement(List.of(List.of(3.0, 1.0, 2.0), List.of(20.0, 10.0)));
        assertThat(measured.median()).isEqualTo(3);
        assertThat(measured.best()).isEqualTo(20);
        assertThat(measured.steps()).isEqualTo(5);
        assertThat(measured.roundMedians()).containsExactly(2.0, 15.0);
    }

    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheMiddleTwo() {
        // Sorted: 1 4 6 100; (4 + 6) / 2.
        assertThat(new Measurement(List.of(List.of(100.0, 4.0, 1.0, 6.0))).median())
                .isEqualTo(5);
    }

    @Test
    void withoutStepsEverythingIsUndefined() {
        Measurement none = new Measurement(List.of());
        assertThat(none.median()).isNaN();
        assertThat(none.best()).isNaN();
        assertThat(none.steps()).isZero();
        assertThat(none.roundMedians()).isEmpty();
    }

    @Test
    void itKeepsItsOwnCopy() {
        List<Double> round = new ArrayList<>(List.of(1.0));
        Measurement measured = new Measurement(List.of(round));
        round.set(0, 2.0);
        assertThat(measured.median()).isEqualTo(1);
    }
}
