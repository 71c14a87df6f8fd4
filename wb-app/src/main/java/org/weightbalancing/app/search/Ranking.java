package org.weightbalancing.app.search;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings trials in the order in which they are shown. */
public final class Ranking {

    private Ranking() {}

    /**
     * The complete trials, best first: those of a larger budget before others, as scores of different budgets do not
     * compare, then as the goal says. A trial that a complete one goes on from is left out.
     */
    public static List<TrialRecord> of(Goal goal, List<TrialRecord> trials) {
        List<TrialRecord> complete =
                trials.stream().filter(TrialRecord::complete).toList();
        Set<Integer> parents = complete.stream()
                .flatMapToInt(trial -> trial.proposal().parent().stream())
                .boxed()
                .collect(Collectors.toSet());
        return complete.stream()
                .filter(trial -> !parents.contains(trial.number()))
                .sorted(Comparator.comparing(TrialRecord::budget, Comparator.reverseOrder())
                        .thenComparing(goal.bestFirst()))
                .toList();
    }
}
