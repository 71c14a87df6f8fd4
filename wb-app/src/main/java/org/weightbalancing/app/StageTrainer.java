package org.weightbalancing.app;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.FeatureNormPenalty;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.LiveFeatures;
import org.weightbalancing.train.SavedState;
import org.weightbalancing.train.Validation;

/** Trains the stages of an experiment: each turns a network into a new one and leaves its origin alone. */
final class StageTrainer {

    private final Images images;
    private final RunWatch watch;
    private final StageParts parts;
    private final StageInput input;
    private final Evaluator evaluator;

    StageTrainer(Catalog catalog, Experiment experiment, Images images, RunWatch watch) {
        this.images = images;
        this.watch = watch;
        this.parts = new StageParts(catalog, experiment, images);
        this.input = new StageInput(catalog, experiment, images);
        this.evaluator = new Evaluator(images, experiment.evaluation().batch());
    }

    /**
     * Trains a stage.
     *
     * @param stage what is trained
     * @param networks of the stages before, by name: the one it goes on from and its teacher are among them
     * @param saved the state in which it was left, if it has begun before
     */
    Trained train(StageSettings stage, Map<String, Trained> networks, Optional<SavedState> saved) {
        Optional<Trained> from = stage.fromScratch() ? Optional.empty() : Optional.of(networks.get(stage.from()));
        ComputationGraph start = from.map(trained -> trained.network().clone()).orElseGet(() -> parts.fresh(stage));
        ComputationGraph network = parts.withHead(stage, start, () -> input.bank(stage, start));
        Optional<String> stamp = Trained.stamp(stage, networks);
        StageFit fit = new StageFit(stage, parts, new EpochLog.Origin(stage.name(), stamp), watch, saved);
        ComputationGraph trained =
                switch (stage.trains()) {
                    case EVERYTHING -> everything(stage, network, networks, fit);
                    case CLASSIFIER -> classifier(stage, network, networks, fit);
                };
        return new Trained(stage.name(), trained, Optional.empty(), stamp);
    }

    private ComputationGraph everything(
            StageSettings stage, ComputationGraph network, Map<String, Trained> networks, StageFit fit) {
        ComputationGraph trained =
                stage.featureNorm() > 0 ? FeatureNormPenalty.in(network, stage.featureNorm()) : network;
        try (StageInput.Open open = input.images(stage, networks)) {
            Probe probe = probe(open.start(), Probe.Step.OF_EVERYTHING, set -> live -> evaluator.features(live, set));
            fit.fit(trained, open.batches(), open.start(), validation(stage, evaluator::accuracy), probe, Map::of);
        }
        return stage.featureNorm() > 0 ? FeatureNormPenalty.in(trained, 0) : trained;
    }

    private ComputationGraph classifier(
            StageSettings stage, ComputationGraph network, Map<String, Trained> networks, StageFit fit) {
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
            StageFit fit) {
        FeatureBatches batches = input.features(stage, input.bank(stage, network), networks);
        Validation validation = validation(stage, set -> {
            FeatureBank features = evaluator.features(network, set);
            return trained -> Evaluator.accuracy(Classifiers.logits(trained, features.features(0)), features);
        });
        StageInput.Start start = input.start(stage, batches::startAt);
        fit.fit(classifier, batches, start, validation, Probe.none(), Map::of);
    }

    private void onImages(
            StageSettings stage,
            ComputationGraph network,
            ComputationGraph classifier,
            Map<String, Trained> networks,
            StageFit fit) {
        boolean update = stage.batchNorm() == StageSettings.BatchNorm.UPDATE;
        BestBody body = new BestBody(network, stage.keep());
        fit.savedParts().ifPresent(body::resume);
        Validation validation = validation(stage, set -> trained -> {
            Classifiers.install(trained, network);
            return body.remember(evaluator.accuracy(set).applyAsDouble(network));
        });
        try (StageInput.Open open = input.images(stage, networks);
                ClosingBatches closing = new ClosingBatches(open.batches())) {
            LiveFeatures features = new LiveFeatures(network, LayerNames.FEATURES, closing, update);
            Probe probe = update
                    ? probe(open.start(), Probe.Step.OF_THE_CLASSIFIER, set -> live -> evaluator.features(network, set))
                    : Probe.none();
            fit.fit(classifier, features, open.start(), validation, probe, body::parts);
            body.restore();
        }
    }

    private Probe probe(
            StageInput.Start start,
            Probe.Step step,
            Function<ImageSet, Function<ComputationGraph, FeatureBank>> features) {
        return Probe.of(images.train(), start.epochLength(), step, features);
    }

    private Validation validation(StageSettings stage, ValidationMeasure measure) {
        return switch (stage.keep()) {
            case BEST_ON_TEST -> new Validation(Validation.TEST, measure.on(images.test()));
            case LAST, BEST_ON_VALIDATION ->
                images.validation().size() == 0
                        ? Validation.none()
                        : new Validation("validation", measure.on(images.validation()));
        };
    }
}
