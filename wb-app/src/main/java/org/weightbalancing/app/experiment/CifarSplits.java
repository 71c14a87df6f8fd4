package org.weightbalancing.app.experiment;

import java.nio.file.Path;
import org.weightbalancing.data.CifarBinary;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.LongTail;
import org.weightbalancing.data.Split;

/** The splits of a CIFAR data set, which has no validation images of its own. */
record CifarSplits(CifarBinary cifar, Path folder) implements SourceSettings.Splits {

    @Override
    public ImageSet train(LongTail longTail) {
        return longTail.subset(cifar.read(folder, Split.TRAIN));
    }

    @Override
    public ImageSet validation() {
        return test().select(new int[0]);
    }

    @Override
    public ImageSet test() {
        return cifar.read(folder, Split.TEST);
    }
}
