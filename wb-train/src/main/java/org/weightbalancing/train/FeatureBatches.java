package org.weightbalancing.train;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Iterates over a feature bank in batches: features float [b, D], labels one-hot float [b, C]; the last batch of an epoch
 * may be smaller.
 *
 * <p>Epoch e visits the rows that its order gives for e and reads them from view e mod K. {@link #reset} moves on to the
 * next epoch if the current one has been consumed, wholly or partly, and {@link #startAt} jumps to any batch of any, so
 * training can start again in the middle. Prefetching would cost more than it gains, so {@code asyncSupported()} is false.
 */
// DataSetIterator is Serializable, which a bank in memory and an order in code cannot be: writeObject refuses.
@SuppressWarnings("serial")
public final class FeatureBatches implements DataSetIterator {

    private final FeatureBank bank;
    private final int batch;
    private final IntFunction<int[]> order;
    private int epoch;
    private int[] rows;
    private int next;
    private float[] scratch = new float[0];
    // Null for none, as DL4J's interface has it.
    private DataSetPreProcessor preProcessor;

    /**
     * Makes an iterator at the start of epoch 0.
     *
     * @param bank features and labels
     * @param batch examples in a batch, 1 or more
     * @param order gives the rows of a zero-based epoch, at least one, each from 0 to below the bank's size; rows may
     *     repeat or be left out
     * @throws IllegalArgumentException if the batch size or the rows of epoch 0 are not as above
     */
    public FeatureBatches(FeatureBank bank, int batch, IntFunction<int[]> order) {
        requireBatch(batch);
        this.bank = bank;
        this.batch = batch;
        this.order = order;
        this.rows = rows(0);
    }

    /**
     * Makes an iterator that visits every row once an epoch, in an order drawn from the seed and the epoch.
     *
     * @param bank features and labels
     * @param batch examples in a batch, 1 or more
     * @param seed any number
     * @return an iterator at the start of epoch 0
     */
    public static FeatureBatches shuffled(FeatureBank bank, int batch, long seed) {
        Seeds seeds = new Seeds(seed);
        return new FeatureBatches(
                bank, batch, epoch -> permutation(bank.size(), new SplittableRandom(seeds.stream("epoch-" + epoch))));
    }

    /**
     * Makes an iterator that visits every row once an epoch, in the bank's order.
     *
     * @param bank features and labels
     * @param batch examples in a batch, 1 or more
     * @return an iterator at the start of epoch 0
     */
    public static FeatureBatches sequential(FeatureBank bank, int batch) {
        return new FeatureBatches(
                bank, batch, epoch -> IntStream.range(0, bank.size()).toArray());
    }

    private static int[] permutation(int size, SplittableRandom random) {
        int[] result = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = result[i];
            result[i] = result[j];
            result[j] = swapped;
        }
        return result;
    }

    private static void requireBatch(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch is " + batch + ", allowed is 1 or more");
        }
    }

    private int[] rows(int ofEpoch) {
        int[] result = order.apply(ofEpoch);
        if (result.length == 0) {
            throw new IllegalArgumentException("the order of epoch " + ofEpoch + " is empty");
        }
        for (int row : result) {
            if (row < 0 || row >= bank.size()) {
                throw new IllegalArgumentException(
                        "the order of epoch " + ofEpoch + " has row " + row + ", allowed is 0 to " + (bank.size() - 1));
            }
        }
        return result;
    }

    /**
     * Jumps to the start of an epoch.
     *
     * @param epoch zero-based
     * @throws IllegalArgumentException if the epoch is negative or its rows are not as the constructor says
     */
    public void startEpoch(int epoch) {
        startAt(epoch, 0);
    }

    /**
     * Jumps to a batch of an epoch, as if those before it had been taken, all of the size given to the constructor.
     *
     * @param epoch zero-based
     * @param batch zero-based; as many as the epoch has stand for its end, where there is no further batch
     * @throws IllegalArgumentException if the epoch is negative, its rows are not as the constructor says, or it has no
     *     such batch; the iterator then stays where it is
     */
    public void startAt(int epoch, int batch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch is " + epoch + ", allowed is 0 or more");
        }
        int[] ofEpoch = rows(epoch);
        int batches = (ofEpoch.length - 1) / this.batch + 1;
        if (batch < 0 || batch > batches) {
            throw new IllegalArgumentException("batch is " + batch + ", but epoch " + epoch + " has " + batches
                    + " batches, allowed is 0 to " + batches);
        }
        this.rows = ofEpoch;
        this.epoch = epoch;
        this.next = (int) Math.min((long) batch * this.batch, ofEpoch.length);
    }

    @Override
    public boolean hasNext() {
        return next < rows.length;
    }

    @Override
    public DataSet next() {
        return next(batch);
    }

    @Override
    public DataSet next(int num) {
        requireBatch(num);
        if (!hasNext()) {
            throw new NoSuchElementException("epoch " + epoch + " has no further batch");
        }
        int end = (int) Math.min((long) next + num, rows.length);
        DataSet result = new DataSet(features(end), labels(end));
        next = end;
        if (preProcessor != null) {
            preProcessor.preProcess(result);
        }
        return result;
    }

    private INDArray features(int end) {
        float[] values = scratch((end - next) * bank.dimension());
        bank.gather(epoch % bank.views(), rows, next, end, values);
        return array(values, end - next, bank.dimension());
    }

    private INDArray labels(int end) {
        float[] values = scratch((end - next) * bank.classes());
        Arrays.fill(values, 0, (end - next) * bank.classes(), 0);
        for (int i = next; i < end; i++) {
            values[(i - next) * bank.classes() + bank.label(rows[i])] = 1;
        }
        return array(values, end - next, bank.classes());
    }

    private float[] scratch(int length) {
        if (scratch.length < length) {
            scratch = new float[length];
        }
        return scratch;
    }

    private static INDArray array(float[] values, int rows, int columns) {
        return NativeFloats.matrix(values, rows, columns, Nd4j.getExecutioner().type());
    }

    @Override
    public void reset() {
        if (next > 0) {
            startEpoch(epoch + 1);
        }
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int inputColumns() {
        return bank.dimension();
    }

    @Override
    public int totalOutcomes() {
        return bank.classes();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    /** Zero-based indices of the classes as text, since a bank knows no names. */
    @Override
    public List<String> getLabels() {
        return IntStream.range(0, bank.classes()).mapToObj(Integer::toString).toList();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(FeatureBatches.class.getName());
    }
}
