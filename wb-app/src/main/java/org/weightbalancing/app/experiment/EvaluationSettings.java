package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.Setting;

/**
 * How networks are tested.
 *
 * @param flipAveraging whether logits of an image and its mirror image are averaged
 * @param shotGroups which classes count as many-, medium- and few-shot
 * @param batch images in a batch
 * @param logits whether the run directory keeps the logits
 */
public record EvaluationSettings(
        @Setting(
                doc = "Whether logits of an image and its mirror image are averaged; reports then have both numbers.",
                byDefault = "false",
                example = "true")
        boolean flipAveraging,

        @Setting(doc = "Which classes count as many-, medium- and few-shot.", byDefault = "{}")
        ShotGroupSettings shotGroups,

        @Setting(doc = "Images in a batch.", byDefault = "256", min = 1, max = 65_536)
        int batch,

        @Setting(
                doc = "Whether the run directory keeps the logits of test and validation images, as NumPy files: four "
                        + "bytes for each image, class and method.",
                byDefault = "true")
        boolean logits) {}
