package org.weightbalancing.app.experiment;

import com.google.inject.multibindings.MapBinder;
import org.weightbalancing.app.search.MedianPruner;
import org.weightbalancing.app.search.Pruner;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;

/** Names when a trial of a search is given up on its way. */
public interface PruningSettings extends ComponentSettings<Pruner> {

    /** Whether any trial is ever given up. */
    default boolean prunes() {
        return true;
    }

    /**
     * Refuses settings by which nothing could be given up.
     *
     * @param epochs of the stage that is judged
     * @throws IllegalArgumentException if the settings do not fit it
     */
    default void require(int epochs) {}

    /** Every trial runs to its end. */
    record None() implements PruningSettings {
        @Override
        public boolean prunes() {
            return false;
        }
    }

    /**
     * Trials worse than the median of the others are given up.
     *
     * @param trials that others must have come as far
     * @param steps before a trial is judged
     */
    record Median(
            @Setting(
                    doc = "Other trials that must have come as far before one is judged.",
                    byDefault = "5",
                    min = 1,
                    max = 1_000_000,
                    example = "5")
            int trials,

            @Setting(doc = "Epochs before a trial is judged.", byDefault = "3", min = 1, max = 1_000_000, example = "3")
            int steps)
            implements PruningSettings {

        @Override
        public void require(int epochs) {
            if (steps >= epochs) {
                throw new InvalidSetting(
                        "steps",
                        "is " + steps + ", but a trial has " + epochs + " epochs: none would be given up; allowed:"
                                + " below " + epochs);
            }
        }
    }

    /** Binds the built-in ones. */
    static void bind(MapBinder<String, Component<Pruner>> prunings) {
        prunings.addBinding("none")
                .toInstance(Component.of(None.class, "Every trial runs to its end.", settings -> Pruner.none()));
        prunings.addBinding("median")
                .toInstance(Component.of(
                                Median.class,
                                "Gives up a trial whose best value so far is worse than the median of what others had on"
                                        + " average after as many epochs.",
                                settings -> new MedianPruner(settings.trials(), settings.steps()))
                        .formula("max_{s<=t} v_s < median_j (1/t) sum_{s<=t} v_js, where more is better")
                        .source("Golovin et al., Google Vizier, KDD 2017, section 3.2"));
    }
}
