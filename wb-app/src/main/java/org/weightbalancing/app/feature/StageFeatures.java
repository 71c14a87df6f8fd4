package org.weightbalancing.app.feature;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.FeatureFolder;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.system.SourceState;
import org.weightbalancing.data.Fingerprint;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureWriter;

/**
 * Computes the features of a run's images in the network of one of its stages.
 *
 * @param experiment of the run
 * @param images of the run
 * @param stage whose network it is
 * @param progress is told of images that are done
 */
public record StageFeatures(Experiment experiment, Images images, StageSettings stage, FeatureProgress progress) {

    /** Batches that are computed and written at once. */
    private static final int BATCHES = 8;

    /**
     * Writes the files of a folder.
     *
     * @param network of the stage
     * @param folder of the files
     * @param views augmented views of the training images, besides the images as they are; 0 or more
     */
    public void write(ComputationGraph network, NewFeatureFolder folder, int views) {
        ComputationGraph inference = InferenceNetwork.of(network);
        folder.writing(() -> {
            write(inference, folder, FeatureFolder.TRAIN, images.train(), views);
            if (images.validation().size() > 0) {
                write(inference, folder, FeatureFolder.VALIDATION, images.validation(), 0);
            }
            write(inference, folder, FeatureFolder.TEST, images.test(), 0);
            return folder;
        });
    }

    private void write(ComputationGraph inference, NewFeatureFolder folder, String split, ImageSet set, int views)
            throws IOException {
        int rows = experiment.evaluation().batch() * BATCHES;
        progress.start(split, set.size());
        FeatureBank first = plain(inference, set, 0, rows);
        try (FeatureWriter writer = new FeatureWriter(
                folder.file(FeatureFolder.file(split)), set.labels(), set.classes(), first.dimension(), 1 + views)) {
            writer.write(first.values(0, 0, first.size()));
            for (int from = rows; from < set.size(); from += rows) {
                FeatureBank next = plain(inference, set, from, rows);
                writer.write(next.values(0, 0, next.size()));
            }
            augmented(inference, writer, views);
            writer.finish();
        }
    }

    private FeatureBank plain(ComputationGraph inference, ImageSet set, int from, int rows) {
        int to = (int) Math.min((long) from + rows, set.size());
        FeatureBank bank = new FixedBatches(
                        images.normalization(), experiment.evaluation().batch())
                .features(inference, set.select(IntStream.range(from, to).toArray()), false);
        progress.advance(to - from);
        return bank;
    }

    private void augmented(ComputationGraph inference, FeatureWriter writer, int views) throws IOException {
        if (views == 0) {
            return;
        }
        long seed = ComputedFeatures.seed(experiment, stage);
        try (ImageBatches batches = images.views(experiment.evaluation().batch(), seed);
                ClosingBatches closing = new ClosingBatches(batches)) {
            batches.setPreProcessor(
                    batch -> progress.advance(batch.getFeatures().size(0)));
            for (int view = 1; view <= views; view++) {
                if (view > 1) {
                    closing.reset();
                }
                progress.start("train, view " + view, images.train().size());
                writer.write(inference, LayerNames.FEATURES, closing);
            }
        }
    }

    /** What the features are of, by name. */
    public Map<String, String> origin(String sha256, String weights) {
        SourceState source = SourceState.read();
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("experiment", experiment.name());
        origin.put("experiment-sha256", sha256);
        origin.put("stage", stage.name());
        origin.put("weights", weights);
        origin.put("wb", source.version());
        origin.put("commit", source.commit());
        return origin;
    }

    /** The fingerprints of the images. */
    public Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(FeatureFolder.TRAIN, Fingerprint.of(images.train()));
        if (images.validation().size() > 0) {
            sources.put(FeatureFolder.VALIDATION, Fingerprint.of(images.validation()));
        }
        sources.put(FeatureFolder.TEST, Fingerprint.of(images.test()));
        return sources;
    }
}
