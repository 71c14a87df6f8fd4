package org.weightbalancing.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all trials of a search share, and what may not judge them, is told exactly. */
final class TrialRulesTest {

    private static final String RATE = "  stages.balance.learning-rate: {log-uniform: [1e-4, 1]}\n";

    /** The smallest search with post-hoc changes of its last stage in lines 15 and 16; the space is in line 18. */
    private static String calibrated(String adjustments, String dimensions) {
        return Searches.BASE.replace(
                        "budget:",
                        "  post-hoc:\n    - {name: cal, from: balance, adjustments: [" + adjustments + "]}\nbudget:")
                + "space:\n" + dimensions;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: {integer: [0, 9]} | seed is shared by all trials, so that they have the same images and differ in"
                        + " what is searched only; leave it out",
                "evaluation.flip-averaging: {choice: [true, false]} | evaluation.flip-averaging is shared by all trials,"
                        + " so that their scores mean the same; leave it out",
                "evaluation.shot-groups.many-above: {choice: [50, 90]} | evaluation.shot-groups.many-above is shared by all trials,"
                        + " so that their scores mean the same; leave it out",
                "name: {choice: [a, b]} | name changes only what the experiment is called, which makes no trial better",
                "preset: {choice: [none, wb]} | preset changes only what the experiment is called, which makes"
                        + " no trial better"
            })
    void whatTrialsShareIsNotSearched(String dimension, String problem) {
        assertThat(Searches.problems(Searches.with("  " + dimension + "\n")))
                .containsExactly("s.yaml:17:3: " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.augmentation: {choice: [[], [pad-crop]]}",
                "data.normalization.mean: {choice: [[0, 0, 0], [0.5, 0.5, 0.5]]}",
                "model.width: {choice: [16, 32]}"
            })
    void whatTrialsMayDifferInIsSearched(String dimension) {
        assertThat(Searches.read(Searches.with("  " + dimension + "\n")).stem()).isZero();
    }

    private static String fitted(String adjustment) {
        return "cal has the adjustment " + adjustment
                + ", which is fitted on the validation images that judge trials, so"
                + " that its own fit would be rewarded; measure a method without it, such as balance, and fit it when the"
                + " search is over";
    }

    @Test
    void fittedMethodsAreNotMeasuredOnWhatTheyAreFittedOn() {
        String search = calibrated("additive, temperature", RATE);
        assertThat(Searches.problems(search + "objective: {metric: ece, method: cal}\n"))
                .containsExactly("s.yaml:20:34: objective.method: " + fitted("temperature"));
        assertThat(Searches.problems(search)).containsExactly("s.yaml:1:1: objective.method: " + fitted("temperature"));
        assertThat(Searches.read(search + "objective: {method: balance}\n").stem())
                .isEqualTo(1);
        assertThat(Searches.read(calibrated("additive", RATE)).objective().method())
                .isEqualTo("cal");
    }

    @Test
    void norMadeSoByADimension() {
        String search =
                calibrated("additive", "  post-hoc.cal.adjustments: {choice: [[additive], [vector-scaling]]}\n");
        assertThat(Searches.problems(search))
                .containsExactly(
                        "s.yaml:19:3: post-hoc.cal.adjustments as [vector-scaling]: " + fitted("vector-scaling"));
    }
}
