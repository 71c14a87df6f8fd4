package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.weightbalancing.app.setting.ExperimentException;

/** What is wrong with a search file is told exactly, with its place; dimensions begin in line 17, further keys in line 18. */
final class SearchRefusalsTest {

    private static final String KEYS =
            "name, base, experiment, set, objective, space, generator, pruning, budget, seed";

    @TempDir
    private Path folder;

    @Nested
    class Texts {
        @Test
        void emptyFilesAreRefused() {
            assertThat(Searches.problems("# only a comment\n"))
                    .containsExactly(
                            "s.yaml: is empty; a search needs at least name, base or experiment, space and budget");
        }

        @Test
        void otherThanAMappingIsRefused() {
            assertThat(Searches.problems("- a\n"))
                    .containsExactly("s.yaml:1:1: the search is a list; expected a mapping of keys");
        }

        @Test
        void everythingWrongIsToldAtOnce() {
            assertThat(Searches.problems(Searches.with("""
                              stages.balance.batch: {integer: [0, 64]}
                              stages.balance.momentum: {uniform: [1, 0]}
                              stages.balance.views: {choice: []}
                            quux: 1
                            generator: tpee
                            """)))
                    .containsExactly(
                            "s.yaml:17:3: stages.balance.batch as 0: stages[1].batch is 0; allowed: 1 to 65536",
                            "s.yaml:18:38: uniform of dimension stages.balance.momentum is [1, 0]; the first must be below"
                                    + " the second",
                            "s.yaml:19:34: choice of dimension stages.balance.views is []; expected a list of at least one"
                                    + " option",
                            "s.yaml:20:1: unknown key 'quux' at the top level; allowed: " + KEYS,
                            "s.yaml:21:12: unknown generator 'tpee' in generator; did you mean 'tpe'? known: asha, genetic,"
                                    + " grid, random, sobol, successive-halving, tpe");
        }

        @Test
        void missingKeysAreNamed() {
            assertThat(Searches.problems("name: a\nexperiment: none\n"))
                    .containsExactly(
                            "s.yaml:1:1: the search misses required key 'space' (What is searched: a dimension for each"
                                    + " path that 'wb train --set' could change.)",
                            "s.yaml:1:1: the search misses required key 'budget' (When the search ends.)",
                            "s.yaml:1:1: give either base, a file with the experiment that trials vary, or experiment, with"
                                    + " its keys");
        }

        @Test
        void namesAreThoseOfFiles() {
            assertThat(Searches.problems(Searches.SMALLEST.replace("name: smallest", "name: ../x")))
                    .containsExactly(
                            "s.yaml:1:7: name is '../x'; allowed: lower-case letters and digits, joined by '-',"
                                    + " '_' or '.'");
        }
    }

    @Nested
    class Bases {
        @Test
        void missingFilesAreNamedAtTheirKey() {
            assertThat(Searches.problems("name: a\nbase: x.yaml\nspace: {seed: {choice: [1]}}\nbudget: {trials: 1}\n"))
                    .containsExactly(
                            "s.yaml:2:7: base nowhere/x.yaml: no such file",
                            "s.yaml:3:9: seed is shared by all trials, so that they have the same images and differ in"
                                    + " what is searched only; leave it out");
        }

        @Test
        void whatIsWrongInTheFileHasItsPlaceThere() throws IOException {
            Path base = Files.writeString(folder.resolve("b.yaml"), Yaml.SMALLEST + "    momentun: 0.5\n");
            Path file = Files.writeString(folder.resolve("s.yaml"), """
                    name: a
                    base: b.yaml
                    space: {model.width: {choice: []}}
                    budget: {trials: 1}
                    """);
            assertThatThrownBy(() -> Searches.FILES.read(file))
                    .isInstanceOfSatisfying(ExperimentException.class, e -> assertThat(e.problems())
                            .hasSize(2)
                            .satisfies(
                                    text -> assertThat(text)
                                            .startsWith(base + ":8:5: unknown key 'momentun' in stages[0]; did you mean"
                                                    + " 'momentum'?"),
                                    atIndex(0)));
        }

        @Test
        void bothOrNeitherAreRefused() {
            String message =
                    "give either base, a file with the experiment that trials vary, or experiment, with its keys";
            assertThat(Searches.problems(Searches.SMALLEST + "base: x.yaml\n"))
                    .containsExactly("s.yaml:18:7: " + message);
        }

        @Test
        void changesAreOfThePathsThatThereAre() {
            assertThat(Searches.problems(Searches.SMALLEST + "set: [foo, stages.x.epochs=3]\n"))
                    .containsExactly(
                            "s.yaml:18:7: expected path=value, such as stages[0].epochs=3",
                            "s.yaml:18:12: stages has no item named 'x'; there are: features, balance");
        }

        @Test
        void validationImagesAreNeeded() {
            assertThat(Searches.problems(Searches.SMALLEST.replace(", validation: 0.1", "")))
                    .containsExactly(
                            "s.yaml:3:3: experiment two has no validation images to compare trials on, and test images are"
                                    + " never taken for it; set data.validation: 0.1 in it, or set: [data.validation=0.1] in"
                                    + " the search");
            assertThat(Searches.problems(Searches.SMALLEST.replace(
                            "{source: cifar-100, long-tail: {imbalance: 100}, validation: 0.1}",
                            "{source: {name: drawn, validation-per-class: 0}, long-tail: {imbalance: 10}}")))
                    .singleElement()
                    .asString()
                    .endsWith("set: [data.source.validation-per-class=50] in the search");
        }

        @Test
        void testImagesAreNeverSeen() {
            String message =
                    "stage balance has keep: best-on-test, but a search never sees test images; set keep: last or keep:"
                            + " best-on-validation";
            assertThat(Searches.problems(Searches.SMALLEST + "set: [stages.balance.keep=best-on-test]\n"))
                    .containsExactly("s.yaml:3:3: " + message);
            assertThat(Searches.problems(Searches.with("  stages.balance.keep: {choice: [last, best-on-test]}\n")))
                    .containsExactly("s.yaml:17:3: stages.balance.keep as best-on-test: " + message);
        }
    }
}
