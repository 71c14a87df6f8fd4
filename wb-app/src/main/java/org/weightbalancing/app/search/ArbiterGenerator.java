package org.weightbalancing.app.search;

import java.util.LinkedHashMap;
import java.util.Map;
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
 * alone goes on after a resume where it was. It hears of results as Arbiter tells them: of those that have a score.
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
        return candidates.containsKey(begun) || generator.hasMoreCandidates();
    }

    @Override
    public Candidate<?> getCandidate() {
        Candidate<?> own = candidates.computeIfAbsent(begun, number -> generator.getCandidate());
        double[] flat = own.getFlatParameters();
        if (own.getException() != null) {
            return new Candidate<>(parameters(flat), begun, flat, own.getDataParameters(), own.getException());
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
        if (hasMoreCandidates()) {
            candidates.computeIfAbsent(begun, number -> generator.getCandidate());
        }
        begun++;
        candidates.computeIfPresent(trial.number(), (number, own) -> isOf(own, trial) ? own : null);
    }

    private static boolean isOf(Candidate<?> candidate, TrialRecord trial) {
        return Coordinates.inside(candidate.getFlatParameters())
                .equals(trial.proposal().coordinates());
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
