package org.weightbalancing.app.experiment;

import java.util.List;
import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.eval.Metric;

/**
 * What makes a trial good.
 *
 * @param method the stage or post-hoc change whose network is measured
 * @param metric measured on the validation images
 * @param goal whether more or less of it is better
 * @param constraints bounds that a good trial keeps
 */
public record ObjectiveSettings(
        @Setting(
                doc =
                        "The stage or post-hoc change whose network is measured, without adjustments fitted on validation images; last for the last of the experiment.",
                byDefault = "last",
                example = "balance")
        String method,

        @Setting(doc = "The metric, measured on the validation images.", byDefault = "accuracy", example = "accuracy")
        Metric metric,

        @Setting(
                doc = "Whether more or less of it is better; of-metric for what a better method has.",
                byDefault = "of-metric")
        Direction goal,

        @Setting(
                doc = "Bounds on metrics; trials that break one come after all that break none.",
                byDefault = "[]",
                example = "[{metric: ece, at-most: 0.05}]")
        List<ConstraintSettings> constraints) {

    /** Stands for the last method of an experiment, whatever its name. */
    public static final String LAST = "last";

    /** What is better. */
    public enum Direction {
        /** What a better method has: more accuracy, less error. */
        OF_METRIC,
        /** More. */
        MAXIMISE,
        /** Less. */
        MINIMISE
    }

    /** Puts the metric's own direction in place of {@link Direction#OF_METRIC}. */
    public ObjectiveSettings {
        constraints = List.copyOf(constraints);
        if (goal == Direction.OF_METRIC) {
            if (!metric.isGoal()) {
                throw new InvalidSetting(
                        "goal",
                        "is of-metric, but more " + metric + " is neither better nor worse;"
                                + " set goal: maximise or goal: minimise");
            }
            goal = metric.largerIsBetter() ? Direction.MAXIMISE : Direction.MINIMISE;
        }
    }

    /** The same metric, goal and constraints for the network of another stage or post-hoc change. */
    public ObjectiveSettings withMethod(String name) {
        return new ObjectiveSettings(name, metric, goal, constraints);
    }

    /** The goal of a study whose trials are scored by the metric. */
    public Goal studyGoal() {
        return new Goal(
                goal == Direction.MAXIMISE,
                constraints.stream().map(ConstraintSettings::constraint).toList());
    }
}
