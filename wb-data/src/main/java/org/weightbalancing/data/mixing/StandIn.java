package org.weightbalancing.data.mixing;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A batch of one image of class 0 that has no pixels, and its own partner: it shows whether a method uses partners, without
 * preparing any. Until it does, a method sees nothing in which this differs from the true batch.
 */
final class StandIn implements Partners {
    private final DataSet batch;
    private boolean asked;

    StandIn(int classes) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 1, classes);
        labels.putScalar(0, 1);
        this.batch = new DataSet(Nd4j.zeros(DataType.FLOAT, 1, 1), labels);
    }

    DataSet batch() {
        return batch;
    }

    /** Tells whether labels or pixels of partners were wanted. */
    boolean asked() {
        return asked;
    }

    @Override
    public int[] labels(int[] own) {
        asked = true;
        return own.clone();
    }

    @Override
    public void blend(FloatBuffer images, int count, Region region, float share) {
        asked = true;
    }

    @Override
    public void close() {
        List.of(batch.getFeatures(), batch.getLabels()).forEach(INDArray::close);
    }
}
