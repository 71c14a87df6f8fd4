package org.weightbalancing.app.feature;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureFile;
import org.weightbalancing.train.FeatureWriter;
import org.weightbalancing.train.Seeds;

/**
 * Runs networks over images to get their features, or takes those that are stored of images without pixels.
 *
 * @param experiment says how many at once, and seeds the augmentation
 * @param images of the experiment
 */
public record ComputedFeatures(Experiment experiment, Images images) implements FeatureSource {

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

    /**
     * Writes what {@link #plain} gives, with one batch at a time on the heap.
     *
     * @param file replaced if it is there
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public void write(Path file, ComputationGraph network, ImageSet set) throws IOException {
        if (images.stored().isPresent()) {
            FeatureFile.write(file, images.stored().get().plain(set));
            return;
        }
        try (ImageBatches batches = images.plain(set, experiment.evaluation().batch())) {
            write(file, network, set, batches, 1);
        }
    }

    /**
     * Writes what {@link #training} gives, with one batch at a time on the heap.
     *
     * @param file replaced if it is there
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public void write(Path file, ComputationGraph network, StageSettings stage) throws IOException {
        if (stage.views() == 0) {
            write(file, network, images.train());
            return;
        }
        if (images.stored().isPresent()) {
            FeatureFile.write(file, images.stored().get().training(images.train(), stage.views()));
            return;
        }
        try (ImageBatches batches = images.views(experiment.evaluation().batch(), seed(experiment, stage))) {
            write(file, network, images.train(), batches, stage.views());
        }
    }

    private static void write(Path file, ComputationGraph network, ImageSet set, ImageBatches batches, int views)
            throws IOException {
        ComputationGraph inference = InferenceNetwork.of(network);
        try (ClosingBatches closing = new ClosingBatches(batches);
                FeatureWriter writer =
                        new FeatureWriter(file, set.labels(), set.classes(), Classifiers.features(network), views)) {
            for (int view = 0; view < views; view++) {
                writer.write(inference, LayerNames.FEATURES, closing);
            }
            writer.finish();
        }
    }

    /** Seeds the augmentation of a stage's views, of which more begin as fewer do. */
    static long seed(Experiment experiment, StageSettings stage) {
        return new Seeds(experiment.seed()).stream(stage.name() + "/views");
    }
}
