package org.weightbalancing.app.predict;

import java.util.Arrays;
import org.weightbalancing.app.experiment.AdjustmentSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.LossSettings;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.SamplerSettings;

/** For which frequencies of the classes the softmax of a network's logits is taken to be the posterior. */
public enum ModelPrior {
    /** All classes alike. */
    BALANCED,
    /** The classes as often as among the training images. */
    TRAIN;

    /**
     * What a network of an experiment is taken for: of the training frequencies, if plain cross-entropy on images drawn one
     * like the other trained it last and nothing but temperatures came after; else balanced, which is what the other methods
     * aim at.
     */
    public static ModelPrior of(Experiment experiment, String network) {
        String trained = experiment.postHoc().stream()
                .filter(change -> change.name().equals(network) && onlyCalibrates(change))
                .map(PostHocSettings::from)
                .findFirst()
                .orElse(network);
        return experiment.stages().stream()
                        .filter(stage -> stage.name().equals(trained))
                        .anyMatch(stage -> stage.loss() instanceof LossSettings.CrossEntropy
                                && stage.sampler() instanceof SamplerSettings.Instance)
                ? TRAIN
                : BALANCED;
    }

    private static boolean onlyCalibrates(PostHocSettings change) {
        return change.head() instanceof HeadSettings.Keep
                && change.regularizers().isEmpty()
                && change.adjustments().stream().allMatch(AdjustmentSettings.Global.class::isInstance);
    }

    /** As many images of each class as would have these frequencies, [classes]. */
    public int[] counts(int[] trainCounts) {
        if (this == TRAIN) {
            return trainCounts.clone();
        }
        int[] ones = new int[trainCounts.length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
