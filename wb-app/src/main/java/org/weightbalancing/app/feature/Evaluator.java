package org.weightbalancing.app.feature;

import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.image.Images;
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
public record Evaluator(Images images, int batch) {

    /** The features of images, in the images' order. */
    public FeatureBank features(ComputationGraph network, ImageSet set) {
        if (images.stored().isPresent()) {
            return images.stored().get().plain(set);
        }
        try (ImageBatches batches = images.plain(set, batch);
                ClosingBatches closing = new ClosingBatches(batches)) {
            return FeatureBank.of(InferenceNetwork.of(network), LayerNames.FEATURES, closing);
        }
    }

    /** Gives the logits [n, classes] of images in a network. */
    public Function<ComputationGraph, INDArray> logits(ImageSet set) {
        return network -> Classifiers.logits(network, features(network, set).features(0));
    }

    /** The mean of the per-class accuracies that logits [n, classes] reach. */
    public static double accuracy(INDArray logits, ImageSet truth) {
        return ConfusionMatrix.of(truth.labels(), Logits.argmax(logits), truth.classes())
                .meanClassAccuracy();
    }
}
