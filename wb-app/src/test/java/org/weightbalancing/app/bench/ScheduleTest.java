package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ScheduleTest {

    @Test
    void stockMakesATenthOfTheStepsInAsManyRounds() {
        assertThat(new Schedule(3, 29, 10).forStock()).isEqualTo(new Schedule(3, 2, 1));
        assertThat(new Schedule(4, 5, 1).forStock()).isEqualTo(new Schedule(4, 1, 1));
    }

    @Test
    void eachNumberMustBeAboveZero() {
        assertThatThrownBy(() -> new Schedule(0, 1, 1)).hasMessage("rounds is 0, but must be at least 1");
        assertThatThrownBy(() -> new Schedule(1, 0, 1)).hasMessage("steps is 0, but must be at least 1");
        assertThatThrownBy(() -> new Schedule(1, 1, -1)).hasMessage("warmup is -1, but must be at least 1");
    }
}
