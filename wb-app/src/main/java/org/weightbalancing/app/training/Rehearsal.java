package org.weightbalancing.app.training;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.app.experiment.AdjustmentSettings;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.HeadSource;
import org.weightbalancing.app.experiment.Need;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.experiment.ValidationLogits;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.setting.ExperimentException;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * Goes through an experiment with untrained networks: what only networks can tell, such as a regularizer that has
 * nothing to act on, is refused before hours are spent.
 *
 * @param catalog makes what is named
 * @param experiment gone through
 * @param images say how many classes there are
 */
public record Rehearsal(Catalog catalog, Experiment experiment, Images images) {

    /**
     * Makes every loss, head and adjustment, and lets every regularizer begin.
     *
     * @throws ExperimentException if one of them cannot work, naming the stage or change
     */
    public void require() {
        StageParts parts = new StageParts(catalog, experiment, images);
        Map<String, ComputationGraph> networks = new HashMap<>();
        for (StageSettings stage : experiment.stages()) {
            refusing("stage " + stage.name(), () -> rehearse(stage, parts, networks));
        }
        for (PostHocSettings change : experiment.postHoc()) {
            refusing("post-hoc " + change.name(), () -> rehearse(change, networks.get(change.from())));
        }
    }

    private void rehearse(StageSettings stage, StageParts parts, Map<String, ComputationGraph> networks) {
        ILossFunction loss = parts.loss(stage);
        ComputationGraph start = stage.fromScratch() ? parts.fresh(stage) : networks.get(stage.from());
        ComputationGraph network = parts.withHead(stage, start, () -> noise(start));
        networks.put(stage.name(), network);
        ComputationGraph trained =
                stage.trains() == StageSettings.TrainedPart.EVERYTHING ? network : Classifiers.extract(network, loss);
        stage.regularizers().forEach(regularizer -> begin(regularizer.method(), trained));
    }

    private void rehearse(PostHocSettings change, ComputationGraph origin) {
        ComputationGraph network = change.head() instanceof HeadSettings.Keep
                ? origin
                : Classifiers.replace(
                        origin,
                        catalog.create(change.head())
                                .create(new HeadSource(origin, new CrossEntropy(), false, 0, () -> noise(origin))));
        change.regularizers().forEach(regularizer -> begin(regularizer, network));
        for (AdjustmentSettings adjustment : change.adjustments()) {
            if (!catalog.component(adjustment).needs().contains(Need.VALIDATION)) {
                catalog.create(adjustment).create(images.train().classCounts(), Rehearsal::noLogits);
            }
        }
    }

    private void begin(RegularizerSettings settings, ComputationGraph network) {
        RegularizerFactory regularizers = new RegularizerFactory(catalog, experiment, images);
        Regularizer rule = regularizers.create(settings);
        regularizers.filter(settings).in(network).forEach(rule::begin);
    }

    /** Features that mean nothing, one of each class, in the shape of the network's. */
    private FeatureBank noise(ComputationGraph network) {
        int classes = images.train().classes();
        int features = Classifiers.features(network);
        SplittableRandom random = new SplittableRandom(0);
        float[] values = new float[classes * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return FeatureBank.of(values, IntStream.range(0, classes).toArray(), classes);
    }

    private static ValidationLogits noLogits() {
        throw new IllegalArgumentException(
                "an adjustment asks for validation images without saying that it needs them");
    }

    private static void refusing(String where, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new ExperimentException(where + ": " + e.getMessage());
        }
    }
}
