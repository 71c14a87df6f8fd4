package org.weightbalancing.app.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A trial in the process that {@link ForkedTrials} has started for it. */
public final class ForkedTrial {

    /** Exit code of a process that could not write the journal of its trial: no fault of the trial. */
    static final int NOT_NOTED = 74;

    private static final int STUDY_DIED = 3;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private ForkedTrial() {}

    /**
     * Runs the trial and notes how it ended, whatever that is. The process ends at once if the one of the study does; its
     * standard input is used up for that.
     *
     * <p>When the calling thread is interrupted or the process is told to end, as by Ctrl-C, the trial is left as it is:
     * the process of the study gives it back, or ends it. In a process that {@link ForkedTrials} has started, a study that
     * cannot be read or written ends the process after telling so, and the trial is given back as well.
     *
     * @param study its folder
     * @param number of the trial, which the process of the study has claimed
     * @param objective what is asked of the trial, on another thread
     * @param pruner may give it up
     * @throws StudyException if the folder is no study, or the trial is not claimed by a process that this one was started
     *     by, or the journal cannot be written
     * @throws InterruptedException if the calling thread was interrupted, or the process is ending
     */
    public static void run(Path study, int number, Objective objective, Pruner pruner) throws InterruptedException {
        Optional<String> started = Optional.ofNullable(System.getenv(ForkedTrials.STUDY));
        started.ifPresent(pid -> endWithStudy(Long.parseLong(pid)));
        try {
            measure(StudyFolder.open(study), number, objective, pruner);
        } catch (StudyException e) {
            if (started.isEmpty()) {
                throw e;
            }
            System.err.println(TrialOutcome.trace(e));
            System.err.flush();
            Runtime.getRuntime().halt(NOT_NOTED);
        }
    }

    private static void measure(StudyFolder folder, int number, Objective objective, Pruner pruner)
            throws InterruptedException {
        try (Claim claim = folder.claimed(number)) {
            TrialNotes notes = new TrialNotes(claim, folder.description().goal(), Optional.of(pruner), folder::trials);
            RunningTrial trial = new RunningTrial(
                    claim,
                    TrialSource.trial(folder, claim, notes),
                    new ObjectiveTrials(objective),
                    () -> {},
                    System::nanoTime);
            // What an objective does while the process ends is no result.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> trial.cut(false), "trial-end"));
            await(trial, daemon("trial", trial));
        }
    }

    private static void await(RunningTrial trial, Thread thread) throws InterruptedException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            trial.cut(false);
            thread.join(GRACE.toMillis());
            throw e;
        }
        if (trial.failure().isPresent()) {
            Throwable thrown = trial.failure().get();
            throw thrown instanceof StudyException failure
                    ? failure
                    : new StudyException(
                            "trial " + trial.claim().number() + " could not be run or noted: " + thrown, thrown);
        }
        if (trial.isCut()) {
            throw new InterruptedException("the process of the trial is ending");
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    // Either alone may fail: a command between the processes may keep the input, and looking for a process takes its
    // time.
    private static void endWithStudy(long pid) {
        daemon("study-input", ForkedTrial::endWithInput);
        daemon("study-watch", () -> {
            ProcessHandle.of(pid).ifPresent(study -> study.onExit().join());
            Runtime.getRuntime().halt(STUDY_DIED);
        });
    }

    private static void endWithInput() {
        if (isGreeted(System.in)) {
            Runtime.getRuntime().halt(STUDY_DIED);
        }
    }

    /** Reads to the end; tells whether there was anything, as from a process that holds the other side open. */
    private static boolean isGreeted(InputStream input) {
        boolean greeted = false;
        try {
            while (input.read() >= 0) {
                greeted = true;
            }
            return greeted;
        } catch (IOException e) {
            System.err.println("the input from the process of the study cannot be read: " + e);
            return greeted;
        }
    }
}
