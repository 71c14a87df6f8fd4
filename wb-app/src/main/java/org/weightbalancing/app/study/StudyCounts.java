package org.weightbalancing.app.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** How the trials of a study stand, in words. */
final class StudyCounts {

    private StudyCounts() {}

    /**
     * How many have ended, and how, then what the others do, in a sentence such as "28 of 60 trials have ended: 27 complete, 1
     * pruned; 2 running".
     */
    static String of(List<TrialRecord> trials, int planned) {
        long ended = trials.stream().filter(trial -> trial.status().ended()).count();
        String words = Stream.of(words(trials, true), words(trials, false))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return ended + " of " + planned + " trials have ended" + (words.isEmpty() ? "" : ": " + words);
    }

    private static String words(List<TrialRecord> trials, boolean ended) {
        List<String> parts = new ArrayList<>();
        for (TrialStatus status : TrialStatus.values()) {
            long count =
                    trials.stream().filter(trial -> trial.status() == status).count();
            if (status.ended() == ended && count > 0) {
                parts.add(count + " " + status.words());
            }
        }
        return String.join(", ", parts);
    }
}
