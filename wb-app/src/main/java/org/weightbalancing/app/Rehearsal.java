package org.weightbalancing.app;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.train.FeatureBank;

/**
 * Goes through an experiment with untrained networks: what only networks can tell, such as a regularizer that has
 * nothing to act on, is refused before hours are spent.
 *
 * @param catalog makes what is named
 * @param experiment gone through
 * @param images say how many classes there are
 */
record Rehearsal(Catalog catalog, Experiment experiment, Images images) {

    /**
     * Makes every head and binds every regularizer.
     *
     * @throws ExperimentException if one of them cannot work, naming the stage or change
     */
    void require() {
        StageParts parts = new StageParts(catalog, experiment, images);
        Map<String, ComputationGraph> networks = new HashMap<>();
        for (StageSettings stage : experiment.stages()) {
            String where = "stage " + stage.name();
            ComputationGraph start = stage.fromScratch() ? parts.fresh(stage) : networks.get(stage.from());
            refusing(where, () -> networks.put(stage.name(), parts.withHead(stage, start, this::noFeatures)));
            ComputationGraph network = networks.get(stage.name());
            ComputationGraph trained = stage.trains() == StageSettings.TrainedPart.EVERYTHING
                    ? network
                    : Classifiers.extract(network, parts.loss(stage));
            stage.regularizers().forEach(regularizer -> bind(where, regularizer.method(), trained));
        }
        for (PostHocSettings change : experiment.postHoc()) {
            // A head that is yet to be computed is linear for this purpose.
            ComputationGraph network = networks.get(change.from());
            change.regularizers().forEach(regularizer -> bind("post-hoc " + change.name(), regularizer, network));
        }
    }

    private void bind(String where, RegularizerSettings settings, ComputationGraph network) {
        refusing(where, () -> {
            new RegularizerFactory(catalog, experiment, images).create(settings);
            catalog.filter(settings).in(network);
        });
    }

    private static void refusing(String where, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new ExperimentException(where + ": " + e.getMessage());
        }
    }

    private FeatureBank noFeatures() {
        throw new IllegalArgumentException("a head that is computed from features cannot be trained");
    }
}
