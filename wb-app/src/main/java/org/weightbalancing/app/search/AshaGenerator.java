package org.weightbalancing.app.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asynchronous successive halving: many trials with a small budget, few of them with a larger one.
 *
 * <p>The budgets are smallest factor^k, as long as another step fits, and then the largest. A new candidate is a promotion
 * if there is one: the best trial without a promotion among the best 1/factor (rounded down) of the trials that have ended
 * on its rung, of the highest rung that has such a trial. Else it has new parameters, those of the next point of a scrambled
 * Sobol sequence, and the smallest budget. Trials that failed, were pruned, took too long or were lost are worse than any
 * other and never promoted. No candidate waits for a trial. (Li et al., MLSys 2020, algorithm 2.)
 *
 * <p>A promotion is a candidate with the parameters of its parent, a larger {@link #BUDGET}, and the number of the parent as
 * {@link #PARENT}; its trial should go on from the parent's checkpoint.
 *
 * <p>Trials are promoted by score; constraints count when the study is over.
 */
public final class AshaGenerator extends SpaceGenerator {

    private final Goal goal;
    private final Rungs rungs;
    private final SobolPoints points;

    /**
     * A search with promotions.
     *
     * @param space to draw from
     * @param goal what is better
     * @param seed of the scramble
     * @param smallest budget of a new trial, 1 or more
     * @param largest budget, at least smallest factor
     * @param factor between two budgets, 2 or more; the paper uses 4
     * @throws IllegalArgumentException if one is not in its range
     */
    public AshaGenerator(SearchSpace space, Goal goal, long seed, int smallest, int largest, int factor) {
        super(space, seed);
        this.goal = goal;
        rungs = new Rungs(smallest, largest, factor);
        points = new SobolPoints(space.numParameters());
    }

    @Override
    Optional<Goal> goal() {
        return Optional.of(goal);
    }

    @Override
    Proposal propose(int number) {
        List<TrialRecord> trials = trials();
        List<Integer> budgets = rungs.budgets();
        for (int k = budgets.size() - 2; k >= 0; k--) {
            Optional<TrialRecord> best = best(trials, budgets.get(k));
            if (best.isPresent()) {
                return Rungs.promotion(best.get(), budgets.get(k + 1));
            }
        }
        return fresh(points, Rungs.rung(trials, rungs.smallest()).size(), rungs.smallest());
    }

    private Optional<TrialRecord> best(List<TrialRecord> trials, int budget) {
        Set<Integer> promoted = Rungs.promoted(trials);
        List<TrialRecord> ranked = Rungs.ranked(Rungs.rung(trials, budget), goal);
        return ranked.stream()
                .limit(ranked.size() / rungs.factor())
                .filter(trial -> Rungs.scored(trial, goal))
                .filter(trial -> !promoted.contains(trial.number()))
                .findFirst();
    }
}
