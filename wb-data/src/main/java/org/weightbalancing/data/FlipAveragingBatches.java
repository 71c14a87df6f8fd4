package org.weightbalancing.data;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shows every batch of images together with its mirror image, as one batch of twice the size: [2b, ...], the b images
 * first, then the same with left and right exchanged, labels alike.
 *
 * <p>What a network gives for both halves is averaged by the caller. One pass over doubled batches costs less than two
 * passes.
 */
// DataSetIterator is Serializable, which images in memory are not: writeObject refuses.
@SuppressWarnings("serial")
public final class FlipAveragingBatches implements DataSetIterator, AutoCloseable {

    private final ImageBatches images;
    private final ImageBatches mirrored;
    private DataSetPreProcessor preProcessor;
    // A first half whose second half was not to be had yet.
    private Optional<DataSet> waiting = Optional.empty();

    /**
     * Takes over the batches of an iterator, which is closed with this one.
     *
     * @param images whose epoch is shown from its first batch on; its preprocessor is asked to see whole batches instead
     */
    public FlipAveragingBatches(ImageBatches images) {
        this.images = images;
        this.preProcessor = images.getPreProcessor();
        images.setPreProcessor(null);
        images.startEpoch(images.epoch());
        this.mirrored = images.mirrored();
    }

    @Override
    public boolean hasNext() {
        return waiting.isPresent() || images.hasNext();
    }

    /**
     * Takes the next batch and its mirror image.
     *
     * @return a new data set that belongs to the caller
     * @throws java.util.NoSuchElementException if the epoch is over
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; no batch is lost
     * @throws IllegalStateException if closed
     */
    @Override
    public DataSet next() {
        DataSet first = waiting.orElseGet(images::next);
        waiting = Optional.of(first);
        DataSet second = mirrored.next();
        waiting = Optional.empty();
        try (Halves halves = new Halves(first, second)) {
            DataSet both = new DataSet(
                    Nd4j.concat(0, halves.first.getFeatures(), halves.second.getFeatures()),
                    Nd4j.concat(0, halves.first.getLabels(), halves.second.getLabels()));
            if (preProcessor != null) {
                preProcessor.preProcess(both);
            }
            return both;
        }
    }

    /**
     * As {@link #next()}: the size of a batch is fixed.
     *
     * @throws UnsupportedOperationException if another size is asked for
     */
    @Override
    public DataSet next(int size) {
        if (size != batch()) {
            throw new UnsupportedOperationException(
                    "Batches are of " + batch() + " images, not " + size + "; make another iterator");
        }
        return next();
    }

    @Override
    public void reset() {
        forget();
        images.reset();
        // After an interruption between two halves only the first has been taken.
        mirrored.startEpoch(images.epoch());
    }

    @Override
    public void close() {
        forget();
        images.close();
        mirrored.close();
    }

    @Override
    public int inputColumns() {
        return images.inputColumns();
    }

    @Override
    public int totalOutcomes() {
        return images.totalOutcomes();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** False: batches are prepared ahead here already. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    /** Twice the images of a batch. */
    @Override
    public int batch() {
        return 2 * images.batch();
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public List<String> getLabels() {
        return images.getLabels();
    }

    private void forget() {
        waiting.ifPresent(
                first -> List.of(first.getFeatures(), first.getLabels()).forEach(INDArray::close));
        waiting = Optional.empty();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(FlipAveragingBatches.class.getName());
    }

    private record Halves(DataSet first, DataSet second) implements AutoCloseable {
        @Override
        public void close() {
            List.of(first.getFeatures(), first.getLabels(), second.getFeatures(), second.getLabels())
                    .forEach(INDArray::close);
        }
    }
}
