package org.weightbalancing.train;

import org.weightbalancing.train.loss.ClassBalancedCrossEntropy;
import org.weightbalancing.train.loss.CrossEntropy;
import org.weightbalancing.train.loss.DeferredLoss;

/** Stages that are stopped and gone on with. */
final class ResumedStages {

    /** The second epoch is the best, and each value depends on the parameters too. */
    static final Validation MEASURE = new Validation("validation", graph -> {
        double[] values = {0.2, 0.7, 0.5};
        return values[graph.getEpochCount() - 1] + graph.params().meanNumber().doubleValue() / 1e3;
    });

    static final ResumedStage LAST = stage(CheckpointPolicy.LAST, new NoAveraging());
    static final ResumedStage BEST = stage(CheckpointPolicy.BEST_ON_VALIDATION, new NoAveraging());

    static final ResumedStage MOVING =
            stage(CheckpointPolicy.BEST_ON_VALIDATION, new ExponentialMovingAverage(0.9, true));

    private ResumedStages() {}

    static ResumedStage stage(CheckpointPolicy policy, WeightAveraging averaging) {
        DeferredLoss loss =
                new DeferredLoss(new CrossEntropy(), new ClassBalancedCrossEntropy(new int[] {100, 10, 1}, 0.99), 1);
        CosineSchedule rate = new CosineSchedule(0.1, ResumedStage.EPOCHS, 0, Timing.AFTER_EPOCH);
        return new ResumedStage(new Stage("stage", ResumedStage.EPOCHS, rate, 0.9, loss, policy, averaging), MEASURE);
    }
}
