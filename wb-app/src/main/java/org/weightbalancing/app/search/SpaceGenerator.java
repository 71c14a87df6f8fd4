package org.weightbalancing.app.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The part that all generators share: the trials of the study so far, and numbers.
 *
 * <p>A proposal is a function of the seed, the number and the trials begun and ended so far, so that a study that goes on
 * elsewhere or later gets the same. Without a study, when only Arbiter asks for candidates and reports results, each
 * candidate counts as a trial begun.
 */
abstract class SpaceGenerator implements StudyGenerator {

    private final SearchSpace space;
    private final NavigableMap<Integer, TrialRecord> trials = new TreeMap<>();
    private long seed;
    private boolean studied;

    SpaceGenerator(SearchSpace space, long seed) {
        this.space = space;
        this.seed = seed;
    }

    /** What the trial of a number is to try. */
    abstract Proposal propose(int number);

    final SearchSpace space() {
        return space;
    }

    final long seed() {
        return seed;
    }

    /** What is better, if proposals depend on it. */
    Optional<Goal> goal() {
        return Optional.empty();
    }

    /** The trials that have begun, by number, as they stand by now. */
    final List<TrialRecord> trials() {
        return List.copyOf(trials.values());
    }

    /** The number of the next trial. */
    final int number() {
        return trials.isEmpty() ? 0 : trials.lastKey() + 1;
    }

    final Proposal at(List<Double> coordinates) {
        return Proposal.of(coordinates, space.at(coordinates));
    }

    /** New parameters with a budget, at a point of a sequence of this seed. */
    final Proposal fresh(SobolPoints points, int point, int budget) {
        List<Double> coordinates = points.at(seed, point);
        return new Proposal(coordinates, space.at(coordinates), OptionalInt.of(budget), OptionalInt.empty());
    }

    /** Whether a trial has a point of this space. */
    final boolean fits(TrialRecord trial) {
        return trial.proposal().coordinates().size() == space.numParameters();
    }

    @Override
    public boolean hasMoreCandidates() {
        return true;
    }

    @Override
    public final Candidate<Parameters> getCandidate() {
        int number = number();
        Proposal proposal = propose(number);
        if (!studied) {
            put(number, proposal, TrialStatus.RUNNING, OptionalDouble.empty());
        }
        return Candidates.of(number, proposal);
    }

    @Override
    public final void restart() {
        trials.clear();
        studied = true;
    }

    /**
     * Hears of the next trial.
     *
     * @throws IllegalStateException if its number is another: then two studies use this generator at once
     */
    @Override
    public final void begun(TrialRecord trial) {
        if (!studied) {
            restart();
        }
        if (trial.number() != number()) {
            throw new IllegalStateException("the generator is told that trial " + trial.number()
                    + " has begun, next is trial " + number() + ": one study at a time may use a generator");
        }
        trials.put(trial.number(), trial);
    }

    /**
     * Hears how a trial ended.
     *
     * @throws IllegalStateException if it has not begun
     */
    @Override
    public final void ended(TrialRecord trial) {
        if (!trials.containsKey(trial.number())) {
            throw new IllegalStateException("the generator is told that trial " + trial.number()
                    + " has ended, but not that it had begun: one study at a time may use a generator");
        }
        trials.put(trial.number(), trial);
    }

    /** Hears the score of a candidate from Arbiter; one that is not finite is that of a failed trial. */
    @Override
    public final void reportResults(OptimizationResult result) {
        Optional<TrialRecord> trial = Optional.ofNullable(trials.get(result.getIndex()));
        if (studied || trial.isEmpty()) {
            return;
        }
        OptionalDouble score = Optional.ofNullable(result.getScore())
                .filter(Double::isFinite)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        TrialStatus status = score.isPresent() ? TrialStatus.COMPLETE : TrialStatus.FAILED;
        put(result.getIndex(), trial.get().proposal(), status, score);
    }

    private void put(int number, Proposal proposal, TrialStatus status, OptionalDouble score) {
        trials.put(
                number,
                new TrialRecord(
                        number,
                        proposal,
                        status,
                        score,
                        Map.of(),
                        new TreeMap<>(),
                        Optional.empty(),
                        "",
                        Instant.EPOCH,
                        0));
    }

    @Override
    public final ParameterSpace<Parameters> getParameterSpace() {
        return space;
    }

    /** Takes another seed, for the candidates from now on. */
    @Override
    public final void setRngSeed(long seed) {
        this.seed = seed;
    }

    @Override
    public final Class<?> getCandidateType() {
        return Parameters.class;
    }
}
