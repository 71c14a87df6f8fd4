package org.weightbalancing.app.search;

/** Runs the trials of a study: on threads of this JVM, in processes of their own, or elsewhere. */
@FunctionalInterface
public interface TrialExecutor {

    /**
     * Runs a trial to its end, on a thread of its own.
     *
     * <p>Returns after the claim has ended, by itself or by another process. The thread is interrupted when the time of
     * the trial is over or the study is stopped; the trial must then be let go and its claim left as it is: the study
     * ends it or gives it back.
     *
     * @param claim to be ended
     * @param trial to be run, whose reports go to the claim
     * @throws InterruptedException if the thread was interrupted before the trial ended
     */
    void run(Claim claim, Trial trial) throws InterruptedException;
}
