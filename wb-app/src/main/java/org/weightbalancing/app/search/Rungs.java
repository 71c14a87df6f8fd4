package org.weightbalancing.app.search;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The budgets of successive halving: smallest factor^k as long as another step fits, and then the largest.
 *
 * <p>With 1, 27 and 3 they are 1, 3, 9 and 27; with 1, 10 and 3 they are 1, 3 and 10.
 *
 * @param smallest steps of a trial on the first rung, 1 or more
 * @param largest steps of a trial on the last, at least smallest factor
 * @param factor between the budgets of two rungs, and one over the share of trials that is promoted; 2 or more
 */
record Rungs(int smallest, int largest, int factor) {

    Rungs {
        if (smallest < 1) {
            throw new IllegalArgumentException("smallest budget is " + smallest + ", allowed is 1 or more");
        }
        if (factor < 2) {
            throw new IllegalArgumentException("factor of the budgets is " + factor + ", allowed is 2 or more");
        }
        if (largest < (long) smallest * factor) {
            throw new IllegalArgumentException("largest budget is " + largest + ", allowed is " + smallest + " x "
                    + factor + " = " + (long) smallest * factor + " or more");
        }
    }

    /** The budgets, smallest first; two or more. */
    List<Integer> budgets() {
        return LongStream.concat(
                        LongStream.iterate(smallest, budget -> budget * factor <= largest, budget -> budget * factor),
                        LongStream.of(largest))
                .mapToObj(Math::toIntExact)
                .toList();
    }

    /** The trials of a budget, in the order of their numbers. */
    static List<TrialRecord> rung(List<TrialRecord> trials, int budget) {
        return trials.stream()
                .filter(trial -> trial.proposal().budget().equals(OptionalInt.of(budget)))
                .toList();
    }

    /** The trials that have ended, best first; those without a score that counts are last. */
    static List<TrialRecord> ranked(List<TrialRecord> rung, Goal goal) {
        return rung.stream()
                .filter(trial -> trial.status().ended())
                .sorted(Comparator.comparingDouble((TrialRecord trial) -> loss(trial, goal))
                        .thenComparingInt(TrialRecord::number))
                .toList();
    }

    /** Whether a trial has a score with which it may be promoted. */
    static boolean scored(TrialRecord trial, Goal goal) {
        return Double.isFinite(loss(trial, goal));
    }

    // By score alone: what a constraint is on, such as calibration, comes late in training, and counts at the end.
    private static double loss(TrialRecord trial, Goal goal) {
        return trial.complete() ? goal.loss(trial.score().orElseThrow()) : Double.POSITIVE_INFINITY;
    }

    /** The numbers of the trials that have been promoted. */
    static Set<Integer> promoted(List<TrialRecord> trials) {
        return trials.stream()
                .flatMap(trial -> trial.proposal().parent().stream().boxed())
                .collect(Collectors.toSet());
    }

    /** The same parameters with a larger budget, going on from the trial. */
    static Proposal promotion(TrialRecord trial, int budget) {
        return new Proposal(
                trial.proposal().coordinates(),
                trial.proposal().parameters(),
                OptionalInt.of(budget),
                OptionalInt.of(trial.number()));
    }
}
