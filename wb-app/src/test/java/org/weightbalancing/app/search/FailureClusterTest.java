package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FailureClusterTest {

    private static List<TrialRecord> failing(Predicate<TrialRecord> fails, int trials) {
        return SampleStudy.random(SampleStudy.space(), trials, 5, point -> 1).stream()
                .map(trial -> fails.test(trial)
                        ? SampleStudy.trial(
                                trial.number(),
                                trial.proposal(),
                                TrialStatus.TIMED_OUT,
                                OptionalDouble.empty(),
                                "too slow")
                        : trial)
                .toList();
    }

    private static double atLeast(int some, int drawn, int marked, int all) {
        return FailureCluster.atLeast(some, drawn, marked, all, FailureCluster.logFactorials(all));
    }

    // Of 3 marked among 6, 2 drawn: both are marked in 3 of 15 draws, at least one in 12.
    @Test
    void theProbabilityIsThatOfDrawingWithoutReplacement() {
        assertThat(atLeast(2, 2, 3, 6)).isCloseTo(3.0 / 15, within(1e-12));
        assertThat(atLeast(1, 2, 3, 6)).isCloseTo(12.0 / 15, within(1e-12));
        assertThat(atLeast(0, 2, 3, 6)).isCloseTo(1, within(1e-12));
        assertThat(atLeast(3, 5, 3, 6)).isCloseTo(10.0 / 20, within(1e-12));
    }

    @Test
    void failuresAtLargeValuesAreFound() {
        List<TrialRecord> trials =
                failing(trial -> trial.proposal().parameters().number(SampleStudy.RATE) > 0.3, 80);
        double smallest = trials.stream()
                .filter(trial -> !trial.complete())
                .mapToDouble(trial -> trial.proposal().parameters().number(SampleStudy.RATE))
                .min()
                .orElseThrow();
        int failed = (int) trials.stream().filter(trial -> !trial.complete()).count();
        assertThat(FailureCluster.of(SampleStudy.space(), trials))
                .contains(new FailureCluster(
                        SampleStudy.RATE, ValueText.of(smallest) + " or more", failed, failed, 0, 80 - failed));
    }

    @Test
    void failuresOfAnOptionAreFoundAndOfWholeNumbersUpToABound() {
        assertThat(FailureCluster.of(
                        SampleStudy.space(),
                        failing(
                                trial -> trial.proposal()
                                        .parameters()
                                        .text(SampleStudy.LOSS)
                                        .equals("balanced-softmax"),
                                40)))
                .hasValueSatisfying(cluster -> assertThat(cluster.region()).isEqualTo("balanced-softmax"));
        assertThat(FailureCluster.of(
                        SampleStudy.space(),
                        failing(trial -> trial.proposal().parameters().number(SampleStudy.BATCH) < 64, 60)))
                .hasValueSatisfying(cluster -> assertThat(cluster.region()).endsWith(" or less"));
    }

    @Test
    void failuresAnywhereAreNoCluster() {
        assertThat(FailureCluster.of(SampleStudy.space(), failing(trial -> trial.number() % 7 == 0, 100)))
                .isEmpty();
        assertThat(FailureCluster.of(SampleStudy.space(), failing(trial -> true, 30)))
                .isEmpty();
        assertThat(FailureCluster.of(SampleStudy.space(), List.of())).isEmpty();
    }

    // All 4 in an option that a third of the trials have: 1 in 80 by chance, but many parts were looked at.
    @Test
    void whatIsRareInOnePartIsNotAmongMany() {
        List<Integer> four = SampleStudy.random(SampleStudy.space(), 40, 5, point -> 1).stream()
                .filter(trial ->
                        trial.proposal().parameters().text(SampleStudy.LOSS).equals("balanced-softmax"))
                .limit(4)
                .map(TrialRecord::number)
                .toList();
        assertThat(FailureCluster.of(SampleStudy.space(), failing(trial -> four.contains(trial.number()), 40)))
                .isEmpty();
    }

    @Test
    void trialsThatRunTellNothing() {
        List<TrialRecord> trials =
                new ArrayList<>(failing(trial -> trial.proposal().parameters().number(SampleStudy.RATE) > 0.3, 80));
        FailureCluster before = FailureCluster.of(SampleStudy.space(), trials).orElseThrow();
        IntStream.range(80, 100)
                .forEach(number -> trials.add(SampleStudy.trial(
                        number, trials.get(0).proposal(), TrialStatus.RUNNING, OptionalDouble.empty(), "")));
        assertThat(FailureCluster.of(SampleStudy.space(), trials)).contains(before);
    }
}
