package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.search.Dimension;

/** What is wrong with the dimensions of a search is told exactly, with its place; they begin in line 17. */
final class SearchSpaceRefusalsTest {

    private static final String LOSSES =
            "  stages.balance.loss: {choice: [cross-entropy, class-balanced-cross-entropy]}\n";

    private static List<String> problems(String dimensions) {
        return Searches.problems(Searches.with(dimensions));
    }

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{log-uniform: [0, 1]} | 17:42: log-uniform of dimension stages.balance.momentum starts at 0, which"
                            + " has no logarithm; allowed: above 0, or uniform",
                    "{uniform: [0.5, 0.5]} | 17:38: uniform of dimension stages.balance.momentum is [0.5, 0.5]; the first"
                            + " must be below the second",
                    "{uniform: [0, .inf]} | 17:38: uniform of dimension stages.balance.momentum is [0,\".inf\"]; expected"
                            + " two finite numbers",
                    "{uniform: [0, 0.1, 0.2]} | 17:38: uniform of dimension stages.balance.momentum is [0,0.1,0.2];"
                            + " expected two finite numbers",
                    "{uniform: 3} | 17:38: uniform of dimension stages.balance.momentum is '3'; expected two finite"
                            + " numbers",
                    "{integer: [0.5, 3]} | 17:38: integer of dimension stages.balance.momentum is [0.5,3]; expected two"
                            + " whole numbers from -2147483648 to 2147483647",
                    "{integer: [1, 3000000000]} | 17:38: integer of dimension stages.balance.momentum is [1,3000000000];"
                            + " expected two whole numbers from -2147483648 to 2147483647",
                    "{integer: [-2000000000, 2000000000]} | 17:38: integer of dimension stages.balance.momentum is"
                            + " [-2000000000, 2000000000]; allowed: up to 2147483647 numbers",
                    "{integer: [3, 3]} | 17:38: integer of dimension stages.balance.momentum is [3, 3]; the first must be"
                            + " below the second",
                    "{choice: []} | 17:37: choice of dimension stages.balance.momentum is []; expected a list of at least"
                            + " one option",
                    "{choice: 0.5} | 17:37: choice of dimension stages.balance.momentum is '0.5'; expected a list of at"
                            + " least one option",
                    "{choice: [0.5, 5e-1]} | 17:43: choice of dimension stages.balance.momentum has the option 0.5 twice",
                    "{choice: [~]} | 17:38: an option of dimension stages.balance.momentum has no value",
                    "{choice: [{name: ~}]} | 17:38: an option of dimension stages.balance.momentum has no value at name",
                    "{} | 17:28: dimension stages.balance.momentum has no values; give one of uniform, log-uniform,"
                            + " integer, choice",
                    "{uniform: [0, 1], choice: [1]} | 17:28: dimension stages.balance.momentum has uniform and choice;"
                            + " give one of uniform, log-uniform, integer, choice",
                    "0.5 | 17:28: stages.balance.momentum is '0.5'; expected a dimension, such as {uniform: [0, 1]}",
                    "{uniform: [0, 0.5], wen: 1} | 17:48: unknown key 'wen' in dimension stages.balance.momentum; did you"
                            + " mean 'when'? allowed: uniform, log-uniform, integer, choice, when"
                })
        void valuesMustBePossible(String dimension, String problem) {
            assertThat(problems("  stages.balance.momentum: " + dimension + "\n"))
                    .containsExactly("s.yaml:" + problem);
        }

        @Test
        void endsAndOptionsAreTriedOnTheExperiment() {
            assertThat(problems("  stages.balance.momentum: {uniform: [-0.5, 1]}\n"))
                    .containsExactly(
                            "s.yaml:17:3: stages.balance.momentum as -0.5: stages[1].momentum is -0.5; allowed: 0 to below"
                                    + " 1",
                            "s.yaml:17:3: stages.balance.momentum as 1: stages[1].momentum is 1; allowed: 0 to below 1");
            assertThat(problems("  stages.balance.batch: {choice: [32, large, 0]}\n"))
                    .containsExactly(
                            "s.yaml:17:3: stages.balance.batch as large: stages[1].batch is 'large'; expected a whole"
                                    + " number",
                            "s.yaml:17:3: stages.balance.batch as 0: stages[1].batch is 0; allowed: 1 to 65536");
        }

        @Test
        void rulesBetweenSettingsAreTriedToo() {
            assertThat(problems("  stages.balance.trains: {choice: [classifier, everything]}\n"))
                    .containsExactly(
                            "s.yaml:17:3: stages.balance.trains as everything: stages[1].input is cached-features,"
                                    + " which needs trains: classifier; set input: images or trains: classifier");
        }
    }

    @Nested
    class Paths {
        @Test
        void unknownPathsNameTheNearest() {
            assertThat(problems("  stages.balance.lerning-rate: {uniform: [0, 1]}\n"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "s.yaml:17:3: stages.balance.lerning-rate as 0: unknown key 'lerning-rate' in stages[1]; did"
                                    + " you mean 'learning-rate'? allowed: name, from,");
            assertThat(problems("  stages.balnce.batch: {integer: [1, 2]}\n"))
                    .containsExactly(
                            "s.yaml:17:3: stages.balnce.batch as 1: stages has no item named 'balnce'; did you mean"
                                    + " 'balance'? there are: features, balance");
            assertThat(problems("  stages[2].batch: {integer: [1, 2]}\n"))
                    .containsExactly("s.yaml:17:3: stages[2].batch as 1: stages has no item 2; allowed: 0 to 1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {"a..b | a..b", "'' | ''", "' ' | ' '", "'a=b' | a=b", "a. | a."})
        void whatIsNoPathIsRefused(String key, String name) {
            assertThat(problems("  " + key + ": {integer: [1, 2]}\n"))
                    .containsExactly("s.yaml:17:3: dimension '" + name.replace("'", "")
                            + "' is no path; expected one such as stages[0].learning-rate");
        }

        @Test
        void onePlaceIsChangedByOneDimension() {
            assertThat(problems("""
                              stages.balance.batch: {integer: [1, 2]}
                              stages[1].batch: {integer: [1, 2]}
                            """))
                    .containsExactly(
                            "s.yaml:18:3: stages[1].batch is the place of stages.balance.batch too; leave out one of them");
            assertThat(problems("""
                              stages.balance.regularizers.weight-decay.decay: {uniform: [0, 1]}
                              stages.balance.regularizers[0].decay: {uniform: [0, 1]}
                            """))
                    .singleElement()
                    .asString()
                    .startsWith("s.yaml:18:3: stages.balance.regularizers[0].decay is the place of stages.balance.reg");
        }

        @Test
        void laterDimensionsDoNotOverwriteEarlierOnes() {
            assertThat(problems("""
                              stages.balance.loss.beta: {uniform: [0.1, 0.9]}
                              stages[1].loss: {choice: [class-balanced-cross-entropy]}
                            """))
                    .containsExactly(
                            "s.yaml:17:3: stages.balance.loss.beta is inside stages[1].loss, which comes later and"
                                    + " would overwrite it; write that one above");
        }

        @Test
        void placesInsideAChoiceAreThereForEveryOptionWithWhichTheyMatter() {
            String beta = "  stages.balance.loss.beta: {uniform: [0.1, 0.9]";
            assertThat(problems(LOSSES + beta + "}\n"))
                    .containsExactly(
                            "s.yaml:18:3: stages.balance.loss.beta as 0.1 with stages.balance.loss=cross-entropy:"
                                    + " unknown key 'beta' in stages[1].loss; allowed: name");
            assertThat(Searches.read(Searches.with(
                                    LOSSES + beta + ", when: {stages.balance.loss: class-balanced-cross-entropy}}\n"))
                            .space()
                            .dimensions())
                    .hasSize(2);
            String all =
                    LOSSES.replace("cross-entropy, class", "{name: class-balanced-focal, beta: 0.9, gamma: 1}, class");
            assertThat(Searches.read(Searches.with(all + beta + "}\n")).space().dimensions())
                    .hasSize(2);
        }

        @Test
        void placesInsideAChoiceThatNeedNotMatterAreThoseOfTheExperimentToo() {
            String sampler = "  stages.balance.sampler: {choice: [instance, class-balanced]}\n";
            String focal = "  stages.balance.loss: {choice: [focal], when: {stages.balance.sampler: instance}}\n";
            String gamma = "  stages.balance.loss.gamma: {uniform: [1, 2]";
            assertThat(problems(sampler + focal + gamma + "}\n"))
                    .containsExactly(
                            "s.yaml:19:3: stages.balance.loss.gamma as 1: unknown key 'gamma' in stages[1].loss;"
                                    + " allowed: name");
            assertThat(problems(sampler + focal + gamma + ", when: {stages.balance.sampler: class-balanced}}\n"))
                    .containsExactly("s.yaml:19:3: stages.balance.loss.gamma as 1 with"
                            + " stages.balance.sampler=class-balanced: unknown key 'gamma' in stages[1].loss; allowed:"
                            + " name");
            assertThat(Searches.read(Searches.with(
                                    sampler + focal + gamma + ", when: {stages.balance.sampler: instance}}\n"))
                            .space()
                            .dimensions())
                    .hasSize(3);
        }

        @Test
        void namesOfStagesAreNotSearched() {
            assertThat(problems("  stages.balance.name: {choice: [a, b]}\n"))
                    .containsExactly(
                            "s.yaml:17:3: stages.balance.name changes the names of stages or post-hoc changes, which"
                                    + " a search needs as they are");
        }

        @Test
        void whatAllTrialsShareIsToldBesideAllElse() {
            assertThat(problems("""
                              seed: {choice: []}
                              stages.balance.momentum: 0.5
                              evaluation.flip-averaging: {choice: [true]}
                            """))
                    .extracting(text -> text.replaceFirst("; .*", ""))
                    .containsExactly(
                            "s.yaml:17:3: seed is shared by all trials, so that they have the same images and differ in"
                                    + " what is searched only",
                            "s.yaml:17:18: choice of dimension seed is []",
                            "s.yaml:18:28: stages.balance.momentum is '0.5'",
                            "s.yaml:19:3: evaluation.flip-averaging is shared by all trials, so that their scores mean the"
                                    + " same");
        }

        @Test
        void trialsHaveTheSameImages() {
            String end = " changes which images there are, so that trials could not be compared; allowed of data:"
                    + " augmentation and normalization";
            assertThat(problems(
                            "  data.validation: {choice: [0.1, 0.2]}\n  data.long-tail.imbalance: {choice: [10]}\n"))
                    .containsExactly(
                            "s.yaml:17:3: data.validation" + end, "s.yaml:18:3: data.long-tail.imbalance" + end);
            assertThat(Searches.read(Searches.with("  data.augmentation: {choice: [[], [pad-crop]]}\n"))
                            .stem())
                    .isZero();
        }
    }

    @Nested
    class Conditions {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{stages.balance.los: cross-entropy} | 18:50: when of dimension stages.balance.batch names"
                            + " stages.balance.los, which is no dimension; did you mean 'stages.balance.loss'? earlier"
                            + " ones: stages.balance.loss",
                    "{stages.balance.batch: 1} | 18:50: when of dimension stages.balance.batch names"
                            + " stages.balance.batch, which is itself; name an earlier choice",
                    "{stages.balance.views: 1} | 18:50: when of dimension stages.balance.batch names stages.balance.views,"
                            + " which comes later; write it above stages.balance.batch",
                    "{stages.balance.loss: cros-entropy} | 18:71: when of dimension stages.balance.batch:"
                            + " stages.balance.loss has no option cros-entropy; did you mean 'cross-entropy'? options:"
                            + " cross-entropy, class-balanced-cross-entropy",
                    "{stages.balance.loss: []} | 18:71: when of dimension stages.balance.batch: stages.balance.loss has no"
                            + " option []; options: cross-entropy, class-balanced-cross-entropy",
                    "{stages.balance.loss: [cross-entropy, quux]} | 18:87: when of dimension stages.balance.batch:"
                            + " stages.balance.loss has no option quux; options: cross-entropy,"
                            + " class-balanced-cross-entropy",
                    "cross-entropy | 18:49: when of dimension stages.balance.batch is 'cross-entropy'; expected one"
                            + " dimension with one or more of its options, such as {stages.balance.loss: cross-entropy}",
                    "{} | 18:49: when of dimension stages.balance.batch is a mapping; expected one dimension with one or"
                            + " more of its options, such as {stages.balance.loss: cross-entropy}"
                })
        void conditionsAreOnOptionsOfEarlierChoices(String when, String problem) {
            assertThat(problems(LOSSES + "  stages.balance.batch: {integer: [3, 4], when: " + when + "}\n"
                            + "  stages.balance.views: {choice: [1, 2]}\n"))
                    .containsExactly("s.yaml:" + problem);
        }

        @Test
        void numbersHaveNoOptions() {
            assertThat(problems("""
                              stages.balance.batch: {integer: [3, 4]}
                              stages.balance.views: {choice: [1, 2], when: {stages.balance.batch: 3}}
                            """))
                    .containsExactly(
                            "s.yaml:18:49: when of dimension stages.balance.views names stages.balance.batch, which"
                                    + " is no choice and has no options");
        }

        @Test
        void aRefusedChoiceIsToldOnce() {
            assertThat(problems("""
                              stages.balance.loss: {choice: []}
                              stages.balance.loss.beta: {uniform: [0, 1], when: {stages.balance.loss: x}}
                            """)).hasSize(1);
        }

        @Test
        void optionsAreNamedAsAWholeOrByTheirName() {
            String losses =
                    "  stages.balance.loss: {choice: [cross-entropy, {name: focal, gamma: 1}, {name: focal, gamma:"
                            + " 2}, balanced-softmax]}\n";
            assertThat(options(losses, "focal")).hasToString("[{name=focal, gamma=1}, {name=focal, gamma=2}]");
            assertThat(options(losses, "{name: focal, gamma: 2}")).hasToString("[{name=focal, gamma=2}]");
            assertThat(options(losses, "[balanced-softmax, {name: focal, gamma: 2}, focal]"))
                    .hasToString("[balanced-softmax, {name=focal, gamma=2}, {name=focal, gamma=1}]");
        }

        private List<Object> options(String losses, String when) {
            List<Dimension> dimensions = Searches.read(Searches.with(losses
                            + "  stages.balance.batch: {integer: [3, 4], when: {stages.balance.loss: " + when + "}}\n"))
                    .space()
                    .dimensions();
            return dimensions.get(1).condition().orElseThrow().values();
        }

        /** A value that needs others is tried with those that matter with it. */
        @Test
        void anOptionMayNeedTheDimensionsThatDependOnIt() {
            assertThat(Searches.read(Searches.with("""
                                      stages.balance.trains: {choice: [classifier, everything]}
                                      stages.balance.input: {choice: [images], when: {stages.balance.trains: everything}}
                                      stages.balance.batch-norm: {choice: [update], when: {stages.balance.trains: everything}}
                                    """)).space().dimensions()).hasSize(3);
        }
    }
}
