package org.weightbalancing.app.training;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.feature.Evaluator;
import org.weightbalancing.app.feature.FeatureSource;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.FeatureNormPenalty;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.LiveFeatures;
import org.weightbalancing.train.Validation;

/** Trains the stages of an experiment: each turns a network into a new one and leaves its origin alone. */
public final class StageTrainer {

    private final Images images;
    private final Fits fits;
    private final StageParts parts;
    private final StageInput input;
    private final FeatureSource features;
    private final Evaluator evaluator;

    /** Prepares to fit the network of a stage. */
    @FunctionalInterface
    public interface Fits {
        /**
         * Prepares a stage.
         *
         * @param stage what is trained
         * @param parts makes what it names
         * @param stamp the warning that its network will carry
         */
        StageFitting of(StageSettings stage, StageParts parts, Optional<String> stamp);
    }

    /**
     * Prepares stages.
     *
     * @param catalog makes what they name
     * @param experiment they are part of
     * @param images they see
     * @param features of those images
     * @param fits fits their networks
     */
    public StageTrainer(Catalog catalog, Experiment experiment, Images images, FeatureSource features, Fits fits) {
        this.images = images;
        this.fits = fits;
        this.features = features;
        this.parts = new StageParts(catalog, experiment, images);
        this.input = new StageInput(catalog, experiment, images);
        this.evaluator = new Evaluator(images, experiment.evaluation().batch());
    }

    /**
     * Trains a stage.
     *
     * @param stage what is trained
     * @param networks of the stages before, by name: the one it goes on from and its teacher are among them
     */
    public Trained train(StageSettings stage, Map<String, Trained> networks) {
        Optional<Trained> from = stage.fromScratch() ? Optional.empty() : Optional.of(networks.get(stage.from()));
        ComputationGraph start = from.map(trained -> trained.network().clone()).orElseGet(() -> parts.fresh(stage));
        ComputationGraph network = parts.withHead(stage, start, () -> features.training(start, stage));
        Optional<String> stamp = Trained.stamp(stage, networks);
        StageFitting fit = fits.of(stage, parts, stamp);
        ComputationGraph trained =
                switch (stage.trains()) {
                    case EVERYTHING -> everything(stage, network, networks, fit);
                    case CLASSIFIER -> classifier(stage, network, networks, fit);
                };
        return new Trained(stage.name(), trained, Optional.empty(), stamp);
    }

    private ComputationGraph everything(
            StageSettings stage, ComputationGraph network, Map<String, Trained> networks, StageFitting fit) {
        ComputationGraph trained =
                stage.featureNorm() > 0 ? FeatureNormPenalty.in(network, stage.featureNorm()) : network;
        try (StageInput.Open open = input.images(stage, networks)) {
            Probe probe = probe(open.start(), Probe.Step.OF_EVERYTHING, set -> live -> evaluator.features(live, set));
            Validation validation = validation(stage, evaluator::logits, fit, live -> live);
            fit.fit(trained, new StageFitting.Feed(open.batches(), open.start(), validation, probe, Map::of));
        }
        return stage.featureNorm() > 0 ? FeatureNormPenalty.in(trained, 0) : trained;
    }

    private ComputationGraph classifier(
            StageSettings stage, ComputationGraph network, Map<String, Trained> networks, StageFitting fit) {
        ComputationGraph classifier = Classifiers.extract(network, parts.loss(stage));
        switch (stage.input()) {
            case CACHED_FEATURES -> onCachedFeatures(stage, network, classifier, networks, fit);
            case IMAGES -> onImages(stage, network, classifier, networks, fit);
        }
        Classifiers.install(classifier, network);
        return network;
    }

    private void onCachedFeatures(
            StageSettings stage,
            ComputationGraph network,
            ComputationGraph classifier,
            Map<String, Trained> networks,
            StageFitting fit) {
        FeatureBatches batches = input.features(stage, features.training(network, stage), networks);
        ValidationMeasure measure = set -> {
            INDArray known = features.plain(network, set).features(0);
            return live -> Classifiers.logits(live, known);
        };
        StageInput.Start start = input.start(stage, batches::startAt);
        Validation validation = validation(stage, measure, fit, live -> installed(live, network));
        fit.fit(classifier, new StageFitting.Feed(batches, start, validation, Probe.none(), Map::of));
    }

    private static ComputationGraph installed(ComputationGraph classifier, ComputationGraph network) {
        Classifiers.install(classifier, network);
        return network;
    }

    private void onImages(
            StageSettings stage,
            ComputationGraph network,
            ComputationGraph classifier,
            Map<String, Trained> networks,
            StageFitting fit) {
        boolean update = stage.batchNorm() == StageSettings.BatchNorm.UPDATE;
        BestBody body = new BestBody(network, stage.keep());
        fit.savedParts().ifPresent(body::resume);
        Function<ComputationGraph, ComputationGraph> whole = live -> installed(live, network);
        Validation accuracy = validation(stage, set -> whole.andThen(evaluator.logits(set)), fit, whole);
        Validation validation = accuracy.isNone()
                ? accuracy
                : new Validation(
                        accuracy.split(),
                        live -> body.remember(accuracy.measure().applyAsDouble(live)));
        try (StageInput.Open open = input.images(stage, networks);
                ClosingBatches closing = new ClosingBatches(open.batches())) {
            LiveFeatures batches = new LiveFeatures(network, LayerNames.FEATURES, closing, update);
            Probe probe = update
                    ? probe(open.start(), Probe.Step.OF_THE_CLASSIFIER, set -> live -> evaluator.features(network, set))
                    : Probe.none();
            fit.fit(classifier, new StageFitting.Feed(batches, open.start(), validation, probe, body::parts));
            body.restore();
        }
    }

    private Probe probe(
            StageInput.Start start,
            Probe.Step step,
            Function<ImageSet, Function<ComputationGraph, FeatureBank>> probed) {
        return Probe.of(images.train(), start.epochLength(), step, probed);
    }

    private Validation validation(
            StageSettings stage,
            ValidationMeasure measure,
            StageFitting fit,
            Function<ComputationGraph, ComputationGraph> whole) {
        return switch (stage.keep()) {
            case BEST_ON_TEST -> accuracy(Validation.TEST, images.test(), measure, fit, whole);
            case LAST, BEST_ON_VALIDATION ->
                images.validation().size() == 0
                        ? Validation.none()
                        : accuracy("validation", images.validation(), measure, fit, whole);
        };
    }

    private static Validation accuracy(
            String split,
            ImageSet set,
            ValidationMeasure measure,
            StageFitting fit,
            Function<ComputationGraph, ComputationGraph> whole) {
        Function<ComputationGraph, INDArray> logits = measure.on(set);
        return new Validation(split, live -> {
            INDArray said = logits.apply(live);
            fit.validated(new ValidatedLogits(said, set, () -> whole.apply(live)));
            return Evaluator.accuracy(said, set);
        });
    }
}
