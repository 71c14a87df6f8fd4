package org.weightbalancing.app.search;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Synchronous successive halving: some trials with a small budget, the best of them with a larger one, and so on.
 *
 * <p>The budgets are smallest factor^k, as long as another step fits, and then the largest. The first rung has as many
 * trials as there are configurations, at the points of a scrambled Sobol sequence; each further rung has 1/factor of the one
 * before (rounded down, at least 1), its best complete trials, or all complete ones if they are fewer. A rung begins when
 * all trials of the one before have ended, so that there may be no candidate for a while; there is none at all after the
 * last rung. (Jamieson and Talwalkar, AISTATS 2016.)
 *
 * <p>A promotion is a candidate with the parameters of its parent, a larger {@link #BUDGET}, and the number of the parent as
 * {@link #PARENT}; its trial should go on from the parent's checkpoint.
 *
 * <p>Trials are promoted by score; constraints count when the study is over.
 */
public final class SuccessiveHalvingGenerator extends SpaceGenerator {

    private final Goal goal;
    private final Rungs rungs;
    private final int configurations;
    private final SobolPoints points;

    /**
     * A search with promotions.
     *
     * @param space to draw from
     * @param goal what is better
     * @param seed of the scramble
     * @param smallest budget of a new trial, 1 or more
     * @param largest budget, at least smallest factor
     * @param factor between two budgets, 2 or more
     * @param configurations on the first rung, 1 or more; factor^k for a last rung of one trial after k promotions
     * @throws IllegalArgumentException if one is not in its range
     */
    public SuccessiveHalvingGenerator(
            SearchSpace space, Goal goal, long seed, int smallest, int largest, int factor, int configurations) {
        super(space, seed);
        if (configurations < 1) {
            throw new IllegalArgumentException("configurations are " + configurations + ", allowed is 1 or more");
        }
        this.goal = goal;
        this.configurations = configurations;
        rungs = new Rungs(smallest, largest, factor);
        points = new SobolPoints(space.numParameters());
    }

    /** The number of trials of all rungs, if none of them fails. */
    public int total() {
        int total = 0;
        int size = configurations;
        for (int rung = 0; rung < rungs.budgets().size(); rung++) {
            total += size;
            size = Math.max(1, size / rungs.factor());
        }
        return total;
    }

    @Override
    public boolean hasMoreCandidates() {
        return next().isPresent();
    }

    @Override
    Optional<Goal> goal() {
        return Optional.of(goal);
    }

    @Override
    Proposal propose(int number) {
        return next().orElseThrow(() -> new NoSuchElementException(
                "no trial can begin now: the rung has trials that have not ended, or the last rung is full"));
    }

    private Optional<Proposal> next() {
        List<TrialRecord> trials = trials();
        List<TrialRecord> rung = Rungs.rung(trials, rungs.smallest());
        if (rung.size() < configurations) {
            return Optional.of(fresh(points, rung.size(), rungs.smallest()));
        }
        Set<Integer> promoted = Rungs.promoted(trials);
        int size = configurations;
        List<Integer> budgets = rungs.budgets();
        for (int budget : budgets.subList(1, budgets.size())) {
            if (!rung.stream().allMatch(trial -> trial.status().ended())) {
                return Optional.empty();
            }
            size = Math.max(1, size / rungs.factor());
            Optional<TrialRecord> best = Rungs.ranked(rung, goal).stream()
                    .limit(size)
                    .filter(trial -> Rungs.scored(trial, goal))
                    .filter(trial -> !promoted.contains(trial.number()))
                    .findFirst();
            if (best.isPresent()) {
                return Optional.of(Rungs.promotion(best.get(), budget));
            }
            rung = Rungs.rung(trials, budget);
        }
        return Optional.empty();
    }
}
