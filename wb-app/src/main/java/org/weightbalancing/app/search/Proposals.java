package org.weightbalancing.app.search;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.arbiter.optimize.api.Candidate;

/** What a generator proposes, after it has heard of all that happened in the study. */
final class Proposals {

    /**
     * A proposal, and why it cannot be tried.
     *
     * @param proposal without parameters if there is a fault
     * @param fault the trace of what making the parameters threw
     */
    record Proposed(Proposal proposal, Optional<String> fault) {}

    private final StudyGenerator generator;
    private final BitSet ended = new BitSet();
    private int begun;

    Proposals(StudyGenerator generator) {
        this.generator = generator;
    }

    /** Tells the generator what it has not heard of yet of the trials of the study, which are all by number. */
    void hear(List<TrialRecord> trials) {
        while (begun < trials.size()) {
            generator.begun(trials.get(begun));
            begun++;
        }
        for (int open = ended.nextClearBit(0); open < begun; open = ended.nextClearBit(open + 1)) {
            if (trials.get(open).status().ended()) {
                ended.set(open);
                generator.ended(trials.get(open));
            }
        }
    }

    /** The number of trials that the generator has heard of, which is the next to be claimed. */
    int next() {
        return begun;
    }

    /** What the next trial is to try; nothing if the generator is at its end or waits for trials to end. */
    Optional<Proposed> propose() {
        return hasMore() ? Optional.of(proposed(generator.getCandidate())) : Optional.empty();
    }

    /** Whether there is something to propose now. */
    boolean hasMore() {
        return generator.hasMoreCandidates();
    }

    private static Proposed proposed(Candidate<?> candidate) {
        List<Double> coordinates = Coordinates.inside(candidate.getFlatParameters());
        OptionalInt budget = number(candidate, StudyGenerator.BUDGET);
        OptionalInt parent = number(candidate, StudyGenerator.PARENT);
        try {
            if (candidate.getException() != null) {
                throw candidate.getException();
            }
            return new Proposed(new Proposal(coordinates, parameters(candidate), budget, parent), Optional.empty());
        } catch (Exception e) {
            Proposal empty = new Proposal(coordinates, new Parameters(Map.of()), budget, parent);
            return new Proposed(empty, Optional.of(TrialOutcome.trace(e)));
        }
    }

    private static Parameters parameters(Candidate<?> candidate) {
        if (candidate.getValue() instanceof Parameters parameters) {
            return parameters;
        }
        throw new IllegalArgumentException("a candidate has a value of " + candidate.getValue()
                + "; a study takes candidates of " + Parameters.class.getName());
    }

    private static OptionalInt number(Candidate<?> candidate, String name) {
        Object value = candidate.getDataParameters() == null
                ? null
                : candidate.getDataParameters().get(name);
        return value instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
