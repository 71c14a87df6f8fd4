package org.weightbalancing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;
import org.weightbalancing.train.loss.CrossEntropy;

class StageTest {

    private static final ISchedule RATE = new ConstantSchedule(0.1);

    @Test
    void refusesWhatCannotBeTrained() {
        assertThatThrownBy(() -> stage(" ", 1, RATE, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> stage("one", 0, RATE, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs of stage \"one\" is 0, allowed is 1 or more");
        assertThatThrownBy(() -> stage("one", 1, RATE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("momentum is 1.0");
        ISchedule growing = new MultiStepSchedule(1e300, List.of(3), 1e300);
        assertThatThrownBy(() -> stage("one", 4, growing, 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("learning rate of stage \"one\" in epoch 3 is Infinity, allowed is a finite number from 0");
        assertThatCode(() -> stage("one", 3, growing, 0.9)).doesNotThrowAnyException();
    }

    @Test
    void policiesSelectOnlyOnTheSplitTheyName() {
        Validation none = Validation.none();
        Validation test = new Validation("test", graph -> 0);
        Validation heldOut = new Validation("validation", graph -> 0);
        for (Validation any : List.of(none, test, heldOut)) {
            assertThatCode(() -> CheckpointPolicy.LAST.require(any)).doesNotThrowAnyException();
        }
        CheckpointPolicy.BEST_ON_VALIDATION.require(heldOut);
        CheckpointPolicy.BEST_ON_TEST.require(test);
        for (Validation wrong : List.of(none, test)) {
            assertThatThrownBy(() -> CheckpointPolicy.BEST_ON_VALIDATION.require(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("BEST_ON_VALIDATION cannot select on split \"" + wrong.split() + "\"");
        }
        for (Validation wrong : List.of(none, heldOut)) {
            assertThatThrownBy(() -> CheckpointPolicy.BEST_ON_TEST.require(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("BEST_ON_TEST cannot select on split \"" + wrong.split() + "\"");
        }
    }

    @Test
    void validationHasANamedSplit() {
        assertThat(Validation.none().isNone()).isTrue();
        assertThat(Validation.none().split()).isEqualTo("none");
        assertThat(new Validation("test", graph -> 0).isNone()).isFalse();
        assertThatThrownBy(() -> new Validation("", graph -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
    }

    @Test
    void historyIsImmutableAndStampedIffSelectedOnTest() {
        List<EpochRecord> epochs = new ArrayList<>();
        epochs.add(new EpochRecord(0, 0.1, 2.0, 0.5, 1.0, 64));
        epochs.add(new EpochRecord(1, 0.1, 1.5, 0.25, 1.0, 64));
        TrainingHistory history = new TrainingHistory("one", epochs, 0, CheckpointPolicy.BEST_ON_TEST);
        epochs.clear();
        assertThat(history.epochs()).hasSize(2);
        assertThat(history.selected().validation()).isEqualTo(0.5);
        assertThat(history.stamp()).contains("selected-on-test");
        assertThat(new TrainingHistory("one", history.epochs(), 1, CheckpointPolicy.LAST).stamp())
                .isEmpty();
        assertThat(new TrainingHistory("one", history.epochs(), 1, CheckpointPolicy.BEST_ON_VALIDATION).stamp())
                .isEmpty();
        assertThatThrownBy(() -> new TrainingHistory("one", history.epochs(), 2, CheckpointPolicy.LAST))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Stage stage(String name, int epochs, ISchedule rate, double momentum) {
        return new Stage(name, epochs, rate, momentum, new CrossEntropy(), CheckpointPolicy.LAST);
    }
}
