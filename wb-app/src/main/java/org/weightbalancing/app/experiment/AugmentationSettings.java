package org.weightbalancing.app.experiment;

import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.data.Augmentation;

/** Names a random change of how a training image is read. */
public interface AugmentationSettings extends ComponentSettings<Augmentation> {

    /**
     * Pads the image and crops its size at a random place.
     *
     * @param pad pixels added on each side
     */
    record PadCrop(
            @Setting(doc = "Pixels of black added on each side.", byDefault = "4", min = 0, max = 4096, example = "4")
            int pad)
            implements AugmentationSettings {}

    /**
     * Exchanges left and right.
     *
     * @param probability of an exchange
     */
    record HorizontalFlip(
            @Setting(doc = "Probability of a flip.", byDefault = "0.5", min = 0, max = 1)
            double probability) implements AugmentationSettings {}
}
