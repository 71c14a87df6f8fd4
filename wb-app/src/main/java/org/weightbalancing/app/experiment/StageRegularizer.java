package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.KebabCase;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.regularizers.Cadence;

/**
 * A regularizer of a stage, with the moment when it acts.
 *
 * @param method what is done to which parameters
 * @param cadence when weights are projected; a gradient is changed in every step
 */
public record StageRegularizer(
        @Setting(doc = "The regularizer.", inline = true) RegularizerSettings method,

        @Setting(
                doc =
                        "When weights are projected: every-step, every-epoch as in the published code, or once before the first step.",
                byDefault = "every-step",
                example = "every-step")
        Cadence cadence) {

    /** Checks that the cadence has an effect. */
    public StageRegularizer {
        if (cadence != Cadence.EVERY_STEP && !method.projects()) {
            throw new InvalidSetting(
                    "cadence",
                    "is " + KebabCase.of(cadence) + ", but this regularizer changes the gradient of every step");
        }
    }
}
