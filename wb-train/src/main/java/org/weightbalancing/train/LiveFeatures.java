package org.weightbalancing.train;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Iterates over the features [b, D] that a frozen network computes of image batches as they come: what trains a
 * classifier on ever new augmentations, where {@link FeatureBank} repeats the ones it has cached.
 *
 * <p>In training mode batch normalization uses the statistics of each batch, and its running statistics move where the
 * layer moves them in the forward pass (DL4J's own layer does so only in the backward pass). So works the published
 * code, which leaves the whole network in training mode while it trains the classifier; weights never change. In
 * inference mode the features of an image do not depend on its batch.
 */
// DataSetIterator is Serializable, which a network that computes cannot be: writeObject refuses.
@SuppressWarnings("serial")
public final class LiveFeatures implements DataSetIterator {

    private final LayerOutput output;
    private final DataSetIterator images;
    private final boolean training;

    /**
     * Joins a network and its images.
     *
     * @param graph a network with one input
     * @param layer name of the layer or vertex whose output [b, D] is wanted
     * @param images batches of images; not closed here
     * @param training whether batch normalization works as in training
     * @throws IllegalArgumentException if the network has no such layer
     */
    public LiveFeatures(ComputationGraph graph, String layer, DataSetIterator images, boolean training) {
        this.output = new LayerOutput(graph, layer);
        this.images = images;
        this.training = training;
    }

    @Override
    public boolean hasNext() {
        return images.hasNext();
    }

    @Override
    public DataSet next() {
        return features(images.next());
    }

    @Override
    public DataSet next(int num) {
        return features(images.next(num));
    }

    private DataSet features(DataSet batch) {
        INDArray input = batch.getFeatures();
        return new DataSet(training ? output.trained(input) : output.inferred(input), batch.getLabels());
    }

    @Override
    public void reset() {
        images.reset();
    }

    @Override
    public boolean resetSupported() {
        return images.resetSupported();
    }

    /** False: the network must not compute while the classifier does. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    /** Not known before the first batch: -1. */
    @Override
    public int inputColumns() {
        return -1;
    }

    @Override
    public int totalOutcomes() {
        return images.totalOutcomes();
    }

    @Override
    public int batch() {
        return images.batch();
    }

    /** Sets what is done to the images. */
    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        images.setPreProcessor(preProcessor);
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return images.getPreProcessor();
    }

    @Override
    public List<String> getLabels() {
        return images.getLabels();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(LiveFeatures.class.getName());
    }
}
