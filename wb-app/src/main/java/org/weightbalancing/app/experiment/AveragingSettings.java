package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;
import org.weightbalancing.train.CheckpointPolicy;
import org.weightbalancing.train.ExponentialMovingAverage;
import org.weightbalancing.train.NoAveraging;
import org.weightbalancing.train.StochasticWeightAverage;
import org.weightbalancing.train.WeightAveraging;

/** Names how the weights that a stage ends with are averaged over its steps or epochs. */
public interface AveragingSettings extends ComponentSettings<WeightAveraging> {

    /** No average. */
    record None() implements AveragingSettings {}

    /**
     * An average that follows the weights with every step.
     *
     * @param decay share of the average that a step keeps
     * @param warmUp whether the share begins low
     */
    record Ema(
            @Setting(
                    doc = "Share of the average that each step keeps.",
                    byDefault = "0.999",
                    min = 0,
                    aboveMin = true,
                    max = 1,
                    belowMax = true,
                    example = "0.999")
            double decay,

            @Setting(
                    doc = "Whether the share of step t, counted from 0, is at most (1 + t) / (10 + t).",
                    byDefault = "true")
            boolean warmUp)
            implements AveragingSettings {}

    /**
     * The mean of the weights at the ends of the last epochs.
     *
     * @param fromEpoch first epoch, counted from 0, whose end counts
     */
    record Swa(
            @Setting(doc = "The first epoch, counted from 0, whose end counts in the mean.", min = 0, example = "150")
            int fromEpoch)
            implements AveragingSettings {

        /** Refuses a stage that ends before the first epoch that counts, or selects one of its epochs. */
        void requireStage(int epochs, CheckpointPolicy keep) {
            if (fromEpoch >= epochs) {
                throw new InvalidSetting(
                        "averaging.from-epoch",
                        "is " + fromEpoch + ", but the stage has " + epochs
                                + " epochs, counted from 0, so that none would count");
            }
            if (keep != CheckpointPolicy.LAST) {
                throw new InvalidSetting(
                        "averaging",
                        "is swa, a mean over epochs, of which none can be selected; set keep: last, or averaging: ema");
            }
        }
    }

    /** Binds the averages that are built in. */
    static void bind(MapBinder<String, Component<WeightAveraging>> averagings) {
        averagings
                .addBinding("none")
                .toInstance(
                        Component.of(None.class, "Ends with the weights as they are.", settings -> new NoAveraging()));
        averagings
                .addBinding("ema")
                .toInstance(Component.<WeightAveraging, Ema>of(
                                Ema.class,
                                "Ends with, and is measured by, a moving average of all weights and running"
                                        + " statistics.",
                                settings -> new ExponentialMovingAverage(settings.decay(), settings.warmUp()))
                        .formula("a = d a + (1 - d) w after every step")
                        .source("Tarvainen and Valpola, NeurIPS 2017"));
        averagings
                .addBinding("swa")
                .toInstance(Component.<WeightAveraging, Swa>of(
                                Swa.class,
                                "Ends with the mean of the weights at the ends of the last epochs, their running"
                                        + " statistics estimated anew.",
                                settings -> new StochasticWeightAverage(settings.fromEpoch()))
                        .formula("a = mean over epochs e >= from-epoch of w_e; needs keep: last")
                        .source("Izmailov et al., UAI 2018"));
    }
}
