package org.weightbalancing.app.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.common.function.Supplier;

/**
 * Any generator of Arbiter in a study. The study notes the flat parameters of its candidates; the candidates themselves are
 * kept here, or made again from those.
 *
 * <p>The generator is drawn from once for each trial of the study, whoever has proposed that: one that depends on its seed
 * alone goes on after a resume where it was. It hears what Arbiter's own runner would tell it: of trials that have a score,
 * never of those that failed. A generator that is to learn from failures must be a {@link StudyGenerator}.
 */
final class ArbiterGenerator implements StudyGenerator, ArbiterCandidates {

    private final CandidateGenerator generator;
    private final SearchSpace space;
    private final Map<Integer, Candidate<?>> candidates = new ConcurrentHashMap<>();
    private int begun;

    ArbiterGenerator(CandidateGenerator generator) {
        this.generator = generator;
        this.space = generator.getParameterSpace() instanceof SearchSpace own
                ? own
                : new SearchSpace(
                        IntStream.range(0, generator.getParameterSpace().numParameters())
                                .mapToObj(i -> Dimension.of(name(i), new Uniform(0, 1)))
                                .toList());
    }

    private static String name(int parameter) {
        return "flat-" + parameter;
    }

    @Override
    public Candidate<?> candidate(int number, Proposal proposal) {
        Candidate<?> own = candidates.get(number);
        return own == null ? made(number, proposal) : own;
    }

    // The value is made when it is needed: a trial of an earlier session needs none.
    private Candidate<?> made(int number, Proposal proposal) {
        double[] flat = ArbiterRecords.flat(proposal);
        Supplier<Object> value = () -> generator.getParameterSpace().getValue(flat);
        return new Candidate<>(value, number, flat);
    }

    @Override
    public boolean hasMoreCandidates() {
        return drawn().isPresent();
    }

    /** The candidate of the next trial, drawn once; nothing if the generator is at its end. */
    private Optional<Candidate<?>> drawn() {
        if (!candidates.containsKey(begun) && generator.hasMoreCandidates()) {
            Candidate<?> next = generator.getCandidate();
            // Arbiter's genetic search gives a candidate without parameters when it finds no other, and then ends.
            if (next.getFlatParameters() != null || generator.hasMoreCandidates()) {
                candidates.put(begun, next);
            }
        }
        return Optional.ofNullable(candidates.get(begun));
    }

    @Override
    public Candidate<?> getCandidate() {
        Candidate<?> own = drawn().orElseThrow(() -> new NoSuchElementException("the generator is at its end"));
        double[] flat = own.getFlatParameters();
        if (own.getException() != null || flat == null) {
            return new Candidate<>(new Parameters(Map.of()), begun, flat, own.getDataParameters(), own.getException());
        }
        Supplier<Parameters> value = () -> own.getValue() instanceof Parameters made ? made : parameters(flat);
        return new Candidate<>(value, begun, flat, own.getDataParameters(), null);
    }

    private static Parameters parameters(double[] flat) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < flat.length; i++) {
            values.put(name(i), flat[i]);
        }
        return new Parameters(values);
    }

    @Override
    public void begun(TrialRecord trial) {
        Optional<Candidate<?>> own = drawn();
        begun++;
        if (own.isPresent() && !isOf(own.get(), trial)) {
            candidates.remove(trial.number());
        }
    }

    private static boolean isOf(Candidate<?> candidate, TrialRecord trial) {
        return Proposals.coordinates(candidate).equals(trial.proposal().coordinates());
    }

    @Override
    public void ended(TrialRecord trial) {
        if (trial.score().isPresent()) {
            generator.reportResults(ArbiterRecords.result(trial, candidate(trial.number(), trial.proposal())));
        }
        candidates.remove(trial.number());
    }

    @Override
    public void reportResults(OptimizationResult result) {
        throw new UnsupportedOperationException("the study reports how trials ended");
    }

    @Override
    public ParameterSpace<?> getParameterSpace() {
        return space;
    }

    @Override
    public void setRngSeed(long seed) {
        generator.setRngSeed(seed);
    }

    @Override
    public Class<?> getCandidateType() {
        return Parameters.class;
    }
}
