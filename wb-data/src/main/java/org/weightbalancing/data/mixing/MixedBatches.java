package org.weightbalancing.data.mixing;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.weightbalancing.data.BatchSettings;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.data.Sampler;
import org.weightbalancing.data.random.RandomStream;

/**
 * Mixes every batch of images by one method: mixup, Remix, CutMix, context-rich oversampling or another.
 *
 * <p>Features are as from {@link ImageBatches}, labels float and soft [batch, classes]: a row holds lambda for the class of
 * the image and 1 - lambda for that of its partner, or 1 where both are one class. Every batch is a pure function of the
 * set, the settings, the epoch and its number; {@link #startAt} gives the batches an uninterrupted run would have had from
 * there on. Batches belong to the caller and may be closed, as those of ImageBatches.
 *
 * <p>A method that draws its partners from the whole set has them shown by a second ImageBatches with the same settings
 * except for the sampler and the seed.
 */
// DataSetIterator is Serializable, which images in memory are not: writeObject refuses.
@SuppressWarnings("serial")
public final class MixedBatches implements DataSetIterator, AutoCloseable {
    // Keep the numbers for mixing, and for drawing partners, apart from those that order and augment the images.
    private static final long MIXING = 0x6d69786eL;
    private static final long PARTNERS = 0x70617274L;

    private final ImageBatches images;
    private final Mixing mixing;
    private final Optional<ImageBatches> drawn;
    private final Blender blender;
    private DataSetPreProcessor preProcessor;
    private int taken;
    // A batch whose partners were not to be had yet.
    private Optional<DataSet> waiting = Optional.empty();

    /**
     * Takes over the batches of an iterator, which is closed with this one.
     *
     * @param images whose epoch is shown from its first batch on; its preprocessor is asked to see mixed batches instead
     * @param mixing the method
     */
    public MixedBatches(ImageBatches images, Mixing mixing) {
        ImageSet set = images.set();
        this.images = images;
        this.mixing = mixing;
        this.blender = new Blender(set.height() * set.width() * set.channels());
        this.preProcessor = images.getPreProcessor();
        images.setPreProcessor(null);
        images.startEpoch(images.epoch());
        this.drawn = mixing.partners().map(sampler -> drawn(images, sampler));
    }

    private static ImageBatches drawn(ImageBatches images, Sampler sampler) {
        BatchSettings settings = images.settings();
        long seed = RandomStream.mix(settings.seed(), PARTNERS);
        BatchSettings others = new BatchSettings(
                settings.batch(),
                new MatchedSampler(sampler, settings),
                settings.augmentations(),
                settings.normalization(),
                settings.layout(),
                seed);
        ImageBatches drawn = new ImageBatches(images.set(), others);
        drawn.startEpoch(images.epoch());
        return drawn;
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
     * Goes to a batch of an epoch, as if those before it had been taken; none of them is prepared, and no partner drawn.
     *
     * <p>A method that draws its partners from the whole set is asked once more about each of the batches before, on a
     * single stand-in without pixels, to learn which of them it gave partners.
     *
     * @param number of the epoch, zero-based
     * @param batch zero-based; as many as the epoch has stand for its end, where there is no next batch
     * @throws IllegalArgumentException if the epoch is negative or has no such batch; the iterator then stays where it is
     * @throws IllegalStateException if closed
     */
    public void startAt(int number, int batch) {
        images.startAt(number, batch);
        forget();
        taken = batch;
        drawn.ifPresent(partners -> partners.startAt(number, drawnBefore(batch)));
    }

    // Partners are drawn in order, by those batches only that use them.
    private int drawnBefore(int batch) {
        ImageSet set = images.set();
        int count = 0;
        for (int index = 0; index < batch; index++) {
            try (StandIn standIn = new StandIn(set.classes())) {
                Pairs pairs = new Pairs(set, images.settings().layout(), epoch(), standIn.batch(), standIn);
                mixing.mix(pairs, random(index));
                count += standIn.asked() ? 1 : 0;
            }
        }
        return count;
    }

    private RandomStream random(int index) {
        return RandomStream.of(images.settings().seed(), MIXING, epoch(), index);
    }

    /**
     * Tells which epoch the next batch belongs to (after the last batch: the epoch just ended).
     *
     * @return zero-based
     */
    public int epoch() {
        return images.epoch();
    }

    /**
     * Counts the batches of the current epoch, taken or not.
     *
     * @return 0 if the sampler shows no image
     */
    public int batches() {
        return images.batches();
    }

    @Override
    public boolean hasNext() {
        return waiting.isPresent() || images.hasNext();
    }

    /**
     * Takes the next batch and mixes it.
     *
     * @return a new data set that belongs to the caller
     * @throws java.util.NoSuchElementException if the epoch is over
     * @throws CancellationException if the thread is interrupted; no batch is lost
     * @throws IllegalStateException if closed
     */
    @Override
    public DataSet next() {
        DataSet batch = waiting.orElseGet(images::next);
        waiting = Optional.empty();
        try {
            mix(batch);
        } catch (CancellationException interrupted) {
            // Partners are waited for before anything changes.
            waiting = Optional.of(batch);
            throw interrupted;
        }
        taken++;
        if (preProcessor != null) {
            preProcessor.preProcess(batch);
        }
        return batch;
    }

    private void mix(DataSet batch) {
        RandomStream random = random(taken);
        try (Partners partners = partners(batch.numExamples(), random)) {
            mixing.mix(new Pairs(images.set(), images.settings().layout(), epoch(), batch, partners), random);
        }
    }

    private Partners partners(int size, RandomStream random) {
        if (drawn.isPresent()) {
            return new DrawnPartners(drawn.get(), blender);
        }
        int[] permutation = new int[size];
        Arrays.setAll(permutation, i -> i);
        random.shuffle(permutation);
        return new ShuffledPartners(permutation, blender);
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

    /** Goes to the next epoch if a batch of the current one has been taken, else to the first batch of the current. */
    @Override
    public void reset() {
        startEpoch(taken > 0 ? epoch() + 1 : epoch());
    }

    /** Ends the threads; afterwards there is no next batch. Closing again does nothing. */
    @Override
    public void close() {
        forget();
        images.close();
        drawn.ifPresent(ImageBatches::close);
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

    @Override
    public int batch() {
        return images.batch();
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
                batch -> List.of(batch.getFeatures(), batch.getLabels()).forEach(INDArray::close));
        waiting = Optional.empty();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(MixedBatches.class.getName());
    }
}
