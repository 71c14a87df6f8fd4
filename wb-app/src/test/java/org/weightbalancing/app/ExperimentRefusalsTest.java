package org.weightbalancing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file is told exactly, with its place. */
final class ExperimentRefusalsTest {

    private static final String STAGE_KEYS =
            "name, from, trains, input, views, epochs, batch, sampler, loss, learning-rate,"
                    + " momentum, schedule, regularizers, keep, restart-classifier, batch-norm, head, feature-norm, mixing, teacher,"
                    + " averaging";

    @Nested
    class Yamls {
        @Test
        void emptyFilesAreRefused() {
            String message = "x.yaml: is empty; an experiment needs at least name, data, model and stages";
            assertThat(Yaml.problems("")).containsExactly(message);
            assertThat(Yaml.problems("# only a comment\n")).containsExactly(message);
        }

        @Test
        void brokenYamlIsRefused() {
            assertThat(Yaml.problems("name: [a\n"))
                    .containsExactly(
                            "x.yaml:1:7: not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream"
                                    + " end>");
            assertThat(Yaml.problems("a: b: c\n"))
                    .containsExactly("x.yaml:1:5: not YAML: mapping values are not allowed here");
        }

        @Test
        void otherThanAMappingIsRefused() {
            assertThat(Yaml.problems("- a\n"))
                    .containsExactly("x.yaml:1:1: the experiment is a list; expected a mapping of keys");
            assertThat(Yaml.problems("hello\n"))
                    .containsExactly("x.yaml:1:1: the experiment is 'hello'; expected a mapping of keys");
        }

        @Test
        void secondDocumentsAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "---\nname: b\n"))
                    .containsExactly("x.yaml:9:1: a second YAML document; a file holds one experiment");
        }

        @Test
        void duplicateKeysAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    epochs: 3\n"))
                    .containsExactly("x.yaml:8:5: duplicate key 'epochs' in stages[0]; first given in line 6");
            assertThat(Yaml.problems(Yaml.SMALLEST + "name: b\n"))
                    .containsExactly("x.yaml:8:1: duplicate key 'name' at the top level; first given in line 1");
        }

        @Test
        void aliasesAreRefused() {
            assertThat(Yaml.problems("name: &n a\nseed: *n\n"))
                    .containsExactly("x.yaml:2:7: alias '*n'; write the value out");
        }
    }

    @Nested
    class Keys {
        @Test
        void unknownKeysNameTheNearest() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    momentun: 0.8\n"))
                    .containsExactly(
                            "x.yaml:8:5: unknown key 'momentun' in stages[0]; did you mean 'momentum'? allowed: "
                                    + STAGE_KEYS);
            assertThat(Yaml.problems(Yaml.SMALLEST + "quux: 1\n"))
                    .containsExactly(
                            "x.yaml:8:1: unknown key 'quux' at the top level; allowed: name, preset, seed, data, model,"
                                    + " stages, post-hoc, evaluation");
        }

        @Test
        void unknownKeysOfComponentsNameTheNearest() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    loss: {name: class-balanced-cross-entropy, beat: 0.9}\n"))
                    .containsExactly(
                            "x.yaml:8:48: unknown key 'beat' in stages[0].loss; did you mean 'beta'? allowed: name,"
                                    + " beta");
            assertThat(Yaml.problems(
                            Yaml.SMALLEST + "    regularizers: [{name: weight-decay, decay: 1, cadens: once}]\n"))
                    .containsExactly(
                            "x.yaml:8:51: unknown key 'cadens' in stages[0].regularizers[0]; did you mean 'cadence'?"
                                    + " allowed: name, decay, on, classes, cadence");
        }

        @Test
        void missingKeysAreNamed() {
            assertThat(Yaml.problems("name: a\n"))
                    .containsExactly(
                            "x.yaml:1:1: the experiment misses required key 'data' (The images.)",
                            "x.yaml:1:1: the experiment misses required key 'model' (The network.)",
                            "x.yaml:1:1: the experiment misses required key 'stages' (Stages of training, run in this"
                                    + " order.)");
            assertThat(Yaml.problems(Yaml.SMALLEST.replace("    epochs: 200\n", "")))
                    .containsExactly(
                            "x.yaml:5:5: stages[0] misses required key 'epochs' (Passes over the training images.)");
        }

        @Test
        void keysWithoutAValueAreNamed() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    batch:\n"))
                    .containsExactly("x.yaml:8:11: stages[0].batch has no value; expected a whole number");
            assertThat(Yaml.problems(Yaml.SMALLEST + "evaluation:\n"))
                    .containsExactly("x.yaml:8:12: evaluation is nothing; expected a mapping of keys");
        }

        @Test
        void unknownComponentsNameTheNearest() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    loss: cross-entrpy\n"))
                    .singleElement()
                    .asString()
                    .startsWith("x.yaml:8:11: unknown loss 'cross-entrpy' in stages[0].loss; did you mean"
                            + " 'cross-entropy'? known: balanced-softmax, class-balanced-cross-entropy,"
                            + " class-balanced-focal, ");
            assertThat(Yaml.problems(Yaml.SMALLEST + "    regularizers: [{name: dropout}]\n"))
                    .containsExactly("x.yaml:8:27: unknown regularizer 'dropout' in stages[0].regularizers[0]; known:"
                            + " decoupled-weight-decay, l2-normalization, max-norm, tau-normalization, weight-decay");
            assertThat(Yaml.problems(Yaml.SMALLEST + "    schedule: {timing: after-epoch}\n"))
                    .containsExactly(
                            "x.yaml:8:15: stages[0].schedule misses required key 'name' (which schedule); known:"
                                    + " constant, cosine, multi-step");
        }
    }

    @Nested
    class Values {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            batch: many | 8:12: stages[0].batch is 'many'; expected a whole number
            batch: 1.5 | 8:12: stages[0].batch is '1.5'; expected a whole number
            batch: 010 | 8:12: stages[0].batch is '010'; expected a whole number
            batch: [1] | 8:12: stages[0].batch is a list; expected a whole number
            batch: 0 | 8:12: stages[0].batch is 0; allowed: 1 to 65536
            batch: 99999999999 | 8:12: stages[0].batch is 99999999999; allowed: up to 2147483647
            momentum: high | 8:15: stages[0].momentum is 'high'; expected a number
            momentum: 1 | 8:15: stages[0].momentum is 1; allowed: 0 to below 1
            momentum: -0.1 | 8:15: stages[0].momentum is -0.1; allowed: 0 to below 1
            momentum: .nan | 8:15: stages[0].momentum is '.nan'; expected a number
            restart-classifier: yes | 8:25: stages[0].restart-classifier is 'yes'; expected true or false
            keep: best | 8:11: stages[0].keep is 'best'; allowed: last, best-on-validation, best-on-test
            keep: lsat | 8:11: stages[0].keep is 'lsat'; did you mean 'last'? allowed: last, best-on-validation, best-on-test
            regularizers: l2-normalization | 8:19: stages[0].regularizers is 'l2-normalization'; expected a list of mappings
            schedule: {name: cosine, minimum: .inf} | 8:39: stages[0].schedule.minimum is .inf; allowed: finite numbers, at least 0
            schedule: {name: multi-step, epochs: []} | 8:42: stages[0].schedule.epochs has length 0; allowed: at least 1
            schedule: {name: multi-step, epochs: [3, x]} | 8:46: stages[0].schedule.epochs[1] is 'x'; expected a whole number
            """)
        void wrongTypesAndRangesAreTold(String setting, String problem) {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    " + setting + "\n")).containsExactly("x.yaml:" + problem);
        }

        @Test
        void listsOfTheWrongLengthAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.normalization.mean=[0.5]"))
                    .containsExactly(
                            "--set data.normalization.mean=[0.5]: data.normalization.mean has length 1; allowed: 3");
            assertThat(Yaml.problems(Yaml.SMALLEST, "stages=[]"))
                    .containsExactly("--set stages=[]: stages has length 0; allowed: at least 1");
        }

        @Test
        void infiniteItemsAreRefused() {
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.normalization.mean=[0, .inf, 0]"))
                    .containsExactly(
                            "--set data.normalization.mean=[0, .inf, 0]: data.normalization.mean[1] is infinite;"
                                    + " allowed: finite numbers");
        }
    }

    @Nested
    class Rules {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            input: cached-features | 8:12: stages[0].input is cached-features, which needs trains: classifier; set input: images or trains: classifier
            views: 4 | 8:12: stages[0].views is 4, which needs input: cached-features
            batch-norm: freeze | 8:17: stages[0].batch-norm is freeze, which needs trains: classifier
            keep: best-on-validation | 8:11: stages[0].keep is best-on-validation, but data.validation is 0, so there is nothing to select on; set data.validation: 0.1 or keep: last
            from: later | 8:11: stages[0].from is 'later'; allowed: scratch
            from: features | 8:11: stages[0].from is 'features'; allowed: scratch
            schedule: {name: multi-step, epochs: [5, 5]} | 8:42: stages[0].schedule.epochs is [5, 5]; each must be above the one before, from 1
            regularizers: [max-norm] | 8:20: stages[0].regularizers[0].radius or fraction is needed, to say how large the ball is
            regularizers: [{name: max-norm, radius: 1, fraction: 0.1}] | 8:58: stages[0].regularizers[0].fraction is given together with radius; only one of the two can say how large the ball is
            regularizers: [{name: max-norm, radius: 1, p: 0.5}] | 8:51: stages[0].regularizers[0].p is 0.5; allowed: at least 1
            regularizers: [{name: max-norm, radius: 1, bias: zero}] | 8:54: stages[0].regularizers[0].bias is zero; a projection allows keep and scale
            regularizers: [{name: max-norm, radius: 0}] | 8:45: stages[0].regularizers[0].radius is 0; allowed: above 0
            regularizers: [{name: weight-decay, decay: 1, cadence: once}] | 8:60: stages[0].regularizers[0].cadence is once, but this regularizer changes the gradient of every step
            regularizers: [{name: weight-decay, decay: 1, on: a/b}] | 8:55: stages[0].regularizers[0].on is 'a/b'; allowed: all, weights, biases, batch-norm, a layer such as classifier, and a layer with /weights, /biases or /batch-norm
            """)
        void settingsOfAStageFitTogether(String setting, String problem) {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    " + setting + "\n")).containsExactly("x.yaml:" + problem);
        }

        @Test
        void stageNamesAreUniqueAndSpeakable() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "  - {name: features, epochs: 1, learning-rate: 1}\n"))
                    .containsExactly(
                            "x.yaml:8:12: stages[1].name is 'features', which another stage or post-hoc change has;"
                                    + " names must be unique");
            assertThat(Yaml.problems(Yaml.SMALLEST, "stages[0].name=Stage 1"))
                    .containsExactly(
                            "--set stages[0].name=Stage 1: stages[0].name is 'Stage 1'; allowed: lower-case letters"
                                    + " and digits, words joined by '-'");
            assertThat(Yaml.problems(Yaml.SMALLEST, "stages[0].name=scratch"))
                    .containsExactly(
                            "--set stages[0].name=scratch: stages[0].name is 'scratch', which has a meaning of its own;"
                                    + " take another");
            assertThat(Yaml.problems(Yaml.SMALLEST, "name=a b"))
                    .containsExactly(
                            "--set name=a b: name is 'a b'; allowed: lower-case letters and digits, joined by '-',"
                                    + " '_' or '.'");
        }

        @Test
        void postHocChangesComeFromAStage() {
            String text = Yaml.SMALLEST + """
                    post-hoc:
                      - {name: first, from: featuers, regularizers: [l2-normalization]}
                    """;
            assertThat(Yaml.problems(text))
                    .containsExactly(
                            "x.yaml:9:25: post-hoc[0].from is 'featuers'; did you mean 'features'? allowed: features");
            assertThat(Yaml.problems(text, "post-hoc.first.from=features", "post-hoc.first.name=features"))
                    .containsExactly(
                            "--set post-hoc.first.name=features: post-hoc[0].name is 'features', which another stage"
                                    + " or post-hoc change has; names must be unique");
            assertThat(Yaml.problems(text, "post-hoc[0].regularizers[0]={name: weight-decay, decay: 1}"))
                    .containsExactly(
                            "--set post-hoc[0].regularizers[0]={name: weight-decay, decay: 1}:"
                                    + " post-hoc[0].regularizers[0] changes gradients only, so it has no effect without training");
        }

        @Test
        void selectionOnDrawnImagesNeedsTheirOwnValidation() {
            String keep = "stages[0].keep=best-on-validation";
            assertThat(Yaml.read(Yaml.SMALLEST, "data.source=drawn", keep)
                            .data()
                            .hasValidation())
                    .isTrue();
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.source={name: drawn, validation-per-class: 0}", keep))
                    .containsExactly(
                            "--set stages[0].keep=best-on-validation: stages[0].keep is best-on-validation, but"
                                    + " data.source.validation-per-class is 0, so there is nothing to select on; set"
                                    + " data.source.validation-per-class: 50 or keep: last");
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.source=drawn", "data.validation=0.1"))
                    .containsExactly(
                            "--set data.validation=0.1: data.validation is 0.1, but the source has validation images"
                                    + " of its own; write 0, or set source.validation-per-class to 0");
        }

        @Test
        void otherRulesAreKept() {
            assertThat(Yaml.problems(Yaml.SMALLEST + "    trains: classifier\n    batch-norm: update\n"))
                    .containsExactly("x.yaml:9:17: stages[0].batch-norm is update, which needs input: images");
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.long-tail.profile=none"))
                    .containsExactly(
                            "x.yaml:2:50: data.long-tail.imbalance is 100, but profile none leaves the set balanced;"
                                    + " write 1");
            assertThat(Yaml.problems(
                            Yaml.SMALLEST,
                            "data.long-tail={profile: none, imbalance: 1, subset: numpy-shuffled, subset-seed: 3}"))
                    .singleElement(STRING)
                    .endsWith(
                            "data.long-tail.subset is numpy-shuffled, but profile none keeps every image; write first");
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.long-tail.subset-seed=3"))
                    .containsExactly("--set data.long-tail.subset-seed=3: data.long-tail.subset-seed is 3, but subset"
                            + " first leaves nothing to chance; write 0");
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.long-tail.subset-seed=4294967296"))
                    .singleElement(STRING)
                    .contains("data.long-tail.subset-seed is 4294967296", "4294967295");
            assertThat(Yaml.problems(Yaml.SMALLEST, "data.normalization.std=[1, 1, 0]"))
                    .containsExactly(
                            "--set data.normalization.std=[1, 1, 0]: data.normalization.std[2] is 0; a standard"
                                    + " deviation must be above 0");
            assertThat(Yaml.problems(Yaml.SMALLEST, "evaluation.shot-groups.few-below=200"))
                    .containsExactly(
                            "--set evaluation.shot-groups.few-below=200: evaluation.shot-groups.few-below is 200, above"
                                    + " many-above (100): some classes would be in both groups");
        }

        @Test
        void rulesHoldInJavaToo() {
            assertThatThrownBy(() -> new ShotGroupSettings(100, 200))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("few-below is 200, above many-above (100): some classes would be in both groups");
        }
    }

    @Nested
    class Sets {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            epochs | expected path=value, such as stages[0].epochs=3
            =3 | expected path=value, such as stages[0].epochs=3
            a..b=3 | expected path=value, such as stages[0].epochs=3
            a[x]=3 | expected path=value, such as stages[0].epochs=3
            sed=3 | unknown key 'sed' at the top level; did you mean 'seed'? allowed: name, preset, seed, data, model, stages, post-hoc, evaluation
            seed= | seed has no value; expected a whole number
            seed=x | seed is 'x'; expected a whole number
            seed=[ | not YAML: while parsing a flow node, expected the node content, but found '<stream end>'
            stages[1].epochs=3 | stages has no item 1; allowed: 0 to 0
            stages.featurs.epochs=3 | stages has no item named 'featurs'; did you mean 'features'? there are: features
            data[0]=3 | data is not a list in the file
            seed.x=3 | seed is a mapping; expected a whole number
            data.source.folder=x | unknown key 'folder' in data.source; allowed: name
            """)
        void problemsNameTheText(String set, String problem) {
            assertThat(Yaml.problems(Yaml.SMALLEST, set)).containsExactly("--set " + set + ": " + problem);
        }

        @Test
        void ambiguousNamesAreRefused() {
            String twice = "data.augmentation=[pad-crop, pad-crop]";
            assertThat(Yaml.problems(Yaml.SMALLEST, twice, "data.augmentation.pad-crop.pad=2"))
                    .containsExactly("--set data.augmentation.pad-crop.pad=2: data.augmentation has several items named"
                            + " 'pad-crop'; use an index");
        }
    }

    @Test
    void allProblemsAreToldAtOnceInReadingOrder() {
        String text = """
                name: a
                sed: 3
                data: {source: cifar-1000, long-tail: {imbalance: 0.5}}
                model: {architecture: resnet-21}
                stages:
                  - {name: b, epochs: x, learning-rate: 1}
                """;
        assertThat(Yaml.problems(text, "evaluation.batch=0"))
                .extracting(problem -> problem.replaceFirst(";.*", ""))
                .containsExactly(
                        "x.yaml:2:1: unknown key 'sed' at the top level",
                        "x.yaml:3:16: unknown source 'cifar-1000' in data.source",
                        "x.yaml:3:51: data.long-tail.imbalance is 0.5",
                        "x.yaml:4:23: model.architecture is 'resnet-21'",
                        "x.yaml:6:23: stages[0].epochs is 'x'",
                        "--set evaluation.batch=0: evaluation.batch is 0");
    }
}
