package org.weightbalancing.app;

import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
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
