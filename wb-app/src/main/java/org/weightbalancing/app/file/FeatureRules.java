package org.weightbalancing.app.file;

import java.util.List;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.ModelSettings;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.KebabCase;

/** Refuses of experiments on features what needs pixels, and classifiers alone on images. */
final class FeatureRules {

    private FeatureRules() {}

    /**
     * Checks an experiment.
     *
     * @throws InvalidSetting at the first setting that cannot work
     */
    static void require(Experiment experiment) {
        boolean onFeatures = experiment.data().source() instanceof SourceSettings.Features;
        boolean classifier = experiment.model().architecture() == ModelSettings.Architecture.FEATURES;
        if (onFeatures && !classifier) {
            throw new InvalidSetting(
                    "model.architecture",
                    "is " + KebabCase.of(experiment.model().architecture())
                            + ", which needs images, but data.source is features; set architecture: features");
        }
        if (classifier && !onFeatures) {
            throw new InvalidSetting(
                    "model.architecture",
                    "is features, which needs data of source features; set data.source to {name: features, folder:"
                            + " DIR}, or take another architecture");
        }
        if (onFeatures) {
            requireNoPixels(experiment);
        }
    }

    private static void requireNoPixels(Experiment experiment) {
        if (!experiment.data().augmentation().isEmpty()) {
            throw new InvalidSetting(
                    "data.augmentation",
                    "changes images, but data.source is features; write [], and views of augmented images with 'wb"
                            + " features --views'");
        }
        if (experiment.evaluation().flipAveraging()) {
            throw new InvalidSetting(
                    "evaluation.flip-averaging",
                    "is true, which needs images, but data.source is features; write false");
        }
        List<StageSettings> stages = experiment.stages();
        for (int i = 0; i < stages.size(); i++) {
            StageSettings stage = stages.get(i);
            if (stage.trains() == StageSettings.TrainedPart.EVERYTHING) {
                throw new InvalidSetting(
                        "stages[" + i + "].trains",
                        "is everything, which needs images, but data.source is features; set trains: classifier");
            }
            if (stage.input() == StageSettings.Input.IMAGES) {
                throw new InvalidSetting(
                        "stages[" + i + "].input",
                        "is images, but data.source is features; set input: cached-features");
            }
        }
    }
}
