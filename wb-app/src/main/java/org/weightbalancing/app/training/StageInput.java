package org.weightbalancing.app.training;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.StageSettings;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.Sampler;
import org.weightbalancing.data.mixing.MixedBatches;
import org.weightbalancing.data.mixing.Mixing;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.FeatureBatches;
import org.weightbalancing.train.Seeds;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * Feeds stages: with images or their features, sampled, mixed and labelled as the stage says.
 *
 * @param catalog makes samplers and mixings
 * @param experiment the stages are part of
 * @param images that are shown
 */
record StageInput(Catalog catalog, Experiment experiment, Images images) {

    /** Puts an input at a batch of an epoch, both counted from 0. */
    @FunctionalInterface
    interface Position {
        void startAt(int epoch, int batch);
    }

    /**
     * Where an input begins.
     *
     * @param epochLength images of its first epoch
     * @param position puts it anywhere else
     */
    public record Start(int epochLength, Position position) {
        /** Puts the input at a batch of an epoch, both counted from 0. */
        public void at(int epoch, int batch) {
            position.startAt(epoch, batch);
        }
    }

    /** Batches, where they begin, and what is closed after them. */
    record Open(DataSetIterator batches, Start start, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    /** Training images, mixed and labelled as the stage says. */
    Open images(StageSettings stage, Map<String, Trained> networks) {
        ImageBatches plain = images.training(stage.batch(), sampler(stage), order());
        Optional<Mixing> mixing =
                catalog.create(stage.mixing()).create(images.train().classCounts(), stage.epochs());
        Open open = mixing.map(mix -> mixed(stage, plain, mix))
                .orElseGet(() -> new Open(plain, start(stage, plain::startAt), plain::close));
        if (stage.hasTeacher()) {
            open.batches()
                    .setPreProcessor(new TeacherLabels(
                            InferenceNetwork.of(networks.get(stage.teacher()).network())));
        }
        return open;
    }

    private Open mixed(StageSettings stage, ImageBatches plain, Mixing mixing) {
        MixedBatches batches = new MixedBatches(plain, mixing);
        return new Open(batches, start(stage, batches::startAt), batches::close);
    }

    /** The start of a stage's input; its first epoch shows as many images as most samplers show in each. */
    Start start(StageSettings stage, Position position) {
        int length =
                sampler(stage).order(images.train().labels(), images.train().classes(), order(), 0).length;
        return new Start(length, position);
    }

    /** Cached features, labelled as the stage says. */
    FeatureBatches features(StageSettings stage, FeatureBank bank, Map<String, Trained> networks) {
        Sampler sampler = sampler(stage);
        int[] labels = bank.labels();
        long order = order();
        FeatureBatches batches =
                new FeatureBatches(bank, stage.batch(), epoch -> sampler.order(labels, bank.classes(), order, epoch));
        if (stage.hasTeacher()) {
            ComputationGraph teacher = networks.get(stage.teacher()).network();
            batches.setPreProcessor(new TeacherLabels(Classifiers.extract(teacher, new CrossEntropy())));
        }
        return batches;
    }

    private Sampler sampler(StageSettings stage) {
        return catalog.create(stage.sampler()).create(stage.epochs());
    }

    private long order() {
        return new Seeds(experiment.seed()).stream(Images.ORDER_STREAM);
    }
}
