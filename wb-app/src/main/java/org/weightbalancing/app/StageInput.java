package org.weightbalancing.app;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.weightbalancing.data.ImageBatches;
import org.weightbalancing.data.Sampler;
import org.weightbalancing.data.mixing.MixedBatches;
import org.weightbalancing.data.mixing.Mixing;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.model.InferenceNetwork;
import org.weightbalancing.model.LayerNames;
import org.weightbalancing.train.ClosingBatches;
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

    /** Batches, and what is closed after them. */
    record Open(DataSetIterator batches, Runnable closing) implements AutoCloseable {
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
        Open open = mixing.map(mix -> mixed(plain, mix)).orElseGet(() -> new Open(plain, plain::close));
        if (stage.hasTeacher()) {
            open.batches()
                    .setPreProcessor(new TeacherLabels(
                            InferenceNetwork.of(networks.get(stage.teacher()).network())));
        }
        return open;
    }

    private static Open mixed(ImageBatches plain, Mixing mixing) {
        MixedBatches batches = new MixedBatches(plain, mixing);
        return new Open(batches, batches::close);
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

    /** The features that a stage is trained on, in as many views as it asks for. */
    FeatureBank bank(StageSettings stage, ComputationGraph network) {
        int batch = experiment.evaluation().batch();
        if (stage.views() == 0) {
            return new Evaluator(images, batch).features(network, images.train());
        }
        long seed = new Seeds(experiment.seed()).stream(stage.name() + "/views");
        try (ImageBatches views = images.views(batch, seed);
                ClosingBatches closing = new ClosingBatches(views)) {
            return FeatureBank.of(InferenceNetwork.of(network), LayerNames.FEATURES, closing, stage.views());
        }
    }

    /** Images that the first epoch of a stage shows; most samplers show as many in each. */
    int epochLength(StageSettings stage) {
        return sampler(stage).order(images.train().labels(), images.train().classes(), order(), 0).length;
    }

    private Sampler sampler(StageSettings stage) {
        return catalog.create(stage.sampler()).create(stage.epochs());
    }

    private long order() {
        return new Seeds(experiment.seed()).stream(Images.ORDER_STREAM);
    }
}
