package org.weightbalancing.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RoundsTest {

    private final List<String> asked = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    /** Each round is as fast as its number, times the speed. */
    private Entrant entrant(String label, double speed, Schedule schedule) {
        List<String> own = new ArrayList<>();
        Contestant contestant = (task, steps) -> {
            asked.add(label + " " + task + " " + steps);
            own.add(label);
            return Collections.nCopies(steps, speed * own.size());
        };
        return new Entrant(label, contestant, schedule);
    }

    @Test
    void whoBeginsChangesFromRoundToRound() {
        Entrant wb = entrant("wb", 10, new Schedule(3, 5, 1));
        Entrant other = entrant("other", 2, new Schedule(3, 2, 1));
        TaskResult result = Rounds.run(Task.TRAIN, wb, Optional.of(other), progress::add);
        assertThat(asked)
                .containsExactly(
                        "wb train 5", "other train 2", "other train 2", "wb train 5", "wb train 5", "other train 2");
        assertThat(result.pairs()).containsExactly(new Pair(10, 2), new Pair(20, 4), new Pair(30, 6));
        assertThat(result.wb().steps()).isEqualTo(15);
        assertThat(result.other().orElseThrow().steps()).isEqualTo(6);
        assertThat(progress)
                .containsExactly(
                        "train, round 1 of 3: wb 10.0, other 2.0 images/s",
                        "train, round 2 of 3: wb 20.0, other 4.0 images/s",
                        "train, round 3 of 3: wb 30.0, other 6.0 images/s");
    }

    @Test
    void wbCanBeAlone() {
        TaskResult result =
                Rounds.run(Task.INFER, entrant("wb", 1, new Schedule(2, 3, 1)), Optional.empty(), progress::add);
        assertThat(asked).containsExactly("wb infer 3", "wb infer 3");
        assertThat(result.task()).isEqualTo(Task.INFER);
        assertThat(result.other()).isEmpty();
    }

    @Test
    void warmingUpHasItsOwnNumberOfSteps() {
        entrant("wb", 1, new Schedule(2, 3, 7)).warmUp(Task.INFER);
        assertThat(asked).containsExactly("wb infer 7");
    }
}
