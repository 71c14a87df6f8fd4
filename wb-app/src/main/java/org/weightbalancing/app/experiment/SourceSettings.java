package org.weightbalancing.app.experiment;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.data.DrawnImages;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.LongTail;

/** Names where the images of an experiment come from. */
public interface SourceSettings extends ComponentSettings<SourceSettings.Factory> {

    /** Whether the source has a validation split of its own, apart from its training images. */
    default boolean ownValidation() {
        return false;
    }

    /** Number of classes, if it is known before the source is opened. */
    default OptionalInt classes() {
        return OptionalInt.empty();
    }

    /**
     * The same source wherever wb is run: paths that are looked for from a folder become absolute ones.
     *
     * @param folder where downloaded data sets lie
     * @return this source if it has no such path, or nothing is there
     */
    default SourceSettings located(Path folder) {
        return this;
    }

    /** Opens a source of images. */
    @FunctionalInterface
    interface Factory {
        /**
         * Opens the source.
         *
         * @param folder where downloaded data sets lie; sources that need none do not touch it
         * @return its splits
         */
        Splits open(Path folder);
    }

    /** The splits of a source; each call reads or draws the images anew. */
    interface Splits {
        /** The training images, made long-tailed. */
        ImageSet train(LongTail longTail);

        /** The source's own validation images; an empty set if it has none. */
        ImageSet validation();

        /** The balanced test images. */
        ImageSet test();
    }

    /** CIFAR-10 from its binary files. */
    record Cifar10() implements SourceSettings {
        @Override
        public OptionalInt classes() {
            return OptionalInt.of(10);
        }
    }

    /** CIFAR-100 from its binary files. */
    record Cifar100() implements SourceSettings {
        @Override
        public OptionalInt classes() {
            return OptionalInt.of(100);
        }
    }

    /**
     * Features that a network has computed, in place of images.
     *
     * @param folder that 'wb features' made
     * @param validation whether its validation features are used
     */
    record Features(
            @Setting(
                    doc =
                            "The folder that 'wb features' made: absolute, or from where wb is run, or else from the folder of"
                                    + " data sets. Runs and studies keep the absolute path.",
                    example = "features/imagenet-lt")
            String folder,

            @Setting(
                    doc = "Whether the validation features of the folder are used; false leaves them.",
                    byDefault = "false")
            boolean validation)
            implements SourceSettings {

        @Override
        public boolean ownValidation() {
            return validation;
        }

        @Override
        public SourceSettings located(Path data) {
            Path found = FeatureFolder.find(folder, data);
            return FeatureFolder.is(found)
                    ? new Features(found.toAbsolutePath().normalize().toString(), validation)
                    : this;
        }
    }

    /**
     * The embedded drawn images.
     *
     * @param largest training images of the largest class
     * @param validationPerClass validation images of each class
     * @param testPerClass test images of each class
     * @param seed which of the endlessly many sets is drawn
     */
    record Drawn(
            @Setting(
                    doc = "Training images of the largest class; the long tail takes away from there.",
                    byDefault = "400",
                    min = 1,
                    max = 20_000,
                    example = "400")
            int largest,

            @Setting(
                    doc = "Validation images of each class, drawn apart from the training images; 0 for none.",
                    byDefault = "50",
                    min = 0,
                    max = 20_000)
            int validationPerClass,

            @Setting(doc = "Test images of each class.", byDefault = "100", min = 1, max = 20_000)
            int testPerClass,

            @Setting(
                    doc = "Which of the endlessly many sets is drawn; apart from the seed of the experiment.",
                    byDefault = "0")
            long seed)
            implements SourceSettings {

        @Override
        public boolean ownValidation() {
            return validationPerClass > 0;
        }

        @Override
        public OptionalInt classes() {
            return OptionalInt.of(DrawnImages.classNames().size());
        }
    }
}
