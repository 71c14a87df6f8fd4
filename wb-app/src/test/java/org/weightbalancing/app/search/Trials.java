package org.weightbalancing.app.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;

/** Trials without a study. */
final class Trials {

    private Trials() {}

    static TrialRecord running(int number, Proposal proposal) {
        return record(number, proposal, TrialStatus.RUNNING, OptionalDouble.empty(), new TreeMap<>());
    }

    static TrialRecord complete(int number, Proposal proposal, double score) {
        return record(number, proposal, TrialStatus.COMPLETE, OptionalDouble.of(score), new TreeMap<>());
    }

    static TrialRecord without(int number, Proposal proposal, TrialStatus status) {
        return record(number, proposal, status, OptionalDouble.empty(), new TreeMap<>());
    }

    static TrialRecord measured(int number, Proposal proposal, double score, Map<String, Double> measures) {
        return record(number, proposal, TrialStatus.COMPLETE, OptionalDouble.of(score), measures, new TreeMap<>());
    }

    static TrialRecord record(
            int number, Proposal proposal, TrialStatus status, OptionalDouble score, SortedMap<Integer, Double> curve) {
        return record(number, proposal, status, score, Map.of(), curve);
    }

    static TrialRecord record(
            int number,
            Proposal proposal,
            TrialStatus status,
            OptionalDouble score,
            Map<String, Double> measures,
            SortedMap<Integer, Double> curve) {
        return new TrialRecord(
                number, proposal, status, score, measures, curve, Optional.empty(), "here", Instant.EPOCH, 1);
    }

    /** What a generator proposes next. */
    static Proposal proposal(StudyGenerator generator) {
        @SuppressWarnings("unchecked")
        Candidate<Parameters> candidate = generator.getCandidate();
        return new Proposal(
                IntStream.range(0, candidate.getFlatParameters().length)
                        .mapToObj(i -> candidate.getFlatParameters()[i])
                        .toList(),
                candidate.getValue(),
                data(candidate, StudyGenerator.BUDGET),
                data(candidate, StudyGenerator.PARENT));
    }

    private static OptionalInt data(Candidate<Parameters> candidate, String name) {
        return Optional.ofNullable(candidate.getDataParameters().get(name))
                .map(value -> OptionalInt.of((Integer) value))
                .orElse(OptionalInt.empty());
    }

    /** Runs trials one after the other, as long as there are candidates. */
    static List<TrialRecord> run(StudyGenerator generator, ToDoubleFunction<Parameters> objective, int trials) {
        TreeMap<Integer, TrialRecord> records = new TreeMap<>();
        for (int number = 0; number < trials && generator.hasMoreCandidates(); number++) {
            Proposal proposal = proposal(generator);
            generator.begun(running(number, proposal));
            TrialRecord ended = complete(number, proposal, objective.applyAsDouble(proposal.parameters()));
            generator.ended(ended);
            records.put(number, ended);
        }
        return List.copyOf(records.values());
    }
}
