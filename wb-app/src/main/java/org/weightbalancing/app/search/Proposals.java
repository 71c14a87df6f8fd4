package org.weightbalancing.app.search;

import java.util.Arrays;
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
     * @param proposal without parameters if there is a fault, and without coordinates if they are none of the unit cube
     * @param fault the trace of what making the parameters threw
     */
    record Proposed(Proposal proposal, Optional<String> fault) {}

    private final StudyGenerator generator;
    private final BitSet ended = new BitSet();
    private int begun;

    Proposals(StudyGenerator generator) {
        this.generator = generator;
        generator.restart();
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
        try {
            if (candidate.getException() != null) {
                throw candidate.getException();
            }
            Proposal proposal = new Proposal(
                    Coordinates.inside(flat(candidate)),
                    parameters(candidate),
                    number(candidate, StudyGenerator.BUDGET),
                    number(candidate, StudyGenerator.PARENT));
            return new Proposed(proposal, Optional.empty());
        } catch (Exception e) {
            return new Proposed(empty(candidate), Optional.of(TrialOutcome.trace(e)));
        }
    }

    private static double[] flat(Candidate<?> candidate) {
        return Optional.ofNullable(candidate.getFlatParameters())
                .orElseThrow(() -> new IllegalArgumentException("a candidate has no flat parameters"));
    }

    /** What can be noted of a candidate that cannot be tried. */
    private static Proposal empty(Candidate<?> candidate) {
        OptionalInt budget = number(candidate, StudyGenerator.BUDGET);
        return new Proposal(
                coordinates(candidate),
                new Parameters(Map.of()),
                budget.orElse(1) < 1 ? OptionalInt.empty() : budget,
                number(candidate, StudyGenerator.PARENT));
    }

    /** The flat parameters of a candidate as coordinates; none if it has none, or some that are not in the unit cube. */
    static List<Double> coordinates(Candidate<?> candidate) {
        return Optional.ofNullable(candidate.getFlatParameters())
                .filter(flat -> Arrays.stream(flat).allMatch(coordinate -> coordinate >= 0))
                .map(Coordinates::inside)
                .orElse(List.of());
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
