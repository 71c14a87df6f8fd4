package org.weightbalancing.app.search;

import java.nio.file.Path;
import java.util.Optional;

/** A trial in the process that {@link ForkedTrials} has started for it. */
public final class ForkedTrial {

    private static final int STUDY_DIED = 3;

    private ForkedTrial() {}

    /**
     * Runs the trial and notes how it ended, whatever that is. The process ends at once if the one of the study does.
     *
     * @param study its folder
     * @param number of the trial, which the process of the study has claimed
     * @param objective what is asked of the trial
     * @param pruner may give it up
     * @throws StudyException if the folder is no study, or the trial is not claimed by a process that this one was started
     *     by, or the journal cannot be written
     * @throws InterruptedException never, as long as nobody interrupts the calling thread
     */
    public static void run(Path study, int number, Objective objective, Pruner pruner) throws InterruptedException {
        endWithStudy();
        StudyFolder folder = StudyFolder.open(study);
        try (Claim claim = folder.claimed(number)) {
            TrialNotes notes = new TrialNotes(claim, folder.description().goal(), Optional.of(pruner), folder::trials);
            new ObjectiveTrials(objective).run(claim, TrialSource.trial(folder, claim, notes));
        }
    }

    private static void endWithStudy() {
        Optional.ofNullable(System.getenv(ForkedTrials.STUDY))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .ifPresent(study -> {
                    Thread watch = new Thread(() -> endAfter(study), "study-watch");
                    watch.setDaemon(true);
                    watch.start();
                });
    }

    private static void endAfter(ProcessHandle study) {
        study.onExit().join();
        Runtime.getRuntime().halt(STUDY_DIED);
    }
}
