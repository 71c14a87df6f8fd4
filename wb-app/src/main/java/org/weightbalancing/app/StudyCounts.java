package org.weightbalancing.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.weightbalancing.app.search.TrialRecord;
import org.weightbalancing.app.search.TrialStatus;

/** How the trials of a study stand, in words. */
final class StudyCounts {

    private StudyCounts() {}

    /** A sentence such as "30 of 60 trials: 27 complete, 1 pruned, 2 running". */
    static String of(List<TrialRecord> trials, int planned) {
        List<String> parts = new ArrayList<>();
        for (TrialStatus status : List.of(
                TrialStatus.COMPLETE,
                TrialStatus.PRUNED,
                TrialStatus.FAILED,
                TrialStatus.TIMED_OUT,
                TrialStatus.LOST,
                TrialStatus.RUNNING)) {
            long count =
                    trials.stream().filter(trial -> trial.status() == status).count();
            if (count > 0) {
                parts.add(count + " " + word(status));
            }
        }
        return trials.size() + " of " + planned + " trials" + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    /** A status as people read it. */
    static String word(TrialStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
