package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AshaGeneratorTest {

    private static final SearchSpace SPACE = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));

    private AshaGenerator generator;
    private int begun;

    @BeforeEach
    void newGenerator() {
        generator = new AshaGenerator(SPACE, Goal.maximise(), 0, 1, 9, 3);
    }

    @Test
    void promotesTheBestThirdOfARungAndTheHighestRungFirst() {
        assertThat(next(0.1)).isEqualTo("new 1");
        assertThat(next(0.5)).isEqualTo("new 1");
        assertThat(next(0.3)).isEqualTo("new 1");
        // The best of three is number 1.
        assertThat(next(0.6)).isEqualTo("1 to 3");
        assertThat(next(0.7)).isEqualTo("new 1");
        // Of four on the first rung one may be promoted: number 4, better than number 1, which has been.
        assertThat(next(0.2)).isEqualTo("4 to 3");
        assertThat(next(0.4)).isEqualTo("new 1");
        assertThat(next(0.9)).isEqualTo("new 1");
        // Of six, numbers 7 and 4, which has been.
        assertThat(next(0.8)).isEqualTo("7 to 3");
        // Of three on the second rung: number 8.
        assertThat(next(1.0)).isEqualTo("8 to 9");
        assertThat(next(0.0)).isEqualTo("new 1");
    }

    @Test
    void theHighestRungIsPromotedFirst() {
        for (int number = 0; number < 12; number++) {
            tell(number, new Proposal(List.of(0.5), at(0.5), OptionalInt.of(1), OptionalInt.empty()), number);
        }
        for (int number = 12; number < 15; number++) {
            // The parents are numbers 8, 9 and 10; number 11 is the best of the first rung.
            tell(number, new Proposal(List.of(0.5), at(0.5), OptionalInt.of(3), OptionalInt.of(number - 4)), number);
        }
        begun = 15;
        assertThat(next(0)).isEqualTo("14 to 9");
        assertThat(next(0)).isEqualTo("11 to 3");
    }

    @Test
    void aPromotionHasTheParametersOfItsParent() {
        Map<Integer, Proposal> proposals = new HashMap<>();
        for (int number = 0; number < 200; number++) {
            Proposal proposal = Trials.proposal(generator);
            proposals.put(number, proposal);
            generator.begun(Trials.running(number, proposal));
            generator.ended(Trials.complete(number, proposal, Math.sin(number)));
            proposal.parent().ifPresent(parent -> {
                Proposal from = proposals.get(parent);
                assertThat(proposal.coordinates()).isEqualTo(from.coordinates());
                assertThat(proposal.parameters()).isEqualTo(from.parameters());
                assertThat(proposal.budget().orElseThrow())
                        .isEqualTo(3 * from.budget().orElseThrow());
            });
        }
        assertThat(proposals.values().stream().map(Proposal::parent).filter(OptionalInt::isPresent))
                .doesNotHaveDuplicates()
                .hasSizeBetween(60, 80);
    }

    @Test
    void doesNotWaitForTrialsThatRun() {
        for (int number = 0; number < 20; number++) {
            assertThat(generator.hasMoreCandidates()).isTrue();
            Proposal proposal = Trials.proposal(generator);
            assertThat(proposal.budget()).hasValue(1);
            generator.begun(Trials.running(number, proposal));
        }
    }

    @Test
    void trialsWithoutACompleteScoreCountAsWorstAndAreNotPromoted() {
        end(TrialStatus.FAILED, OptionalDouble.empty());
        end(TrialStatus.PRUNED, OptionalDouble.of(5));
        assertThat(next(-1)).isEqualTo("new 1");
        assertThat(next(0)).isEqualTo("2 to 3");
        end(TrialStatus.TIMED_OUT, OptionalDouble.empty());
        end(TrialStatus.LOST, OptionalDouble.empty());
        end(TrialStatus.FAILED, OptionalDouble.empty());
        assertThat(next(0)).isEqualTo("new 1");
    }

    @Test
    void promotesByScoreWhateverAConstraintSaysOnTheWay() {
        generator = new AshaGenerator(SPACE, new Goal(true, List.of(Constraint.atMost("ece", 0.1))), 0, 1, 9, 3);
        measured(0.9, 0.2);
        measured(0.1, 0.05);
        measured(0.5, 0.3);
        assertThat(next(0)).isEqualTo("0 to 3");
    }

    @Test
    void findsTheBestOfDrawnCurves() {
        TreeMap<Integer, Integer> steps = new TreeMap<>();
        generator = new AshaGenerator(SPACE, Goal.minimise(), 2, 1, 81, 3);
        TreeMap<Double, Integer> ends = new TreeMap<>();
        for (int number = 0; number < 200; number++) {
            Proposal proposal = Trials.proposal(generator);
            int budget = proposal.budget().orElseThrow();
            double error = Curves.error(proposal.parameters().number("x"), budget);
            steps.merge(budget, 1, Integer::sum);
            generator.begun(Trials.running(number, proposal));
            generator.ended(Trials.complete(number, proposal, error));
            if (budget == 81) {
                ends.put(error, number);
            }
        }
        assertThat(ends.firstKey()).isLessThan(0.11);
        assertThat(steps.keySet()).containsExactly(1, 3, 9, 27, 81);
        assertThat(steps.get(1)).isGreaterThan(2 * steps.get(3));
        assertThat(steps.get(3)).isGreaterThan(2 * steps.get(9));
    }

    private void tell(int number, Proposal proposal, double score) {
        generator.begun(Trials.running(number, proposal));
        generator.ended(Trials.complete(number, proposal, score));
    }

    private static Parameters at(double coordinate) {
        return SPACE.at(List.of(coordinate));
    }

    private String next(double score) {
        Proposal proposal = Trials.proposal(generator);
        generator.begun(Trials.running(begun, proposal));
        generator.ended(Trials.complete(begun++, proposal, score));
        int budget = proposal.budget().orElseThrow();
        return proposal.parent().isPresent() ? proposal.parent().getAsInt() + " to " + budget : "new " + budget;
    }

    private void end(TrialStatus status, OptionalDouble score) {
        Proposal proposal = Trials.proposal(generator);
        assertThat(proposal.budget()).hasValue(1);
        generator.begun(Trials.running(begun, proposal));
        generator.ended(Trials.record(begun++, proposal, status, score, new TreeMap<>()));
    }

    private void measured(double score, double error) {
        Proposal proposal = Trials.proposal(generator);
        generator.begun(Trials.running(begun, proposal));
        generator.ended(Trials.measured(begun++, proposal, score, Map.of("ece", error)));
    }
}
