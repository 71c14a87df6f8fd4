package org.weightbalancing.app.search;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs the loop of a study on a thread that nobody interrupts; the caller's may be, which stops the study. */
final class StudySession {

    private final StudyLoop loop;
    private final Goal goal;
    private final FutureTask<Void> task;
    private final Thread thread;

    StudySession(StudyFolder folder, StudyPlan plan, TrialExecutor executor) {
        this.loop = new StudyLoop(folder, plan, executor);
        this.goal = plan.goal();
        this.task = new FutureTask<>(loop::run, null);
        this.thread = new Thread(task, "study");
        thread.setDaemon(true);
    }

    /** The trials of the study as last seen; for any thread. */
    List<TrialRecord> trials() {
        return loop.trials();
    }

    /** Stops the study: running trials are given back; for any thread. */
    void stop() {
        loop.stop();
    }

    /** Waits until {@link #run} is over, unless the calling thread is one of the study's own or is interrupted. */
    void await() {
        if (Thread.currentThread().equals(thread) || loop.isTelling()) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs the session, once. An interrupt of the calling thread stops the study: the result says so, and the flag of the
     * thread is clear then.
     */
    StudyResult run() {
        thread.start();
        while (true) {
            try {
                task.get();
                return new StudyResult(loop.trials(), goal, loop.isStopped());
            } catch (InterruptedException e) {
                loop.stop();
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
    }

    private static StudyException failure(Throwable cause) {
        return cause instanceof StudyException thrown
                ? thrown
                : new StudyException("the study failed: " + cause, cause);
    }
}
