package org.weightbalancing.app.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.DataSettings;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.FeatureSplits;
import org.weightbalancing.app.experiment.NormalizationSettings;
import org.weightbalancing.app.experiment.SourceSettings;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.data.Augmentation;
import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.Holdout;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Layout;
import org.weightbalancing.data.LongTail;
import org.weightbalancing.data.Normalization;
import org.weightbalancing.data.Sampler;
import org.weightbalancing.data.SequentialSampler;
import org.weightbalancing.train.Seeds;

/**
 * The images of an experiment and how they are shown to networks.
 *
 * @param train long-tailed
 * @param validation balanced or long-tailed as the source has it; may be empty
 * @param test balanced
 * @param augmentation of training images
 * @param normalization of all images
 * @param stored the features of the images, if these have no pixels
 */
public record Images(
        ImageSet train,
        ImageSet validation,
        ImageSet test,
        List<Augmentation> augmentation,
        Normalization normalization,
        Optional<StoredFeatures> stored) {

    /** The stream of {@link Seeds} by which stages order their images. */
    public static final String ORDER_STREAM = "order";

    private static final String HOLDOUT_STREAM = "holdout";

    /** Reads or draws all images of an experiment. */
    public static Images open(Catalog catalog, Experiment experiment, Path folder) {
        DataSettings data = experiment.data();
        SourceSettings.Splits splits = catalog.create(data.source()).open(folder);
        requireChoice(data);
        ImageSet train = train(splits, data.longTail().longTail(), folder);
        ImageSet validation = splits.validation();
        if (data.validation() > 0) {
            long seed = new Seeds(experiment.seed()).stream(HOLDOUT_STREAM);
            Holdout.Parts parts = new Holdout(data.validation(), seed).split(train);
            train = parts.train();
            validation = parts.validation();
        }
        return new Images(
                train,
                validation,
                splits.test(),
                data.augmentation().stream().map(catalog::create).toList(),
                normalization(data.normalization()),
                stored(splits, experiment));
    }

    /** The same images, augmented and normalized as other settings say. */
    public Images as(Catalog catalog, DataSettings data) {
        return new Images(
                train,
                validation,
                test,
                data.augmentation().stream().map(catalog::create).toList(),
                normalization(data.normalization()),
                stored);
    }

    private static Optional<StoredFeatures> stored(SourceSettings.Splits splits, Experiment experiment) {
        if (!(splits instanceof FeatureSplits features)) {
            return Optional.empty();
        }
        StoredFeatures stored = new StoredFeatures(features.folder());
        stored.requireViews(experiment);
        return Optional.of(stored);
    }

    private static void requireChoice(DataSettings data) {
        LongTail.Subset subset = data.longTail().subset();
        if (data.source() instanceof SourceSettings.Drawn && subset != LongTail.Subset.FIRST) {
            throw new ExperimentException("data.long-tail.subset is " + KebabCase.of(subset)
                    + ", but source drawn draws just the images it needs; write first");
        }
    }

    // What a long tail refuses is a matter of the experiment, which alone knows the keys.
    private static ImageSet train(SourceSettings.Splits splits, LongTail longTail, Path folder) {
        try {
            return splits.train(longTail);
        } catch (DataException e) {
            throw Files.isDirectory(folder)
                    ? e
                    : new DataException(e.getMessage() + " Name the folder with --data or WB_DATA.");
        } catch (IllegalArgumentException e) {
            throw new ExperimentException("data.long-tail: " + e.getMessage());
        }
    }

    private static Normalization normalization(NormalizationSettings settings) {
        return new Normalization(floats(settings.mean()), floats(settings.std()));
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    /** Training images, augmented, in the sampler's order. */
    public ImageBatches training(int batch, Sampler sampler, long seed) {
        return new ImageBatches(
                train, new BatchSettings(batch, sampler, augmentation, normalization, Layout.NHWC, seed));
    }

    /** Training images, augmented, in their own order in every pass. */
    public ImageBatches views(int batch, long seed) {
        return training(batch, new SequentialSampler(), seed);
    }

    /** Images as they are, in their own order. */
    public ImageBatches plain(ImageSet images, int batch) {
        return ImageBatches.forEvaluation(images, batch, normalization, Layout.NHWC, false);
    }
}
