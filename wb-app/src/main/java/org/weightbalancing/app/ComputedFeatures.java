package org.weightbalancing.app;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.Seeds;

/**
 * Runs networks over images to get their features, or takes those that are stored of images without pixels.
 *
 * @param experiment says how many at once, and seeds the augmentation
 * @param images of the experiment
 */
record ComputedFeatures(Experiment experiment, Images images) implements FeatureSource {

    @Override
    public FeatureBank plain(ComputationGraph network, ImageSet set) {
        return new Evaluator(images, experiment.evaluation().batch()).features(network, set);
    }

    @Override
    public FeatureBank training(ComputationGraph network, StageSettings stage) {
        if (stage.views() == 0) {
            return plain(network, images.train());
        }
        if (images.stored().isPresent()) {
            return images.stored().get().training(images.train(), stage.views());
        }
        try (ImageBatches views = images.views(experiment.evaluation().batch(), seed(experiment, stage));
                ClosingBatches closing = new ClosingBatches(views)) {
            return FeatureBank.of(InferenceNetwork.of(network), LayerNames.FEATURES, closing, stage.views());
        }
    }

    /** Seeds the augmentation of a stage's views, of which more begin as fewer do. */
    static long seed(Experiment experiment, StageSettings stage) {
        return new Seeds(experiment.seed()).stream(stage.name() + "/views");
    }
}
