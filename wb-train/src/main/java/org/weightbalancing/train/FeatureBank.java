package org.weightbalancing.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Holds the features that a frozen network computes of a set of images, with their labels, so that what is trained on
 * top of it need not run the network again.
 *
 * <p>Features are float [n, D] for each of K views; view k of image i is the k-th augmentation of the same image, so
 * labels are common to all views. A bank never changes. Those that {@link FeatureFile#read} gives stay on the disk and are
 * read as they are needed.
 *
 * <pre>{@code
 * FeatureBank bank = FeatureBank.of(graph, "features", batches);
 * DataSetIterator stage2 = FeatureBatches.shuffled(bank, 64, seeds.stream("order"));
 * }</pre>
 */
public final class FeatureBank {

    /** Values copied at once by way of the heap, 64 MB. */
    private static final int LARGEST_COPY = 1 << 24;

    private final List<FeatureView> views;
    private final int[] labels;
    private final int classes;
    private final int dimension;

    private FeatureBank(List<FeatureView> views, int[] labels, int classes, int dimension) {
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
        return new FeatureReader(graph, layer, batches).bank();
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
        requireLabels(labels, classes);
        int dimension = features.length / labels.length;
        return new FeatureBank(List.of(FeatureBlocks.owning(features, dimension)), labels, classes, dimension);
    }

    static void requireLabels(int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label of row " + i + " is " + labels[i] + ", allowed is 0 to " + (classes - 1));
            }
        }
    }

    /** As {@link #owning(float[], int[], int)} of checked labels, for views from elsewhere. */
    static FeatureBank owning(List<FeatureView> views, int[] labels, int classes, int dimension) {
        return new FeatureBank(views, labels, classes, dimension);
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
        List<FeatureView> views = new ArrayList<>();
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

    /**
     * Chooses images; no feature is copied.
     *
     * @param rows of the images, from 0 to below their number; may repeat
     * @return a bank of these images in this order, in all views
     * @throws IllegalArgumentException if there is no row, or one that the bank does not have
     */
    public FeatureBank select(int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("no row of a bank of " + size() + " images is selected");
        }
        int[] chosen = rows.clone();
        int[] chosenLabels = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i] < 0 || chosen[i] >= size()) {
                throw new IllegalArgumentException(
                        "selected row " + i + " is " + chosen[i] + ", allowed is 0 to " + (size() - 1));
            }
            chosenLabels[i] = labels[chosen[i]];
        }
        return new FeatureBank(
                views.stream().map(view -> view.select(chosen, dimension)).toList(), chosenLabels, classes, dimension);
    }

    /**
     * Chooses views; no feature is copied.
     *
     * @param from the first, from 0
     * @param to after the last, at most their number
     * @return a bank of these views of all images
     * @throws IllegalArgumentException if there is no such view
     */
    public FeatureBank views(int from, int to) {
        if (from < 0 || from >= to || to > views()) {
            throw new IllegalArgumentException(
                    "views from " + from + " to below " + to + " are asked for, but the bank has " + views());
        }
        return new FeatureBank(views.subList(from, to), labels, classes, dimension);
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
        int block = Math.max(1, LARGEST_COPY / dimension);
        if (size() <= block) {
            return rows(view, 0, size());
        }
        INDArray result = Nd4j.createUninitialized(DataType.FLOAT, size(), dimension);
        for (int from = 0; from < size(); from += block) {
            int to = Math.min(from + block, size());
            try (INDArray rows = rows(view, from, to)) {
                result.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).assign(rows);
            }
        }
        return result;
    }

    private INDArray rows(int view, int from, int to) {
        return Nd4j.create(
                Nd4j.getDataBufferFactory().createFloat(values(view, from, to)), new long[] {to - from, dimension});
    }

    /**
     * Copies the features of images that follow one another.
     *
     * @param view from 0 to below the number of views
     * @param from the first image, from 0
     * @param to after the last, at most their number
     * @return [to - from, D], row after row
     * @throws IndexOutOfBoundsException if there is no such view or image
     */
    public float[] values(int view, int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        float[] target = new float[Math.multiplyExact(to - from, dimension)];
        views.get(view).copyRows(from, to, target);
        return target;
    }

    int label(int row) {
        return labels[row];
    }

    /** Copies rows[from .. to) of a view into an array [to - from, D]. */
    float[] gather(int view, int[] rows, int from, int to) {
        float[] target = new float[(to - from) * dimension];
        gather(view, rows, from, to, target);
        return target;
    }

    /** As {@link #gather(int, int[], int, int)}, to the start of an array. */
    void gather(int view, int[] rows, int from, int to, float[] target) {
        FeatureView source = views.get(view);
        for (int i = from; i < to; i++) {
            source.copyRow(rows[i], target, (i - from) * dimension);
        }
    }
}
