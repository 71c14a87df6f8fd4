package org.weightbalancing.app.search;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/** Writes what a trial reports to its journal, and asks the pruner. */
final class TrialNotes implements Trial.Notes {

    private final Claim claim;
    private final Goal goal;
    private final Optional<Pruner> pruner;
    private final Supplier<List<TrialRecord>> trials;

    /**
     * Makes the notes of a trial.
     *
     * @param claim to be written to
     * @param goal of the study
     * @param pruner to be asked, if there is one
     * @param trials of the study by now, the trial itself may be among them
     */
    TrialNotes(Claim claim, Goal goal, Optional<Pruner> pruner, Supplier<List<TrialRecord>> trials) {
        this.claim = claim;
        this.goal = goal;
        this.pruner = pruner;
        this.trials = trials;
    }

    @Override
    public void report(SortedMap<Integer, Double> curve) {
        claim.value(curve.lastKey(), curve.get(curve.lastKey()));
        pruner.flatMap(judge -> judge.judge(goal, curve, others())).ifPresent(reason -> {
            throw new PrunedException(reason);
        });
    }

    private List<TrialRecord> others() {
        return trials.get().stream()
                .filter(trial -> trial.number() != claim.number())
                .toList();
    }
}
