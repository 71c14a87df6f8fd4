package org.weightbalancing.app;

import java.util.List;

/**
 * A change of a trained network without training.
 *
 * @param name of the changed network in reports
 * @param from the stage whose network is changed
 * @param regularizers applied once each, in this order
 */
public record PostHocSettings(
        @Setting(doc = "Name of the changed network in reports, in kebab-case.", example = "tau-normalization")
        String name,

        @Setting(doc = "The stage whose network is changed.", example = "features")
        String from,

        @Setting(
                doc = "Regularizers applied once each, in this order.",
                min = 1,
                example = "[{name: tau-normalization, tau: 1.9}]")
        List<RegularizerSettings> regularizers) {

    /** Checks the name and that every regularizer has an effect without training. */
    public PostHocSettings {
        regularizers = List.copyOf(regularizers);
        KebabCase.require("name", name);
        for (int i = 0; i < regularizers.size(); i++) {
            if (!regularizers.get(i).projects()) {
                throw new InvalidSetting(
                        "regularizers[" + i + "]", "changes gradients only, so it has no effect without training");
            }
        }
    }
}
