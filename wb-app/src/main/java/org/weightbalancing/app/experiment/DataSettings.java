package org.weightbalancing.app.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNumber;

/**
 * The images of an experiment.
 *
 * @param source where they come from
 * @param longTail how long-tailed the training images are made
 * @param validation fraction of each class of the training images that is held out
 * @param augmentation random changes of training images, in this order
 * @param normalization pixel values to network input
 */
public record DataSettings(
        @Setting(doc = "Where the images come from.", example = "cifar-100")
        SourceSettings source,

        @Setting(
                doc = "How long-tailed the training images are made; test images stay balanced.",
                example = "{profile: exponential, imbalance: 100}")
        LongTailSettings longTail,

        @Setting(
                doc = "Fraction of each class of the training images that is held out for validation.",
                byDefault = "0",
                min = 0,
                max = 1,
                belowMax = true)
        double validation,

        @Setting(
                doc = "Random changes of training images, in this order.",
                byDefault = "[]",
                example = "[pad-crop, horizontal-flip]")
        List<AugmentationSettings> augmentation,

        @Setting(doc = "Pixel values to network input; the default are CIFAR-10's constants.", byDefault = "{}")
        NormalizationSettings normalization) {

    /** Checks that there is at most one validation split. */
    public DataSettings {
        augmentation = List.copyOf(augmentation);
        if (validation > 0 && source.ownValidation()) {
            throw new InvalidSetting(
                    "validation",
                    "is " + YamlNumber.text(validation)
                            + ", but the source has validation images of its own; write 0, or set"
                            + " source.validation-per-class to 0");
        }
    }

    /** The same images wherever wb is run; see {@link SourceSettings#located}. */
    DataSettings located(Path folder) {
        return new DataSettings(source.located(folder), longTail, validation, augmentation, normalization);
    }

    /** The folder of the features that stand in place of images, if that is so. */
    Optional<String> features() {
        return source instanceof SourceSettings.Features features ? Optional.of(features.folder()) : Optional.empty();
    }

    /** The same with the features in another folder; these settings if there are none. */
    DataSettings withFeatures(String folder) {
        return source instanceof SourceSettings.Features features
                ? new DataSettings(
                        new SourceSettings.Features(folder, features.validation()),
                        longTail,
                        validation,
                        augmentation,
                        normalization)
                : this;
    }

    /** Whether there are validation images. */
    public boolean hasValidation() {
        return validation > 0 || source.ownValidation();
    }

    /** The key, with a value, that makes validation images. */
    public String validationKey() {
        return source instanceof SourceSettings.Drawn ? "data.source.validation-per-class: 50" : "data.validation: 0.1";
    }
}
