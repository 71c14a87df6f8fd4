package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.weightbalancing.app.experiment.ShotGroupSettings;

/** Settings that do not fit together are told with their place. */
final class ExperimentRulesTest {

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
                .containsExactly("--set name=a b: name is 'a b'; allowed: lower-case letters and digits, joined by '-',"
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
                .containsExactly("--set post-hoc[0].regularizers[0]={name: weight-decay, decay: 1}:"
                        + " post-hoc[0].regularizers[0] changes gradients only, so it has no effect without training");
    }

    @Test
    void selectionOnDrawnImagesNeedsTheirOwnValidation() {
        String keep = "stages[0].keep=best-on-validation";
        assertThat(Yaml.read(Yaml.SMALLEST, "data.source=drawn", keep).data().hasValidation())
                .isTrue();
        assertThat(Yaml.problems(Yaml.SMALLEST, "data.source={name: drawn, validation-per-class: 0}", keep))
                .containsExactly("--set stages[0].keep=best-on-validation: stages[0].keep is best-on-validation, but"
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
                .endsWith("data.long-tail.subset is numpy-shuffled, but profile none keeps every image; write first");
        assertThat(Yaml.problems(Yaml.SMALLEST, "data.long-tail.subset-seed=3"))
                .containsExactly("--set data.long-tail.subset-seed=3: data.long-tail.subset-seed is 3, but subset"
                        + " first leaves nothing to chance; write 0");
        assertThat(Yaml.problems(Yaml.SMALLEST, "data.long-tail.subset-seed=4294967296"))
                .singleElement(STRING)
                .contains("data.long-tail.subset-seed is 4294967296", "4294967295");
        assertThat(Yaml.problems(Yaml.SMALLEST, "data.normalization.std=[1, 1, 0]"))
                .containsExactly("--set data.normalization.std=[1, 1, 0]: data.normalization.std[2] is 0; a standard"
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
