package org.weightbalancing.app.experiment;

import java.util.List;
import org.nd4j.linalg.schedule.ISchedule;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.train.Timing;

/** Names how the learning rate changes over a stage. */
public interface ScheduleSettings extends ComponentSettings<ScheduleSettings.Factory> {

    /** Makes the schedule of a stage. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the schedule.
         *
         * @param learningRate the rate at the start
         * @param epochs of the stage
         * @return the rate by zero-based epoch
         */
        ISchedule create(double learningRate, int epochs);
    }

    /** The same rate in every epoch. */
    record Constant() implements ScheduleSettings {}

    /**
     * Half a cosine from the learning rate down to a minimum.
     *
     * @param minimum rate at the end
     * @param timing whether the schedule is stepped before or after each epoch
     */
    record Cosine(
            @Setting(doc = "Learning rate at the end.", byDefault = "0", min = 0)
            double minimum,

            @Setting(
                    doc =
                            "When the schedule is stepped: after-epoch is usual, before-epoch is the published code's order, in which the last epoch runs at the minimum.",
                    byDefault = "after-epoch",
                    example = "after-epoch")
            Timing timing)
            implements ScheduleSettings {}

    /**
     * A rate multiplied by a factor at some epochs.
     *
     * @param epochs zero-based epochs from which on another factor counts, increasing
     * @param factor of the learning rate
     */
    record MultiStep(
            @Setting(
                    doc = "Zero-based epochs from which on another factor counts, increasing, each at least 1.",
                    min = 1,
                    example = "[160, 180]")
            List<Integer> epochs,

            @Setting(doc = "What the learning rate is multiplied by.", byDefault = "0.1", min = 0, example = "0.1")
            double factor)
            implements ScheduleSettings {

        /** Checks that the epochs increase. */
        public MultiStep {
            epochs = List.copyOf(epochs);
            int last = 0;
            for (int epoch : epochs) {
                if (epoch <= last) {
                    throw new InvalidSetting("epochs", "is " + epochs + "; each must be above the one before, from 1");
                }
                last = epoch;
            }
        }
    }
}
