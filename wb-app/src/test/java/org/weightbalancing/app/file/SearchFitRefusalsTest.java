package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.experiment.GeneratorSettings;

/** What of a search does not fit its experiment is told exactly, with its place; dimensions begin in line 17, further keys in line 18. */
final class SearchFitRefusalsTest {

    @Nested
    class Objectives {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{method: balnce} | 18:21: objective.method is 'balnce'; did you mean 'balance'? allowed: features,"
                            + " balance",
                    "{metric: entropy} | 18:12: objective.goal is of-metric, but more entropy is neither better nor worse;"
                            + " set goal: maximise or goal: minimise",
                    "{constraints: [{metric: ece}]} | 18:36: objective.constraints[0].metric is ece, but nothing bounds"
                            + " it; give at-least or at-most",
                    "{constraints: [{metric: ece, at-most: 5}]} | 18:50: objective.constraints[0].at-most is 5, but ece is"
                            + " from 0 to 1",
                    "{constraints: [{metric: brier, at-least: 2.5}]} | 18:53: objective.constraints[0].at-least is 2.5,"
                            + " but brier is from 0 to 2",
                    "{constraints: [{metric: ece, at-most: -0.1}]} | 18:50: objective.constraints[0].at-most is -0.1;"
                            + " allowed: at least 0",
                    "{constraints: [{metric: nll, at-least: 3, at-most: 2}]} | 18:51: objective.constraints[0].at-least is"
                            + " 3, but at-most is 2: no value meets both",
                    "{method: features} | 17:3: stages.balance.learning-rate changes balance, on which features does not"
                            + " depend; leave it out, or measure another method (objective.method)"
                })
        void objectivesMustBePossible(String objective, String problem) {
            assertThat(Searches.problems(Searches.SMALLEST + "objective: " + objective + "\n"))
                    .containsExactly("s.yaml:" + problem);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    ", metric: acuracy} | s.yaml:18:37: objective.metric is 'acuracy'; did you mean 'accuracy'?",
                    ", metric: entropy} | s.yaml:18:12: objective.goal is of-metric, but more entropy is neither",
                    ", quux: 1} | s.yaml:18:29: unknown key 'quux' in objective",
                    "}, seed: one | s.yaml:19:7: seed is 'one'; expected a whole number",
                    "}, generator: tpee | s.yaml:19:12: unknown generator 'tpee'"
                })
        void whatIsWrongBesideAMethodDoesNotHideIt(String beside, String problem) {
            String text = Searches.SMALLEST + "objective: {method: balnce" + beside.replace("}, ", "}\n") + "\n";
            assertThat(Searches.problems(text))
                    .hasSize(2)
                    .contains("s.yaml:18:21: objective.method is 'balnce'; did you mean 'balance'? allowed: features,"
                            + " balance")
                    .anySatisfy(line -> assertThat(line).startsWith(problem.strip()));
        }

        @Test
        void anEmptySpaceDoesNotHideIt() {
            assertThat(Searches.problems(Searches.BASE + "objective: {method: balnce}\nspace: {}\n"))
                    .extracting(line -> line.substring(0, 22))
                    .containsExactly("s.yaml:16:21: objectiv", "s.yaml:17:8: space is ");
        }

        @Test
        void metricsAreKnown() {
            assertThat(Searches.problems(Searches.SMALLEST + "objective: {metric: acuracy}\n"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "s.yaml:18:21: objective.metric is 'acuracy'; did you mean 'accuracy'? allowed: accuracy,");
        }
    }

    @Nested
    class Generators {
        private static final String EPOCHS = "  stages.balance.epochs: {integer: [1, 9]}\n";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{name: asha, smallest: 4} | 18:35: generator.smallest is 4, but the stage that is measured has 10"
                            + " epochs, fewer than 3 times as many, so that no trial could be promoted; allowed: up to 3",
                    "{name: successive-halving, smallest: 6, factor: 2} | 18:49: generator.smallest is 6, but the stage"
                            + " that is measured has 10 epochs, fewer than 2 times as many, so that no trial could be"
                            + " promoted; allowed: up to 5",
                    "successive-halving | 18:12: generator.configurations is 27, so that all rounds have 39 trials, but"
                            + " budget.trials is 9: the last round would never come; lower it or raise the budget",
                    "{name: grid, points: 10} | 18:33: generator.points is 10, so that the grid has 10 cells, but"
                            + " budget.trials is 9: the last ones would never be tried; raise the budget, lower points,"
                            + " narrow the space or set shuffled: true"
                })
        void generatorsFitTheSearch(String generator, String problem) {
            assertThat(Searches.problems(Searches.SMALLEST + "generator: " + generator + "\n"))
                    .containsExactly("s.yaml:" + problem);
        }

        @Test
        void gridsOfAsManyCellsAndShuffledOnesAreRead() {
            assertThat(Searches.read(Searches.SMALLEST + "generator: {name: grid, points: 9}\n")
                            .generator())
                    .isEqualTo(new GeneratorSettings.Grid(9, false));
            assertThat(Searches.read(Searches.SMALLEST + "generator: {name: grid, points: 10, shuffled: true}\n")
                            .generator())
                    .isEqualTo(new GeneratorSettings.Grid(10, true));
        }

        @Test
        void gridsTooLargeToCountAreRefused() {
            assertThat(Searches.problems(Searches.with("""
                              stages.balance.learning-rate: {uniform: [0, 1]}
                              stages.balance.momentum: {uniform: [0, 0.9]}
                            generator: {name: grid, points: 1001, shuffled: true}
                            """)))
                    .singleElement()
                    .asString()
                    .startsWith("s.yaml:19:12: generator: a grid with 1001 points a dimension has ");
        }

        @Test
        void epochsOfTheMeasuredStageAreNotSearchedWhereTrialsAreComparedByThem() {
            String end = "; leave it out, or take another generator or no pruning";
            assertThat(Searches.problems(Searches.with(EPOCHS) + "generator: asha\n"))
                    .containsExactly(
                            "s.yaml:17:3: stages.balance.epochs changes the epochs of stage balance, by which the"
                                    + " generator compares trials" + end);
            assertThat(Searches.problems(Searches.with(EPOCHS) + "pruning: median\n"))
                    .containsExactly("s.yaml:17:3: stages.balance.epochs changes the epochs of stage balance, by which"
                            + " pruning compares trials" + end);
            assertThat(Searches.read(Searches.with(EPOCHS)).stem()).isEqualTo(1);
            assertThat(Searches.read(Searches.with("  stages.features.epochs: {integer: [1, 9]}\n")
                                    + "pruning: median\n")
                            .stem())
                    .isZero();
        }

        @Test
        void pruningFitsTheEpochs() {
            assertThat(Searches.problems(Searches.SMALLEST + "pruning: {name: median, steps: 10}\n"))
                    .containsExactly(
                            "s.yaml:18:32: pruning.steps is 10, but a trial has 10 epochs: none would be given up;"
                                    + " allowed: below 10");
        }

        @Test
        void trialsThatTrainTheSameAreNotComparedOnTheirWay() {
            String search = Searches.BASE.replace(
                            "budget:",
                            "  post-hoc:\n    - {name: tau, from: features, regularizers: [{name: tau-normalization, tau: 1}]}\n"
                                    + "budget:")
                    + "space:\n  post-hoc.tau.regularizers[0].tau: {uniform: [0, 2]}\n";
            assertThat(Searches.read(search).stem()).isEqualTo(2);
            assertThat(Searches.problems(search + "pruning: median\n"))
                    .containsExactly(
                            "s.yaml:20:10: pruning compares trials by their epochs, but no dimension changes how"
                                    + " stage features is trained");
            assertThat(Searches.problems(search + "generator: asha\n"))
                    .containsExactly(
                            "s.yaml:20:12: generator compares trials by their epochs, but no dimension changes how"
                                    + " stage features is trained");
        }

        @Test
        void budgetsAreAtLeastOne() {
            assertThat(Searches.problems(Searches.SMALLEST.replace("trials: 9", "trials: 0, minutes: 0, attempts: 0")))
                    .containsExactly(
                            "s.yaml:15:18: budget.trials is 0; allowed: 1 to 1000000",
                            "s.yaml:15:30: budget.minutes is 0; allowed: above 0",
                            "s.yaml:15:43: budget.attempts is 0; allowed: 1 to 100");
        }
    }
}
