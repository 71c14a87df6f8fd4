package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class SchedulesTest {

    @Test
    void cosineOfFourEpochsInBothTimings() {
        // (1 + cos(pi t / 4)) / 2 for t = 0..4 is 1, (2 + sqrt 2) / 4, 1/2, (2 - sqrt 2) / 4, 0; from 0.5 down to 0.1.
        double[] rates = {0.5, 0.1 + 0.1 * (2 + Math.sqrt(2)), 0.3, 0.1 + 0.1 * (2 - Math.sqrt(2)), 0.1};
        assertThat(rates(new CosineSchedule(0.5, 4, 0.1, Timing.AFTER_EPOCH), 5))
                .containsExactly(rates, within(1e-15));
        assertThat(rates(new CosineSchedule(0.5, 4, 0.1, Timing.BEFORE_EPOCH), 4))
                .containsExactly(new double[] {rates[1], rates[2], rates[3], rates[4]}, within(1e-15));
    }

    @Test
    void cosineStaysAtItsMinimumAfterItsEnd() {
        for (Timing timing : Timing.values()) {
            ISchedule cosine = new CosineSchedule(0.1, 3, 0.003, timing);
            assertThat(cosine.valueAt(0, 3)).isEqualTo(0.003);
            assertThat(cosine.valueAt(0, 1000)).isEqualTo(0.003);
        }
    }

    @Test
    void ratesDependOnTheEpochOnly() {
        List<ISchedule> schedules = List.of(
                new CosineSchedule(0.1, 9, 0, Timing.AFTER_EPOCH),
                new MultiStepSchedule(0.1, List.of(2, 5), 0.1),
                new Warmup(new ConstantSchedule(0.1), 5));
        for (ISchedule schedule : schedules) {
            assertThat(schedule.valueAt(987, 3)).isEqualTo(schedule.valueAt(0, 3));
            assertThat(schedule.clone()).isEqualTo(schedule);
        }
    }

    @Test
    void multiStepFallsAtItsMilestones() {
        assertThat(rates(new MultiStepSchedule(0.5, List.of(2, 4), 0.5), 6))
                .containsExactly(0.5, 0.5, 0.25, 0.25, 0.125, 0.125);
        assertThat(rates(new MultiStepSchedule(0.5, List.of(), 0.5), 2)).containsExactly(0.5, 0.5);
    }

    @Test
    void warmupRisesLinearlyToTheRateOfTheOtherSchedule() {
        assertThat(rates(new Warmup(new ConstantSchedule(1), 4), 6)).containsExactly(0.25, 0.5, 0.75, 1, 1, 1);
        // The steps of the other schedule are not shifted: 1, 1/2, 1/2, ... times 1/2, 1, 1.
        assertThat(rates(new Warmup(new MultiStepSchedule(1, List.of(1), 0.5), 2), 3))
                .containsExactly(0.5, 0.5, 0.5);
    }

    @Test
    void refuseWhatIsNoRate() {
        assertThatThrownBy(() -> new ConstantSchedule(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value is NaN, allowed is a finite number from 0");
        assertThatThrownBy(() -> new CosineSchedule(-0.1, 3, 0, Timing.AFTER_EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base is -0.1");
        assertThatThrownBy(() -> new CosineSchedule(0.1, 0, 0, Timing.AFTER_EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epochs is 0");
        assertThatThrownBy(() -> new MultiStepSchedule(0.1, List.of(5, 5), 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[5, 5]");
        assertThatThrownBy(() -> new MultiStepSchedule(0.1, List.of(0), 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0]");
        assertThatThrownBy(() -> new Warmup(new ConstantSchedule(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epochs is 0");
    }

    private static double[] rates(ISchedule schedule, int epochs) {
        return IntStream.range(0, epochs)
                .mapToDouble(e -> schedule.valueAt(0, e))
                .toArray();
    }
}
