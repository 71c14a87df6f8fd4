package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds the features that a frozen network computes of a set of images, with their labels, so that what is trained on
 * top of it need not run the network again.
 *
 * <p>Features are float [n, D] for each of K views; view k of image i is the k-th augmentation of the same image, so
 * labels are common to all views. A bank never changes.
 *
 * <pre>{@code
 * FeatureBank bank = FeatureBank.of(graph, "features", batches);
 * DataSetIterator stage2 = FeatureBatches.shuffled(bank, 64, seeds.stream("order"));
 * }</pre>
 */
public final class FeatureBank {

    private final List<float[]> views;
    private final int[] labels;
    private final int classes;
    private final int dimension;

    private FeatureBank(List<float[]> views, int[] labels, int classes, int dimension) {
        this.views = List.copyOf(views);
        this.labels = labels;
        this.classes = classes;
        this.dimension = dimension;
    }

    /**
     * Runs a network in inference mode over a pass of an iterator and keeps what one layer gives.
     *
     * @param graph a network with one input
     * @param layer name of the layer or vertex whose output [b, D] (or [b, D, 1, 1] and the like) is kept
     * @param batches images and one-hot labels [b, C]; reset first if it is exhausted
     * @return a bank of one view, in the iterator's order
     * @throws IllegalArgumentException if there is no such layer, no image, or labels that are not one-hot
     * @throws CancellationException if the thread is interrupted, between two batches; its interrupt flag stays set
     */
    public static FeatureBank of(ComputationGraph graph, String layer, DataSetIterator batches) {
        FeatureReader reader = new FeatureReader(graph, layer);
        if (!batches.hasNext() && batches.resetSupported()) {
            batches.reset();
        }
        while (batches.hasNext()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while computing features of layer \"" + layer + "\"");
            }
            reader.read(batches.next());
        }
        return reader.bank();
    }

    /**
     * Runs a network in inference mode over several passes of an iterator, each pass one view.
     *
     * <p>The iterator must list the same images in the same order in every pass, and may augment them differently.
     *
     * @param graph a network with one input
     * @param layer name of the layer or vertex whose output is kept
     * @param batches images and one-hot labels [b, C], reset between passes
     * @param views number of passes, 1 or more
     * @return a bank of that many views
     * @throws IllegalArgumentException as the method for one view, or if the passes differ in their labels
     */
    public static FeatureBank of(ComputationGraph graph, String layer, DataSetIterator batches, int views) {
        if (views < 1 || (views > 1 && !batches.resetSupported())) {
            throw new IllegalArgumentException(
                    "views is " + views + ", allowed is 1 or, for an iterator that can be reset, more");
        }
        List<FeatureBank> banks = new ArrayList<>();
        for (int view = 0; view < views; view++) {
            if (view > 0) {
                batches.reset();
            }
            banks.add(of(graph, layer, batches));
        }
        return ofViews(banks);
    }

    /**
     * Makes a bank of one view from arrays, which are copied.
     *
     * @param features [n * D], row after row
     * @param labels [n], each from 0 to below the number of classes
     * @param classes number of classes
     * @return the bank
     * @throws IllegalArgumentException if the sizes do not fit or a label is out of range
     */
    public static FeatureBank of(float[] features, int[] labels, int classes) {
        return owning(features.clone(), labels.clone(), classes);
    }

    /** As {@link #of(float[], int[], int)}, but keeps the arrays, which nobody may change any more. */
    static FeatureBank owning(float[] features, int[] labels, int classes) {
        if (labels.length == 0 || features.length == 0 || features.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    features.length + " feature values for " + labels.length + " labels, allowed is a multiple from 1");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label of row " + i + " is " + labels[i] + ", allowed is 0 to " + (classes - 1));
            }
        }
        return new FeatureBank(List.of(features), labels, classes, features.length / labels.length);
    }

    /**
     * Joins banks of the same images into one bank with the views of all; no feature is copied.
     *
     * @param banks one or more, equal in labels, classes and dimension
     * @return the joint bank, views in order
     * @throws IllegalArgumentException if there is no bank or they differ
     */
    public static FeatureBank ofViews(List<FeatureBank> banks) {
        if (banks.isEmpty()) {
            throw new IllegalArgumentException("no bank to take views of");
        }
        FeatureBank first = banks.get(0);
        List<float[]> views = new ArrayList<>();
        for (FeatureBank bank : banks) {
            if (bank.dimension != first.dimension
                    || bank.classes != first.classes
                    || !Arrays.equals(bank.labels, first.labels)) {
                throw new IllegalArgumentException("view " + views.size() + " lists other labels, classes or dimensions"
                        + " than view 0: all views must list the same images in the same order");
            }
            views.addAll(bank.views);
        }
        return new FeatureBank(views, first.labels, first.classes, first.dimension);
    }

    /** Number n of images. */
    public int size() {
        return labels.length;
    }

    /** Number D of features of an image. */
    public int dimension() {
        return dimension;
    }

    /** Number C of classes. */
    public int classes() {
        return classes;
    }

    /** Number K of views, 1 or more. */
    public int views() {
        return views.size();
    }

    /** Label of each image [n], a copy. */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Copies the features of a view into an array of their own.
     *
     * @param view from 0 to below the number of views
     * @return float [n, D]
     * @throws IndexOutOfBoundsException if there is no such view
     */
    public INDArray features(int view) {
        return Nd4j.create(Nd4j.getDataBufferFactory().createFloat(views.get(view)), new long[] {size(), dimension});
    }

    int label(int row) {
        return labels[row];
    }

    /** Copies rows[from .. to) of a view into an array [to - from, D]. */
    float[] gather(int view, int[] rows, int from, int to) {
        float[] source = views.get(view);
        float[] target = new float[(to - from) * dimension];
        for (int i = from; i < to; i++) {
            System.arraycopy(source, rows[i] * dimension, target, (i - from) * dimension, dimension);
        }
        return target;
    }
}
