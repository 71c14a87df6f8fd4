package org.weightbalancing.app;

import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.data.ImageSet;
import org.weightbalancing.eval.adjustment.LogitAdjustment;
import org.weightbalancing.model.Classifiers;
import org.weightbalancing.regularizers.Regularizers;
import org.weightbalancing.train.FeatureBank;
import org.weightbalancing.train.loss.CrossEntropy;

/**
 * Changes trained networks without training: the head first, then weights, then logits.
 *
 * @param catalog makes what changes
 * @param experiment says what is changed
 * @param images from whose features heads are computed and on which adjustments are fitted
 */
record PostHoc(Catalog catalog, Experiment experiment, Images images) {

    /** Makes the changed network; the origin is left alone. */
    Trained change(Trained origin, PostHocSettings change) {
        ComputationGraph network = origin.network().clone();
        if (!(change.head() instanceof HeadSettings.Keep)) {
            network = Classifiers.replace(network, head(network, change.head()));
        }
        RegularizerFactory regularizers = new RegularizerFactory(catalog, experiment, images);
        for (RegularizerSettings settings : change.regularizers()) {
            Regularizers.apply(network, regularizers.filter(settings), regularizers.create(settings));
        }
        return new Trained(change.name(), network, adjustment(network, change), origin.stamp());
    }

    private ComputationGraph head(ComputationGraph network, HeadSettings settings) {
        Supplier<FeatureBank> features = () -> features(network, images.train());
        return catalog.create(settings).create(new HeadSource(network, new CrossEntropy(), false, 0, features));
    }

    private FeatureBank features(ComputationGraph network, ImageSet set) {
        return new Evaluator(images, experiment.evaluation().batch()).features(network, set);
    }

    private Optional<LogitAdjustment> adjustment(ComputationGraph network, PostHocSettings change) {
        if (change.adjustments().isEmpty()) {
            return Optional.empty();
        }
        LogitAdjustment all = LogitAdjustment.identity(images.train().classes());
        for (AdjustmentSettings settings : change.adjustments()) {
            LogitAdjustment before = all;
            all = before.then(
                    catalog.create(settings).create(images.train().classCounts(), () -> validation(network, before)));
        }
        return Optional.of(all);
    }

    /** What the network says of the validation images, with the adjustments so far. */
    private ValidationLogits validation(ComputationGraph network, LogitAdjustment before) {
        if (images.validation().size() == 0) {
            throw new ExperimentException("post-hoc: there are no validation images to fit an adjustment on; set "
                    + experiment.data().validationKey());
        }
        FeatureBank bank = features(network, images.validation());
        INDArray logits = Classifiers.logits(network, bank.features(0));
        return new ValidationLogits(before.apply(LogitRows.of(logits)), bank.labels());
    }
}
