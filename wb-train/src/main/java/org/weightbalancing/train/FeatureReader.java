package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a network in inference mode over a pass of batches and gives one layer's output and the labels of each. */
final class FeatureReader {

    private final LayerOutput output;
    private final String layer;
    private final DataSetIterator batches;

    /**
     * What a batch came to.
     *
     * @param features [b * D], row after row
     * @param labels [b]
     * @param classes C
     */
    // A holder of arrays that are handed over, not compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Batch(float[] features, int[] labels, int classes) {}

    /** Prepares a pass; the batches are reset first if they are exhausted. */
    FeatureReader(ComputationGraph graph, String layer, DataSetIterator batches) {
        this.output = new LayerOutput(graph, layer);
        this.layer = layer;
        this.batches = batches;
        if (!batches.hasNext() && batches.resetSupported()) {
            batches.reset();
        }
    }

    boolean hasNext() {
        return batches.hasNext();
    }

    /**
     * Computes the next batch.
     *
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    Batch next() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while computing features of layer \"" + layer + "\"");
        }
        DataSet batch = batches.next();
        INDArray images = batch.getFeatures();
        INDArray result = output.inferred(images);
        float[] features = values(result);
        // A vertex may hand on its input, which is the caller's; of a view, close() itself keeps off.
        if (result.data().address() != images.data().address()) {
            result.close();
        }
        return new Batch(
                features, labels(batch.getLabels()), (int) batch.getLabels().size(1));
    }

    /** Values in row-major order, read at once: ND4J's own conversion goes element by element. */
    private static float[] values(INDArray array) {
        INDArray copy =
                Nd4j.createUninitialized(DataType.FLOAT, array.shape(), 'c').assign(array);
        float[] values = new float[Math.toIntExact(copy.length())];
        copy.data().asNioFloat().get(values);
        // Off-heap memory would otherwise wait for the garbage collector.
        copy.close();
        return values;
    }

    private static int[] labels(INDArray oneHot) {
        int rows = (int) oneHot.size(0);
        int columns = (int) oneHot.size(1);
        float[] values = values(oneHot);
        int[] result = new int[rows];
        Arrays.fill(result, -1);
        for (int k = 0; k < values.length; k++) {
            int row = k / columns;
            if (values[k] == 1 && result[row] < 0) {
                result[row] = k % columns;
            } else if (values[k] != 0) {
                throw new IllegalArgumentException("labels are not one-hot: row " + row + " of a batch has " + values[k]
                        + " for class " + k % columns);
            }
        }
        for (int row = 0; row < rows; row++) {
            if (result[row] < 0) {
                throw new IllegalArgumentException("labels are not one-hot: row " + row + " of a batch has no class");
            }
        }
        return result;
    }

    /** All batches in one view. */
    FeatureBank bank() {
        List<Batch> read = new ArrayList<>();
        while (hasNext()) {
            read.add(next());
        }
        if (read.isEmpty()) {
            throw new IllegalArgumentException("the iterator gave no batch to compute features of");
        }
        long total = read.stream().mapToLong(batch -> batch.features().length).sum();
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(total + " feature values of layer \"" + layer + "\", allowed are "
                    + Integer.MAX_VALUE + " in one view");
        }
        float[] joined = new float[(int) total];
        int at = 0;
        for (Batch batch : read) {
            System.arraycopy(batch.features(), 0, joined, at, batch.features().length);
            at += batch.features().length;
        }
        int[] labels = read.stream()
                .flatMapToInt(batch -> Arrays.stream(batch.labels()))
                .toArray();
        return FeatureBank.owning(joined, labels, read.get(read.size() - 1).classes());
    }
}
