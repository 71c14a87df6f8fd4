package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Collects one layer's output and the labels, batch by batch. */
final class FeatureReader {

    private final LayerOutput output;
    private final String layer;
    private final List<float[]> features = new ArrayList<>();
    private final List<int[]> labels = new ArrayList<>();
    private int classes;

    FeatureReader(ComputationGraph graph, String layer) {
        this.output = new LayerOutput(graph, layer);
        this.layer = layer;
    }

    void read(DataSet batch) {
        INDArray images = batch.getFeatures();
        INDArray result = output.inferred(images);
        features.add(values(result));
        // A vertex may hand on its input, which is the caller's; of a view, close() itself keeps off.
        if (result.data().address() != images.data().address()) {
            result.close();
        }
        labels.add(labels(batch.getLabels()));
        classes = (int) batch.getLabels().size(1);
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

    FeatureBank bank() {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("the iterator gave no batch to compute features of");
        }
        long total = features.stream().mapToLong(batch -> batch.length).sum();
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(total + " feature values of layer \"" + layer + "\", allowed are "
                    + Integer.MAX_VALUE + " in one view");
        }
        float[] joined = new float[(int) total];
        int at = 0;
        for (float[] batch : features) {
            System.arraycopy(batch, 0, joined, at, batch.length);
            at += batch.length;
        }
        return FeatureBank.owning(
                joined, labels.stream().flatMapToInt(Arrays::stream).toArray(), classes);
    }
}
