package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TaskResultTest {

    private static final Measurement WB =
            new Measurement(List.of(List.of(10.0, 12.0, 11.0), List.of(30.0), List.of(8.0, 12.0)));

    @Test
    void roundsAreComparedOneByOne() {
        // wb's medians are 11, 30 and 10; the other's 22, 10 and 5.
        Measurement other = new Measurement(List.of(List.of(22.0), List.of(5.0, 15.0), List.of(5.0)));
        TaskResult result = new TaskResult(Task.TRAIN, WB, Optional.of(other));
        assertThat(result.pairs()).containsExactly(new Pair(11, 22), new Pair(30, 10), new Pair(10, 5));
        assertThat(result.pairs()).extracting(Pair::ratio).containsExactly(0.5, 3.0, 2.0);
        assertThat(result.ratio()).contains(new Ratio(2, 0.5, 3));
    }

    @Test
    void aloneThereIsNothingToCompare() {
        TaskResult result = new TaskResult(Task.INFER, WB, Optional.empty());
        assertThat(result.pairs()).isEmpty();
        assertThat(result.ratio()).isEmpty();
    }

    @Test
    void aRoundWithoutItsPairIsRefused() {
        Measurement two = new Measurement(List.of(List.of(1.0), List.of(1.0)));
        assertThatThrownBy(() -> new TaskResult(Task.TRAIN, WB, Optional.of(two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the other has 2 rounds, but wb has 3");
    }
}
