package org.weightbalancing.app.training;

import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.weightbalancing.app.experiment.AdjustmentSettings;
import org.weightbalancing.app.experiment.Catalog;
import org.weightbalancing.app.experiment.Experiment;
import org.weightbalancing.app.experiment.HeadSettings;
import org.weightbalancing.app.experiment.HeadSource;
import org.weightbalancing.app.experiment.PostHocSettings;
import org.weightbalancing.app.experiment.RegularizerSettings;
import org.weightbalancing.app.experiment.ValidationLogits;
import org.weightbalancing.app.feature.FeatureSource;
import org.weightbalancing.app.image.Images;
import org.weightbalancing.app.setting.ExperimentException;
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
 * @param images on which adjustments are fitted
 * @param features from which heads are computed
 */
public record PostHoc(Catalog catalog, Experiment experiment, Images images, FeatureSource features) {

    /** Makes the changed network; the origin is left alone. */
    public Trained change(Trained origin, PostHocSettings change) {
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
        Supplier<FeatureBank> training = () -> features.plain(network, images.train());
        return catalog.create(settings).create(new HeadSource(network, new CrossEntropy(), false, 0, training));
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
        FeatureBank bank = features.plain(network, images.validation());
        INDArray logits = Classifiers.logits(network, bank.features(0));
        return new ValidationLogits(before.apply(LogitRows.of(logits)), bank.labels());
    }
}
