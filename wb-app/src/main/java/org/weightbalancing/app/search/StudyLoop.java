package org.weightbalancing.app.search;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session of a study: hears what has happened in the folder, begins trials, and settles how they ended, until the budget
 * is spent, the generator is at its end, or it is told to stop.
 *
 * <p>One thread runs it.
 */
final class StudyLoop {

    private static final Logger LOG = LoggerFactory.getLogger(StudyLoop.class);

    private final StudyFolder folder;
    private final StudyPlan plan;
    private final RunningTrials running;
    private final TrialSource source;
    private final StudyListener listener;
    private final LongSupplier nanoTime;
    private final long begun;
    private OptionalLong enoughSince = OptionalLong.empty();
    private volatile boolean stopped;
    private volatile List<TrialRecord> trials = List.of();

    StudyLoop(StudyFolder folder, StudyPlan plan, TrialExecutor executor) {
        this.folder = folder;
        this.plan = plan;
        this.nanoTime = plan.ending().nanoTime();
        this.begun = nanoTime.getAsLong();
        this.running = new RunningTrials(executor, plan.budget().perTrial(), plan.grace(), nanoTime);
        this.source = new TrialSource(folder, plan, this::trials);
        this.listener = new StudyListener(plan.listener());
    }

    /** The trials of the study as they were when the loop looked last; for any thread. */
    List<TrialRecord> trials() {
        return trials;
    }

    /** Whether it was told to stop; for any thread. */
    boolean isStopped() {
        return stopped;
    }

    /** Whether the calling thread is the one on which the study's listener hears. */
    boolean isTelling() {
        return listener.isTelling();
    }

    /** Lets the trials of this session be given back and the loop end; for any thread. */
    void stop() {
        stopped = true;
        running.stop();
    }

    /**
     * Runs the session.
     *
     * @throws StudyException if the journal cannot be written, or the generator or the executor fails; the trials that ran
     *     are given back
     */
    void run() {
        try (listener) {
            runTrials();
        }
    }

    private void runTrials() {
        try (running) {
            running.watch();
            for (Optional<Duration> pause = step(); pause.isPresent(); pause = step()) {
                running.await(pause.get());
            }
        } catch (Throwable e) {
            throw failed(e);
        } finally {
            listener.hear(trials);
        }
    }

    /** Does what there is to do; answers how long to wait then, or nothing at the end. */
    private Optional<Duration> step() {
        running.requireSigns();
        for (Optional<RunningTrial> over = running.takeOver(); over.isPresent(); over = running.takeOver()) {
            settle(over.get());
        }
        trials = folder.trials();
        listener.hear(trials);
        source.hear(trials);
        boolean closing = isClosing();
        if (isPatienceOver()) {
            running.cutAll();
        }
        if (running.count() == 0 && (closing || source.isExhausted(trials))) {
            return Optional.empty();
        }
        boolean full = running.count() >= plan.parallel();
        return Optional.of(full || closing ? TrialSource.PAUSE : source.begin(running));
    }

    private boolean isClosing() {
        if (enoughSince.isEmpty() && (isOutOfTime() || plan.ending().enough().getAsBoolean())) {
            enoughSince = OptionalLong.of(nanoTime.getAsLong());
        }
        return enoughSince.isPresent() || stopped;
    }

    private boolean isPatienceOver() {
        return enoughSince.isPresent()
                && plan.ending()
                        .patience()
                        .filter(time -> nanoTime.getAsLong() - enoughSince.getAsLong() > time.toNanos())
                        .isPresent();
    }

    private boolean isOutOfTime() {
        return plan.budget()
                .within()
                .filter(time -> nanoTime.getAsLong() - begun > time.toNanos())
                .isPresent();
    }

    /** Writes down how a trial ended whose executor left it open. */
    private void settle(RunningTrial run) {
        try (Claim claim = run.claim()) {
            if (run.failure().isPresent() && !run.isCut()) {
                release(claim, run.failure().get());
            }
            if (claim.hasEnded()) {
                return;
            }
            run.failure().ifPresent(e -> LOG.warn("trial {} was told to stop and threw", claim.number(), e));
            if (run.isOverTime()) {
                claim.ended(TrialStatus.TIMED_OUT, OptionalDouble.empty(), Map.of(), Optional.of(overTime(run)));
            } else if (run.isCut()) {
                claim.release();
            } else {
                String reason = "its executor returned before the trial had ended";
                claim.ended(TrialStatus.FAILED, OptionalDouble.empty(), Map.of(), Optional.of(reason));
            }
        }
    }

    private String overTime(RunningTrial run) {
        String limit = "it took longer than " + plan.budget().perTrial().orElseThrow();
        return run.isDone() ? limit : limit + " and did not stop in " + plan.grace() + "; its thread was left alone";
    }

    /** Gives a trial back that could not be run, and throws why, unless another process has taken it over. */
    static void release(Claim claim, Throwable failure) {
        StudyException thrown = new StudyException(
                "trial " + claim.number() + " could not be run or noted: " + words(failure), failure);
        try {
            if (released(claim)) {
                LOG.warn("trial {} was taken over by another process, and failed here", claim.number(), failure);
                return;
            }
        } catch (RuntimeException e) {
            thrown.addSuppressed(e);
        }
        throw thrown;
    }

    /** Gives a trial back; answers whether another process had taken it over. */
    private static boolean released(Claim claim) {
        try {
            return claim.isTakenOver();
        } finally {
            claim.release();
        }
    }

    /** Gives back what runs, after the loop has failed. */
    private StudyException failed(Throwable cause) {
        StudyException failure =
                new StudyException("the study in " + folder.path() + " cannot go on: " + words(cause), cause);
        running.cutAll();
        try {
            while (running.count() > 0) {
                running.await(TrialSource.SHORT);
                running.takeOver().ifPresent(run -> settle(run, failure));
            }
        } catch (InterruptedException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private void settle(RunningTrial run, StudyException failure) {
        try {
            settle(run);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static String words(Throwable thrown) {
        return thrown instanceof StudyException ? thrown.getMessage() : thrown.toString();
    }
}
