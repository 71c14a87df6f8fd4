package org.weightbalancing.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.junit.jupiter.api.Test;
import org.weightbalancing.app.search.Proposals.Proposed;

/** What a generator hears, and what is made of its candidates. */
final class ProposalsTest {

    private static final SearchSpace SPACE = SearchSpace.of(Dimension.of("x", new Uniform(0, 1)));
    private static final Parameters HALF = SPACE.at(List.of(0.5));

    private final List<String> heard = new ArrayList<>();

    /** Notes what it hears and gives one candidate again and again. */
    private final class Recording implements StudyGenerator {
        private final Candidate<?> candidate;

        Recording(Candidate<?> candidate) {
            this.candidate = candidate;
        }

        @Override
        public void begun(TrialRecord trial) {
            heard.add("begun " + trial.number());
        }

        @Override
        public void ended(TrialRecord trial) {
            heard.add("ended " + trial.number());
        }

        @Override
        public boolean hasMoreCandidates() {
            return heard.size() < 100;
        }

        @Override
        public Candidate<?> getCandidate() {
            return candidate;
        }

        @Override
        public void reportResults(OptimizationResult result) {}

        @Override
        public ParameterSpace<?> getParameterSpace() {
            return SPACE;
        }

        @Override
        public void setRngSeed(long seed) {}

        @Override
        public Class<?> getCandidateType() {
            return Parameters.class;
        }
    }

    private static TrialRecord trial(int number, TrialStatus status) {
        return new TrialRecord(
                number,
                Proposal.of(List.of(0.5), HALF),
                status,
                status == TrialStatus.COMPLETE ? OptionalDouble.of(1) : OptionalDouble.empty(),
                Map.of(),
                new TreeMap<>(),
                Optional.empty(),
                "here",
                Instant.EPOCH,
                1);
    }

    private Proposed proposed(Candidate<?> candidate) {
        return new Proposals(new Recording(candidate)).propose().orElseThrow();
    }

    @Test
    void aGeneratorHearsEachBeginningInOrderAndEachEndOnce() {
        Proposals proposals = new Proposals(new Recording(new Candidate<>(HALF, 0, new double[] {0.5})));
        TrialRecord zero = trial(0, TrialStatus.RUNNING);
        TrialRecord one = trial(1, TrialStatus.FAILED);
        proposals.hear(List.of());
        proposals.hear(List.of(zero, one));
        proposals.hear(List.of(zero, one));
        assertThat(proposals.next()).isEqualTo(2);
        proposals.hear(List.of(trial(0, TrialStatus.COMPLETE), one, trial(2, TrialStatus.RUNNING)));
        proposals.hear(List.of(trial(0, TrialStatus.COMPLETE), one, trial(2, TrialStatus.LOST)));
        assertThat(heard).containsExactly("begun 0", "begun 1", "ended 1", "begun 2", "ended 0", "ended 2");
        assertThat(proposals.next()).isEqualTo(3);
    }

    @Test
    void aCandidateIsAProposal() {
        Map<String, Object> data = Map.of(StudyGenerator.BUDGET, 9, StudyGenerator.PARENT, 2, "other", "word");
        Proposed whole = proposed(new Candidate<>(HALF, 7, new double[] {0.5}, data, null));
        assertThat(whole.proposal()).isEqualTo(new Proposal(List.of(0.5), HALF, OptionalInt.of(9), OptionalInt.of(2)));
        assertThat(whole.fault()).isEmpty();
        assertThat(proposed(new Candidate<>(HALF, 7, new double[] {0.5})).proposal())
                .isEqualTo(Proposal.of(List.of(0.5), HALF));
    }

    @Test
    void aCandidateThatCannotBeTriedHasAFault() {
        double[] flat = {0.25};
        Proposed told = proposed(new Candidate<>(HALF, 0, flat, Map.of(), new IllegalStateException("no value")));
        Proposed late = proposed(new Candidate<>(
                () -> {
                    throw new IllegalArgumentException("when asked");
                },
                0,
                flat));
        Proposed other = proposed(new Candidate<>("a word", 0, flat));
        assertThat(told.fault().orElseThrow()).startsWith("java.lang.IllegalStateException: no value\n");
        assertThat(late.fault().orElseThrow()).startsWith("java.lang.IllegalArgumentException: when asked\n");
        assertThat(other.fault().orElseThrow()).contains("a word", "org.weightbalancing.app.search.Parameters");
        assertThat(List.of(told, late, other))
                .allMatch(proposed -> proposed.proposal().equals(Proposal.of(List.of(0.25), new Parameters(Map.of()))));
    }

    @Test
    void whatCannotBeNotedOfACandidateIsLeftOut() {
        double[] flat = {0.25};
        Proposed noNumber = proposed(new Candidate<>(HALF, 0, new double[] {Double.NaN}));
        Proposed negative = proposed(new Candidate<>(HALF, 0, new double[] {-0.5}));
        Proposed nothing = proposed(new Candidate<>(HALF, 0, null));
        assertThat(noNumber.fault().orElseThrow()).contains("a coordinate is NaN, allowed is 0 to below 1");
        assertThat(negative.fault().orElseThrow()).contains("a coordinate is -0.5, allowed is 0 to below 1");
        assertThat(nothing.fault().orElseThrow()).contains("a candidate has no flat parameters");
        assertThat(List.of(noNumber, negative, nothing))
                .allMatch(proposed -> proposed.proposal().equals(Proposal.of(List.of(), new Parameters(Map.of()))));
        Map<String, Object> data = Map.of(StudyGenerator.BUDGET, 0, StudyGenerator.PARENT, 4);
        Proposed zero = proposed(new Candidate<>(HALF, 0, flat, data, null));
        assertThat(zero.fault().orElseThrow()).contains("budget is 0, allowed is 1 or more");
        assertThat(zero.proposal())
                .isEqualTo(
                        new Proposal(List.of(0.25), new Parameters(Map.of()), OptionalInt.empty(), OptionalInt.of(4)));
    }
}
