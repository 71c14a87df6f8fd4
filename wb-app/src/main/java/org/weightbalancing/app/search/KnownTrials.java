package org.weightbalancing.app.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The trials of a study as they were last read. A trial that has ended is read once. */
final class KnownTrials {

    private final TrialFolders folders;
    private final Consumer<String> warnings;
    private final Set<String> told = new HashSet<>();
    private final List<TrialRecord> trials = new ArrayList<>();
    private boolean complete;

    KnownTrials(TrialFolders folders, Consumer<String> warnings) {
        this.folders = folders;
        this.warnings = warnings;
    }

    /**
     * Reads what is new.
     *
     * @return all trials by number
     * @throws StudyException if a number below the highest is missing
     */
    List<TrialRecord> refreshed() {
        trials.replaceAll(trial -> trial.status().ended() ? trial : read(trial.number()));
        while (folders.exists(trials.size())) {
            trials.add(read(trials.size()));
        }
        if (!complete) {
            requireNoGap();
            complete = true;
        }
        return List.copyOf(trials);
    }

    private void requireNoGap() {
        Optional<Integer> highest = folders.highest().filter(number -> number >= trials.size());
        // Others may have claimed it while the folders were being read.
        if (highest.isPresent() && !folders.exists(trials.size())) {
            throw new StudyException(folders.folder(trials.size()) + " is missing, although there is trial "
                    + highest.get() + "; put it back, or start a study in another folder");
        }
    }

    private TrialRecord read(int number) {
        Turn turn = Turn.read(folders, number);
        turn.journal().faults().stream().filter(told::add).forEach(warnings);
        return turn.record();
    }
}
