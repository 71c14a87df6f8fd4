package org.weightbalancing.data;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Feeds an {@link ImageSet} to a network, batch by batch: sampled, augmented, normalised and one-hot labelled.
 *
 * <p>Features are float [batch, channels, height, width] or [batch, height, width, channels], labels float [batch,
 * classes]. The last batch of an epoch may be smaller. Batches are prepared ahead in one daemon thread, so
 * Deeplearning4j need not wrap this in another. Every batch is a pure function of the set, the settings, the epoch
 * and its number: thread timing has no say, and {@link #startAt} gives the batches an uninterrupted run would have had
 * from there on.
 *
 * <p>Nothing else refers to a batch that has been handed out: closing its arrays after use keeps memory flat and spares
 * the operating system from supplying new pages for each batch, which takes several times longer than to fill them.
 * Batches that are not closed are freed by the garbage collector.
 *
 * <p>{@link #reset} on a fresh epoch stays there; once a batch has been taken it moves on to the next epoch. Close the
 * iterator when it is left in the middle of an epoch; closing ends the thread. To be used by one thread at a time.
 */
// DataSetIterator is Serializable, which a thread and a data set in memory cannot be: writeObject refuses.
@SuppressWarnings("serial")
public final class ImageBatches implements DataSetIterator, AutoCloseable {
    private final ImageSet set;
    private final BatchSettings settings;
    private Epoch epoch;
    private Prefetch prefetch;
    private int taken;
    private boolean closed;
    private DataSetPreProcessor preProcessor;

    /**
     * Starts at epoch 0.
     *
     * @param set the images
     * @param settings how they are shown
     * @throws IllegalArgumentException if the images have no pixels, or the normalization does not have one entry for each
     *     channel of the set
     */
    public ImageBatches(ImageSet set, BatchSettings settings) {
        if (!set.hasPixels()) {
            throw new IllegalArgumentException(
                    set.size() + " images of which only the classes are known have no pixels to show");
        }
        if (settings.normalization().channels() != set.channels()) {
            throw new IllegalArgumentException("The normalization has "
                    + settings.normalization().channels() + " channels, the images have " + set.channels());
        }
        this.set = set;
        this.settings = settings;
        this.epoch = new Epoch(set, settings, 0);
        this.prefetch = new Prefetch(epoch, 0);
    }

    /**
     * Shows every image once, in the order of the set, without chance: for testing and validation.
     *
     * @param set the images
     * @param batch images in a batch, at least 1
     * @param normalization bytes to network input
     * @param layout order of the axes
     * @param mirrored whether left and right are exchanged in every image, for flip averaging
     * @return a new iterator
     * @throws IllegalArgumentException if the batch is below 1 or the normalization does not fit the channels
     */
    public static ImageBatches forEvaluation(
            ImageSet set, int batch, Normalization normalization, Layout layout, boolean mirrored) {
        List<Augmentation> augmentations = mirrored ? List.of(new HorizontalFlip(1)) : List.of();
        return new ImageBatches(
                set, new BatchSettings(batch, new SequentialSampler(), augmentations, normalization, layout, 0));
    }

    /**
     * Makes an iterator that shows the same images with left and right exchanged, starting at this one's epoch.
     *
     * @return a new iterator, to be closed on its own; the preprocessor is not taken over
     */
    public ImageBatches mirrored() {
        List<Augmentation> augmentations = new ArrayList<>(settings.augmentations());
        augmentations.add(new HorizontalFlip(1));
        ImageBatches mirrored = new ImageBatches(set, settings.withAugmentations(augmentations));
        mirrored.startEpoch(epoch());
        return mirrored;
    }

    /**
     * Goes to the first batch of an epoch, leaving the current one.
     *
     * @param number zero-based
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if closed
     */
    public void startEpoch(int number) {
        startAt(number, 0);
    }

    /**
     * Goes to a batch of an epoch, as if those before it had been taken; none of them is prepared.
     *
     * @param number of the epoch, zero-based
     * @param batch zero-based; as many as the epoch has stand for its end, where there is no next batch
     * @throws IllegalArgumentException if the epoch is negative or has no such batch; the iterator then stays where it is
     * @throws IllegalStateException if closed
     */
    public void startAt(int number, int batch) {
        requireOpen();
        if (number < 0) {
            throw new IllegalArgumentException("epoch is " + number + "; epochs are counted from 0");
        }
        Epoch next = new Epoch(set, settings, number);
        if (batch < 0 || batch > next.batches()) {
            throw new IllegalArgumentException("batch is " + batch + "; epoch " + number + " has " + next.batches()
                    + " batches, so allowed are 0 to " + next.batches());
        }
        prefetch.close();
        epoch = next;
        prefetch = new Prefetch(epoch, batch);
        taken = batch;
    }

    /**
     * Tells which epoch the next batch belongs to (after the last batch: the epoch just ended).
     *
     * @return zero-based
     */
    public int epoch() {
        return epoch.number();
    }

    /**
     * Counts the batches of the current epoch, taken or not.
     *
     * @return 0 if the sampler shows no image
     */
    public int batches() {
        return epoch.batches();
    }

    /**
     * Tells the images.
     *
     * @return as given
     */
    public ImageSet set() {
        return set;
    }

    /**
     * Tells the settings.
     *
     * @return as given
     */
    public BatchSettings settings() {
        return settings;
    }

    @Override
    public boolean hasNext() {
        return !closed && taken < epoch.batches();
    }

    /**
     * Takes the next batch of the epoch, waiting until it is prepared.
     *
     * @return a new data set that belongs to the caller, who may keep it, or close its arrays once it is used
     * @throws NoSuchElementException if the epoch is over
     * @throws CancellationException if the thread is interrupted, before or while it waits; its interrupt flag stays set
     *     and no batch is lost
     * @throws IllegalStateException if closed, or if the batch could not be prepared (the cause says why)
     */
    @Override
    public DataSet next() {
        requireOpen();
        if (!hasNext()) {
            throw new NoSuchElementException("Epoch " + epoch() + " has only " + batches() + " batches");
        }
        DataSet batch = prefetch.take();
        taken++;
        if (preProcessor != null) {
            preProcessor.preProcess(batch);
        }
        return batch;
    }

    /**
     * As {@link #next()}: the size of a batch is fixed.
     *
     * @throws UnsupportedOperationException if another size is asked for
     */
    @Override
    public DataSet next(int size) {
        if (size != settings.batch()) {
            throw new UnsupportedOperationException(
                    "Batches are of " + settings.batch() + " images, not " + size + "; make another iterator");
        }
        return next();
    }

    /** Goes to the next epoch if a batch of the current one has been taken, else changes nothing. */
    @Override
    public void reset() {
        requireOpen();
        if (taken > 0) {
            startEpoch(epoch() + 1);
        }
    }

    /** Ends the thread; afterwards there is no next batch. Closing again does nothing. */
    @Override
    public void close() {
        closed = true;
        prefetch.close();
    }

    @Override
    public int inputColumns() {
        return set.height() * set.width() * set.channels();
    }

    @Override
    public int totalOutcomes() {
        return set.classes();
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

    @Override
    public int batch() {
        return settings.batch();
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
        return set.classNames();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("These batches are closed");
        }
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(ImageBatches.class.getName());
    }
}
