package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class RankingTest {

    private static final Proposal ANY = Proposal.of(List.of(), new Parameters(Map.of()));

    private static Proposal budget(int steps) {
        return new Proposal(List.of(), new Parameters(Map.of()), OptionalInt.of(steps), OptionalInt.empty());
    }

    private static List<Integer> ranked(TrialRecord... trials) {
        return Ranking.of(Goal.maximise(), List.of(trials)).stream()
                .map(TrialRecord::number)
                .toList();
    }

    @Test
    void theBestIsFirstOfEqualOnesTheEarlier() {
        assertThat(ranked(
                        SampleStudy.complete(0, ANY, 0.2),
                        SampleStudy.complete(1, ANY, 0.3),
                        SampleStudy.complete(2, ANY, 0.2)))
                .containsExactly(1, 0, 2);
    }

    @Test
    void aLargerBudgetGoesBeforeABetterScore() {
        assertThat(ranked(
                        SampleStudy.complete(0, budget(1), 0.9),
                        SampleStudy.complete(1, budget(9), 0.5),
                        SampleStudy.complete(2, budget(3), 0.7)))
                .containsExactly(1, 2, 0);
    }

    @Test
    void aTrialThatWasPromotedIsThereOnceItsPromotionIsNotComplete() {
        TrialRecord first = SampleStudy.complete(0, budget(1), 0.9);
        Proposal on = SampleStudy.promoted(ANY, 3, 0);
        assertThat(ranked(first, SampleStudy.complete(1, on, 0.5))).containsExactly(1);
        assertThat(ranked(first, SampleStudy.trial(1, on, TrialStatus.RUNNING, OptionalDouble.empty(), "")))
                .containsExactly(0);
    }
}
