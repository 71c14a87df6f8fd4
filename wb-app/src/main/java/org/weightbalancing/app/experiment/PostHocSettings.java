package org.weightbalancing.app.experiment;

import java.util.List;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.setting.Setting;

/**
 * A change of a trained network without training: first of its head, then of its weights, then of its logits.
 *
 * @param name of the changed network in reports
 * @param from the stage whose network is changed
 * @param head computed from the features of the training images
 * @param regularizers applied once each, in this order
 * @param adjustments of the logits, in this order
 */
public record PostHocSettings(
        @Setting(doc = "Name of the changed network in reports, in kebab-case.", example = "tau-normalization")
        String name,

        @Setting(doc = "The stage whose network is changed.", example = "features")
        String from,

        @Setting(
                doc = "A classifier computed from the features of the training images; keep leaves the classifier.",
                byDefault = "keep")
        HeadSettings head,

        @Setting(
                doc = "Regularizers applied once each, in this order, to the network with its head.",
                byDefault = "[]",
                example = "[{name: tau-normalization, tau: 1.9}]")
        List<RegularizerSettings> regularizers,

        @Setting(
                doc = "Adjustments of the logits, in this order; those that are fitted see the validation images.",
                byDefault = "[]")
        List<AdjustmentSettings> adjustments) {

    /** Checks the name, that there is a change, and that each has an effect without training. */
    public PostHocSettings {
        regularizers = List.copyOf(regularizers);
        adjustments = List.copyOf(adjustments);
        KebabCase.require("name", name);
        boolean keeps = head instanceof HeadSettings.Keep;
        if (!keeps && !head.closedForm()) {
            throw new InvalidSetting("head", "must be trained; name it as head of a stage");
        }
        if (keeps && regularizers.isEmpty() && adjustments.isEmpty()) {
            throw new InvalidSetting(
                    "name", "is '" + name + "', but nothing is changed; give head, regularizers or adjustments");
        }
        for (int i = 0; i < regularizers.size(); i++) {
            if (!regularizers.get(i).projects()) {
                throw new InvalidSetting(
                        "regularizers[" + i + "]", "changes gradients only, so it has no effect without training");
            }
        }
    }
}
