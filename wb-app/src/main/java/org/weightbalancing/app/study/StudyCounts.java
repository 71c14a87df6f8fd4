package org.weightbalancing.app.study;

import java.util.ArrayList;
import java.util.List;
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
                TrialStatus.RUNNING,
                TrialStatus.WAITING)) {
            long count =
                    trials.stream().filter(trial -> trial.status() == status).count();
            if (count > 0) {
                parts.add(count + " " + status.words());
            }
        }
        return trials.size() + " of " + planned + " trials" + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }
}
