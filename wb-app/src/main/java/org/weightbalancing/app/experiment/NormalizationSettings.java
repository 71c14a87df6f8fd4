package org.weightbalancing.app.experiment;

import java.util.List;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.app.yaml.YamlNumber;

/**
 * How pixel values become network input: (value - mean) / std with values from 0 to 1.
 *
 * @param mean of the red, green and blue channel
 * @param std standard deviation of the red, green and blue channel
 */
public record NormalizationSettings(
        @Setting(
                doc = "Mean of the red, green and blue channel, of values 0 to 1.",
                byDefault = "[0.4914, 0.4822, 0.4465]",
                min = 3,
                max = 3)
        List<Double> mean,

        @Setting(
                doc = "Standard deviation of the red, green and blue channel, of values 0 to 1.",
                byDefault = "[0.2023, 0.1994, 0.2010]",
                min = 3,
                max = 3)
        List<Double> std) {

    /** Checks that deviations are positive. */
    public NormalizationSettings {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        for (int channel = 0; channel < std.size(); channel++) {
            if (!(std.get(channel) > 0)) {
                throw new InvalidSetting(
                        "std[" + channel + "]",
                        "is " + YamlNumber.text(std.get(channel)) + "; a standard deviation must be above 0");
            }
        }
    }
}
