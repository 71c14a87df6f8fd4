package org.weightbalancing.app;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.data.FlipAveragingBatches;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.eval.ConfusionMatrix;
import org.weightbalancing.eval.Logits;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.FeatureBank;

/**
 * Runs networks over images that are not for training.
 *
 * @param images of the experiment
 * @param batch images at once
 */
record Evaluator(Images images, int batch) {

    /** The features of images, in the images' order. */
    FeatureBank features(ComputationGraph network, ImageSet set) {
        try (ImageBatches batches = images.plain(set, batch);
                ClosingBatches closing = new ClosingBatches(batches)) {
            return FeatureBank.of(InferenceNetwork.of(network), LayerNames.FEATURES, closing);
        }
    }

    /** The features of images as they are, and those of their mirror images, in the images' order. */
    Flipped flipped(ComputationGraph network, ImageSet set) {
        FeatureBank both;
        try (FlipAveragingBatches batches = new FlipAveragingBatches(images.plain(set, batch));
                ClosingBatches closing = new ClosingBatches(batches)) {
            both = FeatureBank.of(InferenceNetwork.of(network), LayerNames.FEATURES, closing);
        }
        INDArray features = both.features(0);
        int[] labels = set.labels();
        return new Flipped(half(features, labels, set.classes(), 0), half(features, labels, set.classes(), 1));
    }

    // Of each batch the images come first, then their mirror images; the last batch may be smaller.
    private FeatureBank half(INDArray features, int[] labels, int classes, int half) {
        int dimension = Math.toIntExact(features.size(1));
        float[] all = features.data().asFloat();
        float[] own = new float[labels.length * dimension];
        for (int start = 0; start < labels.length; start += batch) {
            int rows = Math.min(batch, labels.length - start);
            int from = (2 * start + half * rows) * dimension;
            System.arraycopy(all, from, own, start * dimension, rows * dimension);
        }
        return FeatureBank.of(own, labels, classes);
    }

    /** Features of the same images in two views. */
    record Flipped(FeatureBank plain, FeatureBank mirrored) {}

    /** Measures the mean of the per-class accuracies of a network on images. */
    ToDoubleFunction<ComputationGraph> accuracy(ImageSet set) {
        return network -> {
            FeatureBank features = features(network, set);
            return accuracy(Classifiers.logits(network, features.features(0)), features);
        };
    }

    /** The mean of the per-class accuracies that logits [n, classes] reach. */
    static double accuracy(INDArray logits, FeatureBank truth) {
        return ConfusionMatrix.of(truth.labels(), Logits.argmax(logits), truth.classes())
                .meanClassAccuracy();
    }
}
