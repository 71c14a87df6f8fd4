package org.weightbalancing.data;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the batches of one epoch, each a pure function of (set, settings, epoch, number); used by one thread at a
 * time.
 */
final class Epoch {
    // Keeps the augmentation's numbers apart from the sampler's, which start from the same seed.
    private static final long AUGMENTATION = 0x61756768L;

    private final ImageSet set;
    private final BatchSettings settings;
    private final int number;
    private final int[] order;
    private final ImageWriter writer;
    private final Placement placement;
    private float[] features = {};

    Epoch(ImageSet set, BatchSettings settings, int number) {
        this.set = set;
        this.settings = settings;
        this.number = number;
        this.order = settings.sampler().order(set.labels(), set.classes(), settings.seed(), number);
        this.writer = new ImageWriter(set, settings.normalization(), settings.layout());
        this.placement = new Placement(set.height(), set.width());
    }

    int number() {
        return number;
    }

    int batches() {
        return (order.length + settings.batch() - 1) / settings.batch();
    }

    DataSet batch(int index) {
        int first = index * settings.batch();
        int size = Math.min(settings.batch(), order.length - first);
        int image = set.height() * set.width() * set.channels();
        if (features.length != size * image) {
            features = new float[size * image];
        }
        float[] labels = new float[size * set.classes()];
        for (int i = 0; i < size; i++) {
            int chosen = order[first + i];
            writer.write(set.store(), set.offset(chosen), place(first + i), features, i * image);
            labels[i * set.classes() + set.label(chosen)] = 1;
        }
        int[] shape = settings.layout().shape(size, set.height(), set.width(), set.channels());
        return new DataSet(array(features, shape), array(labels, size, set.classes()));
    }

    private Placement place(int position) {
        placement.restart();
        if (!settings.augmentations().isEmpty()) {
            RandomStream random = RandomStream.of(settings.seed(), AUGMENTATION, number, position);
            settings.augmentations().forEach(augmentation -> augmentation.place(placement, random));
        }
        return placement;
    }

    // ND4J copies the array into native memory, so that it may be filled anew for the next batch.
    private static INDArray array(float[] values, int... shape) {
        return Nd4j.create(values, shape, 'c');
    }
}
