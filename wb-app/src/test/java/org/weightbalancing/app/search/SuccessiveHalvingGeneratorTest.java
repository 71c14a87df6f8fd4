package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingGeneratorTest {

    private static final SearchSpace SPACE = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));

    @Test
    void aThirdOfEachRungIsPromotedAndTheLastRungEndsIt() {
        SuccessiveHalvingGenerator generator = halving(9);
        assertThat(generator.total()).isEqualTo(13);
        double[] scores = {3, 1, 4, 1, 5, 9, 2, 6, 5, 7, 8, 0, 1};
        List<String> proposals = new ArrayList<>();
        for (int number = 0; number < 13; number++) {
            proposals.add(next(generator, number, scores[number]));
        }
        // The best of the first rung are 1 and 3, and 6 after them; of the second number 11, a promotion of number 6.
        assertThat(proposals)
                .startsWith(Collections.nCopies(9, "new 1").toArray(String[]::new))
                .endsWith("1 to 3", "3 to 3", "6 to 3", "11 to 9");
        assertThat(generator.hasMoreCandidates()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(generator::getCandidate);
    }

    @Test
    void aRungWaitsForTheOneBefore() {
        SuccessiveHalvingGenerator generator = halving(3);
        List<Proposal> proposals = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            proposals.add(Trials.proposal(generator));
            generator.begun(Trials.running(number, proposals.get(number)));
        }
        generator.ended(Trials.complete(0, proposals.get(0), 1));
        generator.ended(Trials.complete(2, proposals.get(2), 0.5));
        assertThat(generator.hasMoreCandidates()).isFalse();
        generator.ended(Trials.without(1, proposals.get(1), TrialStatus.LOST));
        assertThat(generator.hasMoreCandidates()).isTrue();
        assertThat(next(generator, 3, 0.4)).isEqualTo("2 to 3");
        assertThat(next(generator, 4, 0.3)).isEqualTo("3 to 9");
        assertThat(generator.hasMoreCandidates()).isFalse();
    }

    @Test
    void onlyCompleteTrialsArePromoted() {
        SuccessiveHalvingGenerator generator = halving(6);
        for (int number = 0; number < 6; number++) {
            Proposal proposal = Trials.proposal(generator);
            generator.begun(Trials.running(number, proposal));
            generator.ended(
                    number == 4
                            ? Trials.complete(number, proposal, 100)
                            : Trials.without(number, proposal, TrialStatus.FAILED));
        }
        assertThat(next(generator, 6, 1)).isEqualTo("4 to 3");
        assertThat(next(generator, 7, 1)).isEqualTo("6 to 9");
        assertThat(generator.hasMoreCandidates()).isFalse();
    }

    @Test
    void endsIfAllFail() {
        SuccessiveHalvingGenerator generator = halving(4);
        for (int number = 0; number < 4; number++) {
            Proposal proposal = Trials.proposal(generator);
            generator.begun(Trials.running(number, proposal));
            generator.ended(Trials.without(number, proposal, TrialStatus.TIMED_OUT));
        }
        assertThat(generator.hasMoreCandidates()).isFalse();
    }

    @Test
    void findsTheBestOfDrawnCurves() {
        SuccessiveHalvingGenerator generator = new SuccessiveHalvingGenerator(SPACE, Goal.minimise(), 3, 1, 27, 3, 27);
        List<Double> ends = new ArrayList<>();
        int number = 0;
        while (generator.hasMoreCandidates()) {
            Proposal proposal = Trials.proposal(generator);
            double error = Curves.error(
                    proposal.parameters().number("x"), proposal.budget().orElseThrow());
            generator.begun(Trials.running(number, proposal));
            generator.ended(Trials.complete(number++, proposal, error));
            if (proposal.budget().orElseThrow() == 27) {
                ends.add(proposal.parameters().number("x"));
            }
        }
        assertThat(number).isEqualTo(27 + 9 + 3 + 1).isEqualTo(generator.total());
        assertThat(ends).singleElement().satisfies(x -> assertThat(x).isBetween(0.27, 0.33));
    }

    @Test
    void refusesNoConfigurations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> halving(0))
                .withMessage("configurations are 0, allowed is 1 or more");
    }

    private static SuccessiveHalvingGenerator halving(int configurations) {
        return new SuccessiveHalvingGenerator(SPACE, Goal.minimise(), 0, 1, 9, 3, configurations);
    }

    private static String next(StudyGenerator generator, int number, double score) {
        Proposal proposal = Trials.proposal(generator);
        generator.begun(Trials.running(number, proposal));
        generator.ended(Trials.complete(number, proposal, score));
        int budget = proposal.budget().orElseThrow();
        return proposal.parent().isPresent() ? proposal.parent().getAsInt() + " to " + budget : "new " + budget;
    }
}
