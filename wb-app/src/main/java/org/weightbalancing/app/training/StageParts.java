package org.weightbalancing.app.training;

import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.HeadSource;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.ResNetSpec;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.Seeds;
import org.weightbalancing.train.Stage;

/**
 * Makes the networks and losses of stages.
 *
 * @param catalog makes what stages name
 * @param experiment they are part of
 * @param images of the experiment
 */
public record StageParts(Catalog catalog, Experiment experiment, Images images) {

    // One stream for all stages: those that start from scratch start alike and see the same batches.
    private static final String INITIALIZATION_STREAM = "initialization";

    /** The loss of a stage. */
    ILossFunction loss(StageSettings stage) {
        return catalog.create(stage.loss()).create(images.train().classCounts());
    }

    /** A stage as the trainer takes it. */
    public Stage stage(StageSettings stage) {
        return new Stage(
                stage.name(),
                stage.epochs(),
                catalog.create(stage.schedule()).create(stage.learningRate(), stage.epochs()),
                stage.momentum(),
                loss(stage),
                stage.keep(),
                catalog.create(stage.averaging()));
    }

    /** A new network with a linear head. */
    ComputationGraph fresh(StageSettings stage) {
        long seed = new Seeds(experiment.seed()).stream(INITIALIZATION_STREAM);
        return images.stored()
                .map(stored ->
                        Classifiers.linear(stored.dimension(), images.train().classes(), loss(stage), seed))
                .orElseGet(() -> ResNets.build(spec(seed), loss(stage)));
    }

    private ResNetSpec spec(long seed) {
        return catalog.network(experiment.model(), images.train().classes(), seed)
                .images(
                        images.train().height(),
                        images.train().width(),
                        images.train().channels());
    }

    /**
     * The head that a stage starts with, alone.
     *
     * @param network the stage goes on from
     * @param features of the training images in that network
     */
    ComputationGraph head(StageSettings stage, ComputationGraph network, Supplier<FeatureBank> features) {
        long seed = new Seeds(experiment.seed()).stream(stage.name() + "/classifier");
        ILossFunction loss = loss(stage);
        if (!(stage.head() instanceof HeadSettings.Keep)) {
            return catalog.create(stage.head())
                    .create(new HeadSource(network, loss, stage.restartClassifier(), seed, features));
        }
        return stage.restartClassifier() ? Classifiers.fresh(network, loss, seed) : Classifiers.extract(network, loss);
    }

    /** A network with the head that a stage starts with. */
    ComputationGraph withHead(StageSettings stage, ComputationGraph network, Supplier<FeatureBank> features) {
        boolean same = stage.head() instanceof HeadSettings.Keep && !stage.restartClassifier();
        return same ? network : Classifiers.replace(network, head(stage, network, features));
    }
}
