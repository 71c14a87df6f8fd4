package org.weightbalancing.data.mixing;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.weightbalancing.data.ImageBatches;

/**
 * Takes the next batch of another iterator, once it is asked for: image i there is the partner of image i here. A last
 * batch here may be smaller.
 */
final class DrawnPartners implements Partners {
    private final ImageBatches source;
    private final Blender blender;
    private Optional<DataSet> taken = Optional.empty();

    DrawnPartners(ImageBatches source, Blender blender) {
        this.source = source;
        this.blender = blender;
    }

    @Override
    public int[] labels(int[] own) {
        return Arrays.copyOf(OneHot.classes(batch().getLabels()), own.length);
    }

    @Override
    public void blend(FloatBuffer images, int count, Region region, float share) {
        blender.blend(images, count, batch().getFeatures().data().asNioFloat(), region, share);
    }

    private DataSet batch() {
        DataSet batch = taken.orElseGet(source::next);
        taken = Optional.of(batch);
        return batch;
    }

    @Override
    public void close() {
        taken.ifPresent(batch -> List.of(batch.getFeatures(), batch.getLabels()).forEach(INDArray::close));
    }
}
