package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;

/**
 * The bounds of the shot groups, in training images of a class.
 *
 * @param manyAbove classes with more are many-shot
 * @param fewBelow classes with fewer are few-shot
 */
public record ShotGroupSettings(
        @Setting(
                doc = "Classes with more training images than this are many-shot.",
                byDefault = "100",
                min = 0,
                example = "100")
        int manyAbove,

        @Setting(
                doc = "Classes with fewer training images than this are few-shot.",
                byDefault = "20",
                min = 0,
                example = "20")
        int fewBelow) {

    /** Checks that no class is in two groups. */
    public ShotGroupSettings {
        if (fewBelow > manyAbove + 1L) {
            throw new InvalidSetting(
                    "few-below",
                    "is " + fewBelow + ", above many-above (" + manyAbove + "): some classes would be in both groups");
        }
    }
}
