package org.weightbalancing.app.experiment;

import java.util.Arrays;
import org.weightbalancing.data.DrawnImages;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.LongTail;

/** The splits of the drawn images. */
record DrawnSplits(SourceSettings.Drawn settings) implements SourceSettings.Splits {

    /** The largest class has as many images as the settings say, whatever the profile. */
    @Override
    public ImageSet train(LongTail longTail) {
        int classes = DrawnImages.classNames().size();
        return draw("train", longTail.counts(classes, classes * settings.largest()));
    }

    @Override
    public ImageSet validation() {
        return draw("validation", each(settings.validationPerClass()));
    }

    @Override
    public ImageSet test() {
        return draw("test", each(settings.testPerClass()));
    }

    private ImageSet draw(String split, int[] counts) {
        return new DrawnImages(settings.seed()).draw(split, counts);
    }

    private static int[] each(int count) {
        int[] counts = new int[DrawnImages.classNames().size()];
        Arrays.fill(counts, count);
        return counts;
    }
}
