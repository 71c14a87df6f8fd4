package org.weightbalancing.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.Sampler;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.model.ResNets;
import org.weightbalancing.regularizers.MaxNorm;
import org.weightbalancing.regularizers.Regularizer;
import org.weightbalancing.regularizers.RegularizerListener;
import org.weightbalancing.train.ClosingBatches;
import org.weightbalancing.train.EpochRecord;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.LiveFeatures;
import org.weightbalancing.train.Progress;
import org.weightbalancing.train.Seeds;
import org.weightbalancing.train.Stage;
import org.weightbalancing.train.Trainer;
import org.weightbalancing.train.Validation;

/** Trains the stages of an experiment: each turns a network into a new one and leaves its origin alone. */
final class StageTrainer {

    // One stream for all stages: those that start from scratch start alike and see the same batches.
    private static final String INITIALIZATION_STREAM = "initialization";

    private final Catalog catalog;
    private final Experiment experiment;
    private final Images images;
    private final StageProgress progress;
    private final Seeds seeds;
    private final Evaluator evaluator;

    StageTrainer(Catalog catalog, Experiment experiment, Images images, StageProgress progress) {
        this.catalog = catalog;
        this.experiment = experiment;
        this.images = images;
        this.progress = progress;
        this.seeds = new Seeds(experiment.seed());
        this.evaluator = new Evaluator(images, experiment.evaluation().batch());
    }

    /** Where the epochs of one stage are noted. */
    private interface EpochSink {
        void add(String split, EpochRecord epoch, List<MaxNorm> projections);
    }

    /**
     * Refuses regularizers of parameters that the network does not have, before anything is trained.
     *
     * @throws ExperimentException if a stage or change names an unknown layer, saying which there are
     */
    void requireParameters() {
        ComputationGraph network = fresh(experiment.stages().get(0));
        for (StageSettings stage : experiment.stages()) {
            ComputationGraph trained = stage.trains() == StageSettings.TrainedPart.EVERYTHING
                    ? network
                    : Classifiers.extract(network, loss(stage));
            for (StageRegularizer regularizer : stage.regularizers()) {
                requireParameters("stage " + stage.name(), regularizer.method(), trained);
            }
        }
        for (PostHocSettings change : experiment.postHoc()) {
            change.regularizers()
                    .forEach(regularizer -> requireParameters("post-hoc " + change.name(), regularizer, network));
        }
    }

    private void requireParameters(String where, RegularizerSettings settings, ComputationGraph network) {
        try {
            catalog.filter(settings).in(network);
        } catch (IllegalArgumentException e) {
            throw new ExperimentException(where + ": " + e.getMessage());
        }
    }

    /** Trains a stage from a network, or from scratch when there is none. */
    Trained train(StageSettings stage, Optional<Trained> from, EpochLog log) {
        ComputationGraph network =
                from.map(trained -> trained.network().clone()).orElseGet(() -> fresh(stage));
        Optional<String> stamp = stage.keep().stamp().or(() -> from.flatMap(Trained::stamp));
        EpochSink epochs = (split, epoch, projections) ->
                log.add(new EpochLog.Origin(stage.name(), split, stamp), epoch, projections);
        switch (stage.trains()) {
            case EVERYTHING -> everything(stage, network, epochs);
            case CLASSIFIER -> classifier(stage, network, epochs);
        }
        return new Trained(stage.name(), network, stamp);
    }

    private ComputationGraph fresh(StageSettings stage) {
        int classes = images.train().classes();
        long seed = seeds.stream(INITIALIZATION_STREAM);
        return ResNets.build(
                catalog.network(experiment.model(), classes, seed)
                        .images(
                                images.train().height(),
                                images.train().width(),
                                images.train().channels()),
                loss(stage));
    }

    private void everything(StageSettings stage, ComputationGraph network, EpochSink epochs) {
        if (stage.restartClassifier()) {
            Classifiers.install(restarted(stage, network), network);
        }
        try (ImageBatches batches = batches(stage)) {
            fit(epochs, stage, network, batches, validation(stage, evaluator::accuracy));
        }
    }

    private void classifier(StageSettings stage, ComputationGraph network, EpochSink epochs) {
        ComputationGraph classifier =
                stage.restartClassifier() ? restarted(stage, network) : Classifiers.extract(network, loss(stage));
        switch (stage.input()) {
            case CACHED_FEATURES -> onCachedFeatures(stage, network, classifier, epochs);
            case IMAGES -> onImages(stage, network, classifier, epochs);
        }
        Classifiers.install(classifier, network);
    }

    private void onCachedFeatures(
            StageSettings stage, ComputationGraph network, ComputationGraph classifier, EpochSink epochs) {
        FeatureBank bank = bank(stage, network);
        Sampler sampler = catalog.create(stage.sampler());
        int[] labels = bank.labels();
        long order = seeds.stream(Images.ORDER_STREAM);
        FeatureBatches batches =
                new FeatureBatches(bank, stage.batch(), epoch -> sampler.order(labels, bank.classes(), order, epoch));
        fit(epochs, stage, classifier, batches, validation(stage, set -> {
            FeatureBank features = evaluator.features(network, set);
            return trained -> Evaluator.accuracy(Classifiers.logits(trained, features.features(0)), features);
        }));
    }

    private FeatureBank bank(StageSettings stage, ComputationGraph network) {
        if (stage.views() == 0) {
            return evaluator.features(network, images.train());
        }
        long seed = seeds.stream(stage.name() + "/views");
        try (ImageBatches views = images.views(experiment.evaluation().batch(), seed);
                ClosingBatches closing = new ClosingBatches(views)) {
            return FeatureBank.of(InferenceNetwork.of(network), LayerNames.FEATURES, closing, stage.views());
        }
    }

    private void onImages(
            StageSettings stage, ComputationGraph network, ComputationGraph classifier, EpochSink epochs) {
        boolean update = stage.batchNorm() == StageSettings.BatchNorm.UPDATE;
        BestBody body = new BestBody(network, stage.keep());
        try (ImageBatches batches = batches(stage);
                ClosingBatches closing = new ClosingBatches(batches)) {
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

    private ImageBatches batches(StageSettings stage) {
        return images.training(stage.batch(), catalog.create(stage.sampler()), seeds.stream(Images.ORDER_STREAM));
    }

    private ComputationGraph restarted(StageSettings stage, ComputationGraph network) {
        return Classifiers.fresh(network, loss(stage), seeds.stream(stage.name() + "/classifier"));
    }

    private ILossFunction loss(StageSettings stage) {
        return catalog.create(stage.loss()).create(images.train().classCounts());
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
        for (StageRegularizer settings : stage.regularizers()) {
            Regularizer regularizer = catalog.create(settings.method());
            listeners.add(new RegularizerListener(regularizer, catalog.filter(settings.method()), settings.cadence()));
            if (regularizer instanceof MaxNorm maxNorm) {
                projections.add(maxNorm);
            }
        }
        Stage recipe = new Stage(
                stage.name(),
                stage.epochs(),
                catalog.create(stage.schedule()).create(stage.learningRate(), stage.epochs()),
                stage.momentum(),
                loss(stage),
                stage.keep());
        try (ClosingBatches closing = new ClosingBatches(batches)) {
            new Trainer(logging(epochs, stage, validation.split(), projections))
                    .fit(network, recipe, closing, validation, listeners);
        }
    }

    private Progress logging(EpochSink epochs, StageSettings stage, String split, List<MaxNorm> projections) {
        progress.start(stage.name(), stage.epochs(), images.train().size());
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
