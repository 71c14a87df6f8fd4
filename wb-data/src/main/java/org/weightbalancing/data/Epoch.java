package org.weightbalancing.data;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.weightbalancing.data.random.RandomStream;

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
    private final RandomStream random;
    private final long key;
    // Filled on the heap, where the compiler writes fastest, and copied to native memory while it is in the cache.
    private final float[] pixels;
    private final float[] oneHot;

    Epoch(ImageSet set, BatchSettings settings, int number) {
        this.set = set;
        this.settings = settings;
        this.number = number;
        this.order = settings.sampler().order(set.labels(), set.classes(), settings.seed(), number);
        this.writer = new ImageWriter(set, settings.normalization(), settings.layout());
        this.placement = new Placement(set.height(), set.width());
        this.key = RandomStream.mix(settings.seed(), AUGMENTATION, number);
        this.random = RandomStream.of();
        this.pixels = new float[set.height() * set.width() * set.channels()];
        this.oneHot = new float[set.classes()];
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
        INDArray features = array(settings.layout().shape(size, set.height(), set.width(), set.channels()));
        INDArray labels = array(size, set.classes());
        FloatBuffer images = features.data().asNioFloat();
        FloatBuffer rows = labels.data().asNioFloat();
        for (int i = 0; i < size; i++) {
            int chosen = order[first + i];
            writer.write(set.store(), set.offset(chosen), place(first + i), pixels, 0);
            images.put(i * pixels.length, pixels);
            oneHot[set.label(chosen)] = 1;
            rows.put(i * oneHot.length, oneHot);
            oneHot[set.label(chosen)] = 0;
        }
        return new DataSet(features, labels);
    }

    private Placement place(int position) {
        placement.restart();
        random.restart(key, position);
        for (Augmentation augmentation : settings.augmentations()) {
            augmentation.place(placement, random);
        }
        return placement;
    }

    /** Native memory that holds anything: the caller fills all of it. */
    private static INDArray array(int... shape) {
        return Nd4j.createUninitialized(
                DataType.FLOAT, Arrays.stream(shape).asLongStream().toArray(), 'c');
    }
}
