package org.weightbalancing.train;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Hands on the batches of another iterator and closes each one, masks included, when the next is asked for: a batch is
 * valid until then, and using it later fails with ND4J's exception about a released buffer.
 *
 * <p>Arrays lie outside of the heap, where the garbage collector sees only their small handles and so comes late: a run
 * grows by gigabytes that nobody uses, and the operating system has to clear a new page for every few kilobytes of a
 * batch. Closed batches leave one place to be filled over and over.
 *
 * <pre>{@code
 * try (ImageBatches images = new ImageBatches(set, settings)) {
 *     new Trainer().fit(graph, stage, new ClosingBatches(images), validation, listeners);
 * }
 * }</pre>
 *
 * <p>Wrapping says that the batches are made anew each time and that nobody keeps them, which holds for all iterators of
 * this package, for a {@link LiveFeatures} both outside and inside. An iterator that hands out the same arrays again,
 * such as one over a list, is not to be wrapped. Arrays that cannot be closed (views, arrays of a workspace) are left
 * alone.
 */
// DataSetIterator is Serializable, which what it hands on need not be: writeObject refuses.
@SuppressWarnings("serial")
public final class ClosingBatches implements DataSetIterator, AutoCloseable {

    private final DataSetIterator source;
    private List<INDArray> lent = List.of();

    /**
     * Takes over the batches of an iterator.
     *
     * @param source makes every batch anew; stays the caller's to close
     */
    public ClosingBatches(DataSetIterator source) {
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    /**
     * Closes the batch before and takes the next.
     *
     * @return a data set that is valid until the next call of this method, of {@link #reset} or of {@link #close}
     */
    @Override
    public DataSet next() {
        close();
        return lend(source.next());
    }

    /** As {@link #next()}, with another number of examples. */
    @Override
    public DataSet next(int num) {
        close();
        return lend(source.next(num));
    }

    private DataSet lend(DataSet batch) {
        lent = Stream.of(
                        batch.getFeatures(),
                        batch.getLabels(),
                        batch.getFeaturesMaskArray(),
                        batch.getLabelsMaskArray())
                .filter(Objects::nonNull)
                .toList();
        return batch;
    }

    /** Closes the last batch taken; the iterator behind stays open and can go on. */
    @Override
    public void close() {
        // Of an array that is closed already, or cannot be, close() keeps off by itself.
        lent.forEach(INDArray::close);
        lent = List.of();
    }

    @Override
    public void reset() {
        close();
        source.reset();
    }

    @Override
    public boolean resetSupported() {
        return source.resetSupported();
    }

    /** False: who asks ahead of the step would close the batch that is being used. Prefetching belongs inside. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int inputColumns() {
        return source.inputColumns();
    }

    @Override
    public int totalOutcomes() {
        return source.totalOutcomes();
    }

    @Override
    public int batch() {
        return source.batch();
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        source.setPreProcessor(preProcessor);
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return source.getPreProcessor();
    }

    @Override
    public List<String> getLabels() {
        return source.getLabels();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ClosingBatches.class.getName());
    }
}
