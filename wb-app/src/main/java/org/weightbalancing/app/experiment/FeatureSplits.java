package org.weightbalancing.app.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.weightbalancing.data.DataException;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.LongTail;

/**
 * The splits of a folder of features: images of which only the classes are known, numbered through all splits.
 *
 * @param folder of the features
 * @param all images, those of training before those of validation before those of testing
 * @param validated whether the folder's validation images are used
 */
public record FeatureSplits(FeatureFolder folder, ImageSet all, boolean validated) implements SourceSettings.Splits {

    /**
     * Opens the folder of settings and compares its files with their fingerprints, which reads them once.
     *
     * @param data folder of data sets
     * @throws DataException if it is no folder of features, is damaged, or lacks the validation features that are asked
     *     for
     */
    static FeatureSplits open(SourceSettings.Features settings, Path data) {
        FeatureFolder folder = FeatureFolder.open(FeatureFolder.require(settings.folder(), data));
        if (settings.validation() && !folder.has(FeatureFolder.VALIDATION)) {
            throw new DataException("data.source.validation is true, but " + folder.path()
                    + " has no validation features; write false, or hold some out with data.validation: 0.1");
        }
        folder.verify();
        int[] labels = FeatureFolder.SPLITS.stream()
                .filter(folder::has)
                .flatMapToInt(split -> Arrays.stream(folder.bank(split).labels()))
                .toArray();
        ImageSet all = ImageSet.withoutPixels(
                labels, folder.card().classNames(), folder.card().splits().toString());
        return new FeatureSplits(folder, all, settings.validation());
    }

    @Override
    public ImageSet train(LongTail longTail) {
        return longTail.subset(split(FeatureFolder.TRAIN));
    }

    @Override
    public ImageSet validation() {
        return validated ? split(FeatureFolder.VALIDATION) : all.select(new int[0]);
    }

    @Override
    public ImageSet test() {
        return split(FeatureFolder.TEST);
    }

    private ImageSet split(String split) {
        int first = folder.first(split);
        int end = first + folder.card().splits().get(split).images();
        return all.select(IntStream.range(first, end).toArray());
    }
}
