package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A trial on a thread of this JVM, until the study has dealt with how it ended. */
final class RunningTrial implements Runnable {

    private final Claim claim;
    private final Trial trial;
    private final TrialExecutor executor;
    private final Runnable whenDone;
    private final Pulse pulse;
    private final LongSupplier nanoTime;
    private final long begun;
    private Optional<Thread> thread = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private boolean done;
    private boolean overTime;
    private long cut;

    /**
     * Makes a trial to be run once.
     *
     * @param whenDone called on the trial's thread when it is done
     * @param nanoTime measures its time, in nanoseconds
     */
    RunningTrial(Claim claim, Trial trial, TrialExecutor executor, Runnable whenDone, LongSupplier nanoTime) {
        this.claim = claim;
        this.trial = trial;
        this.executor = executor;
        this.whenDone = whenDone;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.pulse = new Pulse(claim.number(), claim::alive);
    }

    Claim claim() {
        return claim;
    }

    /**
     * Says that it runs, and tells it to stop if another process has taken it over; for one thread at a time.
     *
     * @throws StudyException if that has failed several times in a row
     */
    void beat() {
        pulse.beat();
        if (claim.isLost()) {
            cut(false);
        }
    }

    /** Whether its thread has left it. */
    synchronized boolean isDone() {
        return done;
    }

    /** Whether it was told to stop because its time was over. */
    synchronized boolean isOverTime() {
        return overTime;
    }

    /** Whether it was told to stop, for whatever reason. */
    boolean isCut() {
        return trial.isCut();
    }

    /** What went wrong outside of the objective: the journal could not be written, or the executor failed. */
    synchronized Optional<Throwable> failure() {
        return failure;
    }

    /** Whether it was begun longer ago than this. */
    boolean isOlderThan(Duration time) {
        return nanoTime.getAsLong() - begun > time.toNanos();
    }

    /** Whether it was told to stop longer ago than this and has not done so. */
    synchronized boolean ignores(Duration grace) {
        return isCut() && !done && nanoTime.getAsLong() - cut > grace.toNanos();
    }

    /**
     * Tells it to stop: from now on nothing counts of what it does. Only the first call does something.
     *
     * @param timeIsOver why; otherwise the study stops
     */
    synchronized void cut(boolean timeIsOver) {
        if (!isCut()) {
            overTime = timeIsOver;
            cut = nanoTime.getAsLong();
            trial.cut();
            thread.ifPresent(Thread::interrupt);
        }
    }

    @Override
    public void run() {
        attach();
        try {
            executor.run(claim, trial);
        } catch (InterruptedException e) {
            if (!isCut()) {
                fail(e);
            }
        } catch (Throwable e) {
            fail(e);
        } finally {
            detach();
            whenDone.run();
        }
    }

    private synchronized void attach() {
        thread = Optional.of(Thread.currentThread());
        if (isCut()) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void fail(Throwable thrown) {
        failure = Optional.of(thrown);
    }

    // The thread is used again: no interrupt may come after this, or be left over.
    private synchronized void detach() {
        thread = Optional.empty();
        Thread.interrupted();
        done = true;
    }
}
