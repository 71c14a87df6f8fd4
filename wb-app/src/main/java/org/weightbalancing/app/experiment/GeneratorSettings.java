package org.weightbalancing.app.experiment;

import org.weightbalancing.app.search.Goal;
import org.weightbalancing.app.search.GridGenerator;
import org.weightbalancing.app.search.SearchSpace;
import org.weightbalancing.app.search.StudyGenerator;
import org.weightbalancing.app.search.SuccessiveHalvingGenerator;
import org.weightbalancing.app.setting.InvalidSetting;
import org.weightbalancing.app.setting.Setting;

/** Names what proposes the trials of a search. */
public interface GeneratorSettings extends ComponentSettings<GeneratorSettings.Factory> {

    /** Makes the generator of a search. */
    @FunctionalInterface
    interface Factory {
        /**
         * Makes the generator.
         *
         * @param space that is searched
         * @param goal what is better
         * @param epochs of the stage that is measured, which is the largest budget of a trial
         * @param seed of all draws
         * @return a new generator at its start
         */
        StudyGenerator create(SearchSpace space, Goal goal, int epochs, long seed);
    }

    /** Whether trials get different numbers of epochs of the stage that is measured. */
    default boolean budgetsEpochs() {
        return false;
    }

    /**
     * Refuses settings that do not fit the rest of the search.
     *
     * @param space that is searched
     * @param trials of the search
     * @param epochs of the stage that is measured
     * @throws IllegalArgumentException if the settings do not fit them
     */
    default void require(SearchSpace space, int trials, int epochs) {}

    /** Independent draws. */
    record Random() implements GeneratorSettings {}

    /**
     * All combinations of evenly spaced values.
     *
     * @param points of dimensions that have more values
     * @param shuffled whether the order is random
     */
    record Grid(
            @Setting(
                    doc = "Most values of a dimension of numbers, evenly spaced; a choice has all its options.",
                    byDefault = "5",
                    min = 2,
                    max = 10_000,
                    example = "5")
            int points,

            @Setting(doc = "Whether the combinations come in random order.", byDefault = "false")
            boolean shuffled)
            implements GeneratorSettings {

        @Override
        public void require(SearchSpace space, int trials, int epochs) {
            int cells = new GridGenerator(space, points, shuffled, 0).total();
            if (cells > trials && !shuffled) {
                throw new InvalidSetting(
                        "points",
                        "is " + points + ", so that the grid has " + cells + " cells, but budget.trials is " + trials
                                + ": the last ones would never be tried; raise the budget, lower points, narrow the space"
                                + " or set shuffled: true");
            }
        }
    }

    /** A scrambled Sobol sequence. */
    record Sobol() implements GeneratorSettings {}

    /**
     * Evolution of a population.
     *
     * @param population of the best trials
     */
    record Genetic(
            @Setting(
                    doc = "Most trials of which the next ones are bred.",
                    byDefault = "20",
                    min = 3,
                    max = 10_000,
                    example = "20")
            int population)
            implements GeneratorSettings {}

    /**
     * Densities of good and of bad trials.
     *
     * @param startup trials before the first that is modelled
     * @param candidates drawn for each proposal
     * @param gamma share of the trials that count as good
     */
    record Tpe(
            @Setting(
                    doc = "Trials with a score, spread over the space, before the first that is modelled.",
                    byDefault = "10",
                    min = 1,
                    max = 1_000_000,
                    example = "10")
            int startup,

            @Setting(
                    doc = "Candidates drawn for each proposal, of which the most promising is taken.",
                    byDefault = "24",
                    min = 1,
                    max = 10_000)
            int candidates,

            @Setting(
                    doc = "Share of the trials that count as good, at most 25 of them.",
                    byDefault = "0.15",
                    min = 0,
                    aboveMin = true,
                    max = 1,
                    belowMax = true)
            double gamma)
            implements GeneratorSettings {}

    /**
     * Rounds of trials, the best of which go on for more epochs, all of a round being waited for.
     *
     * @param smallest epochs of the first round
     * @param factor of the epochs from round to round
     * @param configurations in the first round
     */
    record SuccessiveHalving(
            @Setting(doc = SMALLEST, byDefault = "1", min = 1, max = 1_000_000, example = "1")
            int smallest,

            @Setting(doc = FACTOR, byDefault = "3", min = 2, max = 1000, example = "3")
            int factor,

            @Setting(doc = "Trials of the first round.", byDefault = "27", min = 2, max = 1_000_000, example = "27")
            int configurations)
            implements GeneratorSettings {

        @Override
        public boolean budgetsEpochs() {
            return true;
        }

        @Override
        public void require(SearchSpace space, int trials, int epochs) {
            requireRungs(smallest, factor, epochs);
            int total = new SuccessiveHalvingGenerator(
                            space, Goal.maximise(), 0, smallest, epochs, factor, configurations)
                    .total();
            if (total > trials) {
                throw new InvalidSetting(
                        "configurations",
                        "is " + configurations + ", so that all rounds have " + total + " trials, but budget.trials is "
                                + trials + ": the last round would never come; lower it or raise the budget");
            }
        }
    }

    /**
     * Trials of which the best of as many epochs go on for more, none being waited for.
     *
     * @param smallest epochs of a new trial
     * @param factor of the epochs from rung to rung
     */
    record Asha(
            @Setting(doc = SMALLEST, byDefault = "1", min = 1, max = 1_000_000, example = "1")
            int smallest,

            @Setting(doc = FACTOR, byDefault = "3", min = 2, max = 1000, example = "3")
            int factor)
            implements GeneratorSettings {

        @Override
        public boolean budgetsEpochs() {
            return true;
        }

        @Override
        public void require(SearchSpace space, int trials, int epochs) {
            requireRungs(smallest, factor, epochs);
        }
    }

    /** What files are told about the first epochs. */
    String SMALLEST = "Epochs of a new trial.";

    /** What files are told about the reduction. */
    String FACTOR = "One of so many trials is promoted, to so many times the epochs.";

    private static void requireRungs(int smallest, int factor, int epochs) {
        if ((long) smallest * factor > epochs) {
            throw new InvalidSetting(
                    "smallest",
                    "is " + smallest + ", but the stage that is measured has " + epochs + " epochs, fewer than "
                            + factor + " times as many, so that no trial could be promoted; allowed: up to "
                            + epochs / factor);
        }
    }
}
