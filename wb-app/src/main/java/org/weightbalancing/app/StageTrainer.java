package org.weightbalancing.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.FeatureNormPenalty;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.EpochRecord;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.LiveFeatures;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;

/** Trains the stages of an experiment: each turns a network into a new one and leaves its origin alone. */
final class StageTrainer {

    private final Catalog catalog;
    private final Experiment experiment;
    private final Images images;
    private final StageProgress progress;
    private final StageParts parts;
    private final StageInput input;
    private final Evaluator evaluator;

    StageTrainer(Catalog catalog, Experiment experiment, Images images, StageProgress progress) {
        this.catalog = catalog;
        this.experiment = experiment;
        this.images = images;
        this.progress = progress;
        this.parts = new StageParts(catalog, experiment, images);
        this.input = new StageInput(catalog, experiment, images);
        this.evaluator = new Evaluator(images, experiment.evaluation().batch());
    }

    /** Where the epochs of one stage are noted. */
    private interface EpochSink {
        void add(String split, EpochRecord epoch, List<MaxNorm> projections);
    }

    /**
     * Trains a stage.
     *
     * @param stage what is trained
     * @param networks of the stages before, by name: the one it goes on from and its teacher are among them
     * @param log that its epochs are added to
     */
    Trained train(StageSettings stage, Map<String, Trained> networks, EpochLog log) {
        Optional<Trained> from = stage.fromScratch() ? Optional.empty() : Optional.of(networks.get(stage.from()));
        ComputationGraph start = from.map(trained -> trained.network().clone()).orElseGet(() -> parts.fresh(stage));
        ComputationGraph network = parts.withHead(stage, start, () -> input.bank(stage, start));
        Optional<String> stamp = stage.keep().stamp().or(() -> from.flatMap(Trained::stamp));
        EpochSink epochs = (split, epoch, projections) ->
                log.add(new EpochLog.Origin(stage.name(), split, stamp), epoch, projections);
        ComputationGraph trained =
                switch (stage.trains()) {
                    case EVERYTHING -> everything(stage, network, networks, epochs);
                    case CLASSIFIER -> classifier(stage, network, networks, epochs);
                };
        return new Trained(stage.name(), trained, Optional.empty(), stamp);
    }

    private ComputationGraph everything(
            StageSettings stage, ComputationGraph network, Map<String, Trained> networks, EpochSink epochs) {
        ComputationGraph trained =
                stage.featureNorm() > 0 ? FeatureNormPenalty.in(network, stage.featureNorm()) : network;
        try (StageInput.Open open = input.images(stage, networks)) {
            fit(epochs, stage, trained, open.batches(), validation(stage, evaluator::accuracy));
        }
        return stage.featureNorm() > 0 ? FeatureNormPenalty.in(trained, 0) : trained;
    }

    private ComputationGraph classifier(
            StageSettings stage, ComputationGraph network, Map<String, Trained> networks, EpochSink epochs) {
        ComputationGraph classifier = Classifiers.extract(network, parts.loss(stage));
        switch (stage.input()) {
            case CACHED_FEATURES -> onCachedFeatures(stage, network, classifier, networks, epochs);
            case IMAGES -> onImages(stage, network, classifier, networks, epochs);
        }
        Classifiers.install(classifier, network);
        return network;
    }

    private void onCachedFeatures(
            StageSettings stage,
            ComputationGraph network,
            ComputationGraph classifier,
            Map<String, Trained> networks,
            EpochSink epochs) {
        DataSetIterator batches = input.features(stage, input.bank(stage, network), networks);
        fit(epochs, stage, classifier, batches, validation(stage, set -> {
            FeatureBank features = evaluator.features(network, set);
            return trained -> Evaluator.accuracy(Classifiers.logits(trained, features.features(0)), features);
        }));
    }

    private void onImages(
            StageSettings stage,
            ComputationGraph network,
            ComputationGraph classifier,
            Map<String, Trained> networks,
            EpochSink epochs) {
        boolean update = stage.batchNorm() == StageSettings.BatchNorm.UPDATE;
        BestBody body = new BestBody(network, stage.keep());
        try (StageInput.Open open = input.images(stage, networks);
                ClosingBatches closing = new ClosingBatches(open.batches())) {
            fit(
                    epochs,
                    stage,
                    classifier,
                    new LiveFeatures(network, LayerNames.FEATURES, closing, update),
                    validation(stage, set -> trained -> {
                        Classifiers.install(trained, network);
                        return body.remember(evaluator.accuracy(set).applyAsDouble(network));
                    }));
            body.restore();
        }
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

    private void fit(
            EpochSink epochs,
            StageSettings stage,
            ComputationGraph network,
            DataSetIterator batches,
            Validation validation) {
        List<TrainingListener> listeners = new ArrayList<>();
        List<MaxNorm> projections = new ArrayList<>();
        RegularizerFactory regularizers = new RegularizerFactory(catalog, experiment, images);
        for (StageRegularizer settings : stage.regularizers()) {
            Regularizer rule = catalog.create(settings.method());
            if (rule instanceof MaxNorm maxNorm) {
                projections.add(maxNorm);
            }
            listeners.add(new RegularizerListener(
                    regularizers.restricted(rule, settings.method()),
                    regularizers.filter(settings.method()),
                    settings.cadence()));
        }
        Stage recipe = new Stage(
                stage.name(),
                stage.epochs(),
                catalog.create(stage.schedule()).create(stage.learningRate(), stage.epochs()),
                stage.momentum(),
                parts.loss(stage),
                stage.keep());
        try (ClosingBatches closing = new ClosingBatches(batches)) {
            new Trainer(logging(epochs, stage, validation.split(), projections))
                    .fit(network, recipe, closing, validation, listeners);
        }
    }

    private Progress logging(EpochSink epochs, StageSettings stage, String split, List<MaxNorm> projections) {
        progress.start(stage.name(), stage.epochs(), input.epochLength(stage));
        return new Progress() {
            @Override
            public void batchDone(int epoch, int batch, int examples, double loss) {
                progress.advance(epoch, examples, loss);
            }

            @Override
            public void epochDone(EpochRecord epoch) {
                epochs.add(split, epoch, projections);
                progress.epochDone(epoch);
            }
        };
    }
}
